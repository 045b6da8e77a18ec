/**
 * Calls and jumps of x86 programs hold a distance. It is replaced by the target, which is the same for all calls of a
 * function. The target's highest byte is first, since targets share their high bytes; its sign stays last.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, STEP_BYTES } from '../bytes/stepwise.js';
import { samePlaces } from './places.js';
import type { Splitter } from './splitter.js';

/** Bytes of a distance. */
const DISTANCE = 4;

/** Distances and targets are counted modulo this: what fits into 24 bits and a sign. */
const SPAN = 1 << 25;

/** Whether a distance may follow byte `i`. */
function isBranch(bytes: Uint8Array, i: number): boolean {
  const byte = bytes[i] as number;
  // E8 call and E9 jump. 48 or 4C, an opcode and an operand relative to it: so 64-bit programs address their data.
  // Conditional jumps are not replaced: few of them share a target, and it does not pay.
  return (
    (byte & 0xfe) === 0xe8 || ((byte & 0xc7) === 0x05 && ((bytes[i - 2] as number) & 0xfb) === 0x48)
  );
}

/** Whether the distance after byte `i` is one, and a short one: its last byte is its sign. */
function isShort(bytes: Uint8Array, i: number): boolean {
  const sign = bytes[i + DISTANCE] as number;
  return (sign === 0 || sign === 255) && isBranch(bytes, i);
}

/** The distance or target after byte `i`: 24 bits, in the order that `first` and `third` say, and the sign. */
function operand(bytes: Uint8Array, i: number, first: number, third: number): number {
  const low = (bytes[i + first] as number) | ((bytes[i + 2] as number) << 8);
  return low | ((bytes[i + third] as number) << 16) | (((bytes[i + 4] as number) & 1) << 24);
}

export const branches: Splitter = {
  id: 5,

  // split() goes from the end to the beginning, join() from the beginning to the end: at each place both see the same
  // bytes, those before it unchanged and those after it changed.
  *split(bytes) {
    const result = newBytes(bytes.length);
    yield* copyBytes(result, bytes);
    for (let i = bytes.length - DISTANCE - 1; i >= 0; i--) {
      if (i % STEP_BYTES === 0) yield;
      if (!isShort(result, i)) continue;
      const target = (operand(result, i, 1, 3) + i) & (SPAN - 1);
      result[i + 1] = target >> 16;
      result[i + 2] = target >> 8;
      result[i + 3] = target;
      result[i + 4] = -(target >> 24);
    }
    return { parameters: [], parts: [{ bytes: result, kind: 'same' }] };
  },

  read() {
    return [];
  },

  lengths(_, length) {
    return [length];
  },

  *join(_, [bytes = new Uint8Array(0)], length) {
    const result = newBytes(length);
    yield* copyBytes(result, bytes);
    for (let i = 0; i < length - DISTANCE; i++) {
      if (i % STEP_BYTES === 0) yield;
      if (!isShort(result, i)) continue;
      const distance = (operand(result, i, 3, 1) - i) & (SPAN - 1);
      result[i + 1] = distance;
      result[i + 2] = distance >> 8;
      result[i + 3] = distance >> 16;
      result[i + 4] = -(distance >> 24);
    }
    return result;
  },

  places(_, { length }) {
    return samePlaces(length);
  },
};
