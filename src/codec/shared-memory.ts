/** WebAssembly memory that threads share. */
import { cloneable } from './module.js';

/** Undefined where there is none, as on a page without cross-origin isolation. */
export function newSharedMemory(): WebAssembly.Memory | undefined {
  if (typeof SharedArrayBuffer !== 'function' || globalThis.crossOriginIsolated === false)
    return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 ** 16, shared: true });
    return cloneable(memory) ? memory : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the engine collect the memory, which it does not count: alone it never causes a garbage collection. A plain buffer
 * of the same length does, and is never filled.
 */
export function freeSharedMemory({ buffer }: WebAssembly.Memory): void {
  try {
    new ArrayBuffer(buffer.byteLength);
  } catch {
    // Memory is short: a garbage collection has been tried.
  }
}
