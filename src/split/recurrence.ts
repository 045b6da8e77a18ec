/** A recurrence subtracted: what is left of a generator is nothing, of one with noise the noise. */
import { newBytes } from '../bytes/new-bytes.js';
import { release } from '../bytes/release.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { addBits, bitAt, pack, putValues, subtractBits, unpacked } from './recurrence/bits.js';
import { findBits } from './recurrence/find-bits.js';
import { findWords } from './recurrence/find-words.js';
import {
  firstUnits,
  orderOf,
  parametersOf,
  type Recurrence,
  readParameters,
  recurrenceOf,
  stateBytes,
} from './recurrence/parameters.js';
import { transformWords } from './recurrence/words.js';
import type { Part, Splitter } from './splitter.js';

/** Lengths of the bytes outside of the units, of the state and of the residual. */
function lengthsOf(recurrence: Recurrence, length: number): number[] {
  const { layout, units } = recurrence;
  const residual = (units - firstUnits(recurrence)) * layout.unit;
  return [length - units * layout.unit, stateBytes(recurrence), residual];
}

/** Replaces, in place, units by the state and residuals (`direction` -1), or the other way round (1). */
function* transform(bytes: Uint8Array, recurrence: Recurrence, direction: 1 | -1): Stepwise<void> {
  const { layout, rule } = recurrence;
  if (layout.form === 'words')
    return yield* transformWords(bytes, layout, rule, orderOf(rule), direction);
  if (layout.form === 'values' || rule.kind !== 'xor') return;
  const words = unpacked(bytes, layout);
  // Bits that share a byte with the first ones belong to the state.
  const first = 8 * firstUnits(recurrence);
  yield* direction > 0 ? addBits(words, rule, first) : subtractBits(words, rule, first);
  pack(bytes, words, layout.highestFirst);
}

/** The streams of two values: the first symbols in bits, the others as 0 and 1. */
function* splitValues(bytes: Uint8Array, { layout, rule }: Recurrence): Stepwise<Uint8Array[]> {
  if (layout.form !== 'values' || rule.kind !== 'xor') return [];
  const order = orderOf(rule);
  const words = new Uint32Array(Math.ceil(bytes.length / 32));
  yield* putAll(words, 0, bytes, layout.one);
  const state = newBytes(Math.ceil(order / 8));
  for (let i = 0; i < order; i++)
    state[i >>> 3] = (state[i >>> 3] as number) | (bitAt(words, i) << (i & 7));
  yield* subtractBits(words, rule, order);
  const residual = newBytes(bytes.length - order);
  for (let i = 0; i < residual.length; i++) {
    if (i % STEP_BYTES === 0) yield;
    residual[i] = bitAt(words, order + i);
  }
  return [state, residual];
}

/** Inverse of splitValues(): fills `bytes`; false for residuals that are not 0 or 1. */
function* joinValues(
  bytes: Uint8Array,
  { layout, rule }: Recurrence,
  state: Uint8Array,
  residual: Uint8Array,
): Stepwise<boolean> {
  if (layout.form !== 'values' || rule.kind !== 'xor') return false;
  const order = orderOf(rule);
  const words = new Uint32Array(Math.ceil(bytes.length / 32));
  for (let i = 0; i < order; i++)
    if (((state[i >>> 3] as number) >>> (i & 7)) & 1)
      words[i >>> 5] = (words[i >>> 5] as number) | (1 << (i & 31));
  for (let i = 0; i < residual.length; i++) {
    if (i % STEP_BYTES === 0) yield;
    if ((residual[i] as number) > 1) return false;
  }
  yield* putAll(words, order, residual, 1);
  yield* addBits(words, rule, order);
  for (let i = 0; i < bytes.length; i++) {
    if (i % STEP_BYTES === 0) yield;
    bytes[i] = bitAt(words, i) === 1 ? layout.one : layout.zero;
  }
  return true;
}

function* putAll(
  words: Uint32Array,
  first: number,
  bytes: Uint8Array,
  one: number,
): Stepwise<void> {
  for (let at = 0; at < bytes.length; at += STEP_BYTES) {
    yield;
    putValues(words, first + at, bytes.subarray(at, at + STEP_BYTES), one);
  }
}

/** Its parameters describe the recurrence; recurrence/parameters.ts. */
export const recurrence: Splitter = {
  id: 9,

  *split(bytes) {
    const found = (yield* findBits(bytes)) ?? (yield* findWords(bytes));
    if (!found) return undefined;
    const { layout, offset, units } = found;
    const end = offset + units * layout.unit;
    const [around = 0, state = 0] = lengthsOf(found, bytes.length);
    const outside = newBytes(around);
    yield* copyBytes(outside, bytes.subarray(0, offset));
    yield* copyBytes(outside, bytes.subarray(end), offset);
    const parts = (streams: readonly Uint8Array[]): Part[] =>
      [outside, ...streams].map((stream) => ({
        bytes: stream as Uint8Array<ArrayBuffer>,
        kind: 'unknown',
      }));
    const parameters = parametersOf(found);
    const inside = bytes.subarray(offset, end);
    if (layout.form === 'values')
      return { parameters, parts: parts(yield* splitValues(inside, found)) };
    const changed = newBytes(inside.length);
    yield* copyBytes(changed, inside);
    yield* transform(changed, found, -1);
    const streams = [changed.slice(0, state), changed.slice(state)];
    release(changed);
    return { parameters, parts: parts(streams) };
  },

  read(source) {
    return readParameters(source);
  },

  lengths(parameters, length) {
    const found = recurrenceOf(parameters, length);
    return found && lengthsOf(found, length);
  },

  *join(parameters, [outside, state, residual], length) {
    const found = recurrenceOf(parameters, length);
    if (!found || !outside || !state || !residual) return undefined;
    const { layout, offset, units } = found;
    const end = offset + units * layout.unit;
    const result = newBytes(length);
    yield* copyBytes(result, outside.subarray(0, offset));
    yield* copyBytes(result, outside.subarray(offset), end);
    const inside = result.subarray(offset, end);
    if (layout.form === 'values')
      return (yield* joinValues(inside, found, state, residual)) ? result : undefined;
    yield* copyBytes(inside, state);
    yield* copyBytes(inside, residual, state.length);
    yield* transform(inside, found, 1);
    return result;
  },

  *places(parameters, whole) {
    const found = recurrenceOf(parameters, whole.length);
    if (!found) return new Uint32Array(0);
    const { layout, offset, units, rule } = found;
    const lengths = lengthsOf(found, whole.length);
    const places = new Uint32Array(lengths.reduce((sum, part) => sum + part, 0));
    const inside = units * layout.unit;
    const [outside = 0, state = 0] = lengths;
    // A byte of bits of the state stands for the first symbol in it.
    const first = layout.form === 'values' ? orderOf(rule) : state;
    for (let i = 0; i < places.length; i++) {
      if (i % STEP_BYTES === 0) yield;
      const at = i - outside;
      if (at < 0) places[i] = i < offset ? i : i + inside;
      else if (at >= state) places[i] = offset + first + at - state;
      else places[i] = offset + (layout.form === 'values' ? 8 * at : at);
    }
    return places;
  },
};
