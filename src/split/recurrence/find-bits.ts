/** Recurrences in streams of two byte values. */
import { STEP_BYTES, type Stepwise } from '../../bytes/stepwise.js';
import { shortestRecurrence } from './berlekamp-massey.js';
import { type BitRule, bitAt, putValues, subtractBits } from './bits.js';
import { noisyPair } from './noisy-pair.js';
import type { Recurrence } from './parameters.js';
import { bestRegion } from './region.js';
import { sampleStart } from './sample.js';

/** Fewest symbols of a stream that is searched, and of a region. */
const SHORTEST = 512;

/** Bytes that must be of two values before the others are read. */
const PEEK = 256;

/**
 * Stretches that are tried for a rule without noise. Short ones find short rules between exceptions; 4,224 bits show an
 * order of 2,048.
 */
const STRETCHES = [
  { count: 160, tries: 4 },
  { count: 640, tries: 3 },
  { count: 4224, tries: 2 },
] as const;

/** Bits behind a stretch that confirm a rule, and how many of them must be right. */
const CONFIRMING = 256;
const LEAST_RIGHT = 240;

/** The rule of a sequence of two values, and where it holds. */
export function* findBits(bytes: Uint8Array): Stepwise<Recurrence | undefined> {
  const sample = sampleStart(bytes.length);
  if (bytes.length < SHORTEST) return undefined;
  const values = [...new Set(bytes.subarray(sample, sample + PEEK))].sort((a, b) => a - b);
  const [zero = 0, one = 0] = values;
  if (values.length !== 2) return undefined;
  const { start, end } = yield* runOf(bytes, sample, zero, one);
  const count = end - start;
  if (count < SHORTEST) return undefined;
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let at = start; at < end; at += STEP_BYTES) {
    yield;
    putValues(words, at - start, bytes.subarray(at, Math.min(at + STEP_BYTES, end)), one);
  }
  const first = sample - start;
  const rule = (yield* noiseless(words, first, count)) ?? (yield* noisyPair(words, first, count));
  if (!rule) return undefined;
  const order = rule.lags.at(-1) ?? 0;
  const residual = words.slice();
  yield* subtractBits(residual, rule, order);
  // Noise may flip up to two bits of five.
  const region = yield* bestRegion(order, count, (at) => bitAt(residual, at) === 0, 1.5);
  const length = region.end - region.start;
  if (length < SHORTEST + 2 * order) return undefined;
  const from = region.start - order;
  const known = yield* simpleMisses(words, region.start, Math.min(length, MOST_COUNTED));
  if (!isBetter(region.misses / length, known)) return undefined;
  return {
    layout: { form: 'values', unit: 1, zero, one },
    offset: start + from,
    units: region.end - from,
    rule: { kind: 'xor', ...rule },
  };
}

/** The bytes around `at` that are of two values. */
function* runOf(
  bytes: Uint8Array,
  at: number,
  zero: number,
  one: number,
): Stepwise<{ start: number; end: number }> {
  const isOne = (i: number) => bytes[i] === zero || bytes[i] === one;
  let start = at;
  let end = at;
  while (start > 0 && isOne(start - 1)) start--;
  while (end < bytes.length && isOne(end)) if (end++ % STEP_BYTES === 0) yield;
  return { start, end };
}

/** A rule that predicts all or nearly all bits. */
function* noiseless(
  words: Uint32Array,
  first: number,
  count: number,
): Stepwise<BitRule | undefined> {
  for (const stretch of STRETCHES) {
    const size = Math.min(stretch.count, count - first - CONFIRMING);
    for (let i = 0; i < stretch.tries; i++) {
      const start = first + i * (size + CONFIRMING);
      if (start + size + CONFIRMING > count) break;
      yield;
      const lags = shortestRecurrence(words, start, size);
      if (lags && confirmed(words, lags, start + size)) return { inverted: false, lags };
    }
  }
  return undefined;
}

function confirmed(words: Uint32Array, lags: readonly number[], from: number): boolean {
  let right = 0;
  for (let at = from; at < from + CONFIRMING; at++) {
    const sum = lags.reduce((bit, lag) => bit ^ bitAt(words, at - lag), bitAt(words, at));
    right += 1 - sum;
  }
  return right >= LEAST_RIGHT;
}

/** Bits on which a context of 16 bits is tried, and its size. */
const MOST_COUNTED = 1 << 18;
const CONTEXT = 16;

/** The share of bits that are not what followed the same 16 bits before. */
function* simpleMisses(words: Uint32Array, start: number, count: number): Stepwise<number> {
  yield;
  const last = new Uint8Array(1 << CONTEXT);
  let context = 0;
  let misses = 0;
  for (let i = 0; i < count; i++) {
    const bit = bitAt(words, start + i);
    if (last[context] !== bit + 1) misses++;
    last[context] = bit + 1;
    context = ((context << 1) | bit) & 0xffff;
  }
  return misses / count;
}

/**
 * Whether a residual is worth more than the sequence, in which models find structure of another kind: it misses eight times
 * less often than a context does, or far less where a context finds nearly nothing.
 */
function isBetter(misses: number, known: number): boolean {
  return 8 * misses <= known || (known > 0.25 && misses < 0.75 * known);
}
