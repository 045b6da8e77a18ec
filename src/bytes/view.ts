/** Bytes in the forms in which callers have them. */
import { ForesayError } from '../errors.js';

/**
 * Bytes as a plain Uint8Array of this realm, over the same memory; undefined for anything else. `instanceof` fails for
 * values of another realm (an iframe, node:vm, a test runner), so the kind of a value is asked of the value. A Buffer
 * becomes a plain array too: its slice() is a view where that of a Uint8Array is a copy. Throws INVALID_OPTION when the
 * buffer is detached: its bytes were moved elsewhere, and without this it would count as empty.
 */
export function bytesOf(thing: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(thing)) {
    const { buffer, byteOffset, byteLength } = thing;
    return byteLength === 0
      ? wholeOf(buffer).subarray(0, 0)
      : new Uint8Array(buffer, byteOffset, byteLength);
  }
  return isBuffer(thing) ? wholeOf(thing) : undefined;
}

function wholeOf(buffer: ArrayBufferLike): Uint8Array {
  try {
    return new Uint8Array(buffer);
  } catch (cause) {
    const message = 'the bytes were moved elsewhere: their buffer is detached';
    throw new ForesayError('INVALID_OPTION', message, { cause });
  }
}

/** The getters of the length work for buffers of every realm and for nothing else. Not every page has the second. */
const LENGTHS = [ArrayBuffer, globalThis.SharedArrayBuffer].map(
  (Buffer) => Buffer && Object.getOwnPropertyDescriptor(Buffer.prototype, 'byteLength')?.get,
);

function isBuffer(thing: unknown): thing is ArrayBufferLike {
  return LENGTHS.some((length) => {
    try {
      return length?.call(thing) !== undefined;
    } catch {
      return false;
    }
  });
}
