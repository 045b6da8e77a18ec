/**
 * Pixels of three bytes: the middle one, green, is subtracted from the other two. Brightness changes all three together,
 * so what is left of red and blue varies less. WebP's lossless form has the same transform.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { samePlaces } from './places.js';
import type { Splitter } from './splitter.js';

const PIXEL = 3;

/** A copy of `bytes` with `sign` times green added to red and blue. Bytes behind the last whole pixel stay. */
function* addGreen(bytes: Uint8Array, sign: 1 | -1): Stepwise<Uint8Array<ArrayBuffer>> {
  const result = newBytes(bytes.length);
  yield* copyBytes(result, bytes);
  for (let i = 0; i + PIXEL <= bytes.length; i += PIXEL) {
    if (i % (PIXEL * STEP_BYTES) === 0) yield;
    const green = sign * (bytes[i + 1] as number);
    result[i] = (bytes[i] as number) + green;
    result[i + 2] = (bytes[i + 2] as number) + green;
  }
  return result;
}

export const subtractGreen: Splitter = {
  id: 8,
  trial: true,

  *split(bytes) {
    if (bytes.length < PIXEL) return undefined;
    return { parameters: [], parts: [{ bytes: yield* addGreen(bytes, -1), kind: 'same' }] };
  },

  read() {
    return [];
  },

  lengths(_, length) {
    return length >= PIXEL ? [length] : undefined;
  },

  *join(_, [bytes = newBytes(0)]) {
    return yield* addGreen(bytes, 1);
  },

  places(_, { length }) {
    return samePlaces(length);
  },
};
