/** The number of threads for a file. */
import type { Command } from './arguments/command.js';

/** Starting a worker takes about as long as coding this many bytes. */
const SHORT = 1 << 14;

/** Whether a file of `bytes` is too short to be worth a worker. An unknown length is not. */
export function isShort(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes <= SHORT;
}

/**
 * The option `threads` for a file of `bytes`. A short file is coded in the calling thread (0), unless several threads
 * were asked for.
 */
export function threadsFor(bytes: number | undefined, { threads }: Command): number | undefined {
  return isShort(bytes) && (threads ?? 1) <= 1 ? 0 : threads;
}
