/** Bytes in the forms in which callers have them. */
import { ForesayError } from '../errors.js';

/**
 * Bytes as a Uint8Array of this realm; undefined for anything else. `instanceof` fails for what comes out of another
 * realm (an iframe, node:vm, a test runner), so the kind of a value is asked of the value. Throws INVALID_OPTION when
 * the buffer is detached: its bytes were moved elsewhere, and without this it would count as empty.
 */
export function bytesOf(thing: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(thing)) {
    const { buffer, byteOffset, byteLength } = thing;
    if (byteLength === 0) wholeOf(buffer);
    return thing instanceof Uint8Array ? thing : new Uint8Array(buffer, byteOffset, byteLength);
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
