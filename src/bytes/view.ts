/**
 * Bytes as a plain Uint8Array of this realm, over the same memory; undefined for anything else. `instanceof` fails for
 * values of another realm (an iframe, node:vm, a test runner), so the kind of a value is asked of the value. A Buffer
 * becomes a plain array too: its slice() is a view where that of a Uint8Array is a copy.
 */
export function bytesOf(thing: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(thing))
    return new Uint8Array(thing.buffer, thing.byteOffset, thing.byteLength);
  return isBuffer(thing) ? new Uint8Array(thing) : undefined;
}

function isBuffer(thing: unknown): thing is ArrayBuffer {
  const kind = Object.prototype.toString.call(thing);
  return kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]';
}
