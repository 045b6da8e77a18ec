/** Callers' buffers and views as plain Uint8Arrays. */
import { ForesayError } from '../errors.js';

/**
 * A plain Uint8Array of this realm over the memory of a buffer or a view; undefined for any other value.
 *
 * The test does not use `instanceof`, which fails for values of another realm (an iframe, node:vm, a test runner). A
 * Buffer becomes a plain Uint8Array too, because Buffer.slice() returns a view and not a copy. Throws INVALID_OPTION
 * for a detached buffer, which would otherwise count as empty.
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
    const message = 'the buffer is detached: its bytes were transferred';
    throw new ForesayError('INVALID_OPTION', message, { cause });
  }
}

/**
 * The getters of byteLength accept buffers of every realm and reject all other values. Pages without cross-origin
 * isolation may have no SharedArrayBuffer.
 */
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
