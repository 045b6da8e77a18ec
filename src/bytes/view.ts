/**
 * Bytes as a Uint8Array of this realm; undefined for anything else. `instanceof` fails for what comes out of another
 * realm (an iframe, node:vm, a test runner), so the kind of a value is asked of the value.
 */
export function bytesOf(thing: unknown): Uint8Array | undefined {
  if (thing instanceof Uint8Array) return thing;
  if (ArrayBuffer.isView(thing))
    return new Uint8Array(thing.buffer, thing.byteOffset, thing.byteLength);
  return isBuffer(thing) ? new Uint8Array(thing) : undefined;
}

function isBuffer(thing: unknown): thing is ArrayBuffer {
  const kind = Object.prototype.toString.call(thing);
  return kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]';
}
