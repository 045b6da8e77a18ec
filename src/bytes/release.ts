/**
 * Memory given back at once. Engines free a buffer when they next look for garbage, and may have taken gigabytes until
 * then.
 */

/** Smaller buffers are left to the engine. */
const LARGE = 1 << 16;

let closed: MessagePort | undefined;

/**
 * Frees the buffer of `bytes`, which is detached. It must be theirs alone and in use nowhere. Where the platform cannot
 * do that, the engine does it later.
 */
export function release({ buffer }: Uint8Array): void {
  if (buffer.byteLength < LARGE || !(buffer instanceof ArrayBuffer)) return;
  if (typeof MessageChannel !== 'function') return;
  closed ??= closedPort();
  try {
    // A closed port drops the message, and with it what was transferred.
    closed.postMessage(undefined, [buffer]);
  } catch {
    // It cannot be detached.
  }
}

function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/** Releases `bytes` unless their buffer is that of one of the others. */
export function releaseUnless(bytes: Uint8Array, ...others: Uint8Array[]): void {
  if (others.every(({ buffer }) => buffer !== bytes.buffer)) release(bytes);
}
