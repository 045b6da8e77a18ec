/** A rule of words that a sample suggests, confirmed and then followed through all bytes. */

import { newBytes } from '../../bytes/new-bytes.js';
import { release } from '../../bytes/release.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../../bytes/stepwise.js';
import { bigOf, inverse, longOf } from './modular.js';
import { type Layout, mostLags, orderOf, type Recurrence, type Rule } from './parameters.js';
import { bestRegion } from './region.js';
import { predictorOf, transformWords, WordReader } from './words.js';

export type WordLayout = Extract<Layout, { form: 'words' }>;

/** `at`: an offset in the bytes where a word begins. */
export interface Candidate {
  readonly layout: WordLayout;
  readonly at: number;
  readonly rule: Rule;
}

/** Bytes that a rule must predict without an error. */
const CONFIRMING = 96;

/** Whether the rule predicts the words that follow those from `at` on. */
export function isConfirmed(bytes: Uint8Array, { layout, at, rule }: Candidate): boolean {
  const { unit } = layout;
  const order = orderOf(rule);
  if (at + order * unit + CONFIRMING > bytes.length) return false;
  if (rule.kind === 'xor' && rule.lags.length > mostLags(layout)) return false;
  const reader = new WordReader(bytes, layout);
  const predictor = predictorOf(rule);
  for (let i = 0; i < order + CONFIRMING / unit; i++) {
    reader.read(at + i * unit);
    if (i >= order) {
      predictor.predict();
      if (((predictor.low ^ reader.low) & lowMask(unit)) !== 0) return false;
      if (unit === 8 && ((predictor.high ^ reader.high) | 0) !== 0) return false;
    }
    predictor.push(reader.low, reader.high);
  }
  return true;
}

function lowMask(unit: number): number {
  return unit < 4 ? (1 << (8 * unit)) - 1 : -1;
}

/** Bytes that a region has beyond its state and again so many: less does not pay. */
const LEAST = 512;

/** The recurrence with the region in which its rule holds. */
export function* followed(
  bytes: Uint8Array,
  { layout, at, rule: found }: Candidate,
): Stepwise<Recurrence | undefined> {
  const { unit } = layout;
  const order = orderOf(found);
  const start = at % unit;
  const rule = yield* moved(found, (start - at) / unit);
  const count = Math.floor((bytes.length - start) / unit);
  const residual = newBytes(count * unit);
  yield* copyBytes(residual, bytes.subarray(start, start + count * unit));
  yield* transformWords(residual, layout, rule, order, -1);
  const isZero = (i: number) => {
    for (let k = i * unit; k < (i + 1) * unit; k++) if (residual[k] !== 0) return false;
    return true;
  };
  const region = yield* bestRegion(order, count, isZero, 1);
  release(residual);
  if ((region.end - region.start) * unit < LEAST + 2 * order * unit) return undefined;
  const from = region.start - order;
  const offset = start + from * unit;
  return { layout, offset, units: region.end - from, rule: yield* moved(rule, from) };
}

/** The rule for a stretch that begins so many symbols later, or earlier: a state of its own is another there. */
function* moved(rule: Rule, symbols: number): Stepwise<Rule> {
  if (rule.kind !== 'hidden') return rule;
  const { bits } = rule;
  const [factor, summand] = [bigOf(rule.factor), bigOf(rule.summand)];
  const back = inverse(factor, bits);
  let state = bigOf(rule.state);
  for (let i = 0; i < Math.abs(symbols); i++) {
    if (i % STEP_BYTES === 0) yield;
    const next = symbols > 0 ? state * factor + summand : (state - summand) * back;
    state = BigInt.asUintN(bits, next);
  }
  return { ...rule, state: longOf(state) };
}
