/**
 * Frees large buffers at once. Engines free a buffer at their next garbage collection, and the process may have grown
 * by gigabytes until then.
 */

/** Bytes from which on a buffer is freed here. The engine frees smaller ones. */
const LARGE = 1 << 16;

let closed: MessagePort | undefined;

/**
 * Detaches and frees the buffer of `bytes`. No other view of the buffer may be in use. Where the platform cannot detach
 * it, the garbage collector frees it later.
 */
export function release({ buffer }: Uint8Array): void {
  if (buffer.byteLength < LARGE || !(buffer instanceof ArrayBuffer)) return;
  if (typeof MessageChannel !== 'function') return;
  closed ??= closedPort();
  try {
    // A closed port drops the message together with the transferred buffer.
    closed.postMessage(undefined, [buffer]);
  } catch {
    // The buffer cannot be detached.
  }
}

function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/** Releases `bytes` unless one of `others` is a view of the same buffer. */
export function releaseUnless(bytes: Uint8Array, ...others: Uint8Array[]): void {
  if (others.every(({ buffer }) => buffer !== bytes.buffer)) release(bytes);
}
