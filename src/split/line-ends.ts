/** Lines that all end in CR LF: the CR is left out. */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import type { Splitter } from './splitter.js';

const CR = 13;
const LF = 10;

/** The number of LF, if each follows a CR; otherwise 0. */
function* longLineEnds(bytes: Uint8Array): Stepwise<number> {
  let count = 0;
  for (let start = 0; start < bytes.length; start += STEP_BYTES) {
    yield;
    const piece = bytes.subarray(start, start + STEP_BYTES);
    for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1), count++)
      if (bytes[start + at - 1] !== CR) return 0;
  }
  return count;
}

/** Its parameter is the number of lines. */
export const lineEnds: Splitter = {
  id: 4,

  *split(bytes) {
    const lines = yield* longLineEnds(bytes);
    if (lines === 0) return undefined;
    const result = newBytes(bytes.length - lines);
    let filled = 0;
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      yield;
      const end = Math.min(start + STEP_BYTES, bytes.length);
      for (let i = start; i < end; i++)
        if (bytes[i] !== CR || bytes[i + 1] !== LF) result[filled++] = bytes[i] as number;
    }
    return { parameters: [lines], parts: [{ bytes: result, kind: 'same' }] };
  },

  read(source) {
    return [source.varint('number of lines')];
  },

  lengths([lines = 0], length) {
    return lines >= 1 && 2 * lines <= length ? [length - lines] : undefined;
  },

  *join(_, [bytes = new Uint8Array(0)], length) {
    const result = newBytes(length);
    let filled = 0;
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      yield;
      const end = Math.min(start + STEP_BYTES, bytes.length);
      // Bytes written past the end of `result` are lost, but counted.
      for (let i = start; i < end; i++) {
        if (bytes[i] === LF) result[filled++] = CR;
        result[filled++] = bytes[i] as number;
      }
    }
    return filled === length ? result : undefined;
  },

  *places([lines = 0], whole) {
    const places = new Uint32Array(whole.length - lines);
    let filled = 0;
    for (let i = 0; i < whole.length; i++) {
      if (i % STEP_BYTES === 0) yield;
      if (whole[i] !== CR || whole[i + 1] !== LF) places[filled++] = i;
    }
    return places;
  },
};
