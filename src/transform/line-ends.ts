/** Lines that end in CR LF, all of them: the CR says nothing and is left out. */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES } from '../bytes/stepwise.js';
import type { Transform } from './transform.js';

const CR = 13;
const LF = 10;

/** Whether every LF follows a CR, and there are some. */
export function hasLongLineEnds(bytes: Uint8Array): boolean {
  let at = bytes.indexOf(LF);
  if (at < 0) return false;
  for (; at >= 0; at = bytes.indexOf(LF, at + 1)) if (bytes[at - 1] !== CR) return false;
  return true;
}

export const lineEnds: Transform = {
  id: 1,

  *forward(bytes) {
    const result = newBytes(bytes.length);
    let filled = 0;
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      yield;
      const end = Math.min(start + STEP_BYTES, bytes.length);
      for (let i = start; i < end; i++)
        if (bytes[i] !== CR || bytes[i + 1] !== LF) result[filled++] = bytes[i] as number;
    }
    return result.subarray(0, filled);
  },

  *inverse(bytes, length) {
    const result = newBytes(length);
    let filled = 0;
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      yield;
      const end = Math.min(start + STEP_BYTES, bytes.length);
      // What is written past the end is lost, and counted.
      for (let i = start; i < end; i++) {
        if (bytes[i] === LF) result[filled++] = CR;
        result[filled++] = bytes[i] as number;
      }
    }
    return filled === length ? result : undefined;
  },
};
