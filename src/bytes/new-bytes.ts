import { ForesayError } from '../errors.js';

/** `length` zero bytes. Throws MEMORY_LIMIT, instead of a RangeError, when the machine refuses the memory. */
export function newBytes(length: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new ForesayError('MEMORY_LIMIT', `${length} bytes of memory could not be allocated`, {
      cause,
    });
  }
}
