/** How many threads do the work. */
import type { Command } from './command.js';

/** Starting a thread takes as long as coding some thousands of bytes. */
const SHORT = 1 << 14;

/** Whether so many bytes are too few for a thread of their own. */
export function isShort(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes <= SHORT;
}

/** How many threads work on so many bytes: none beside this one if they are few and one is enough, else as many as was said. */
export function threadsFor(bytes: number | undefined, { threads }: Command): number | undefined {
  return isShort(bytes) && (threads ?? 1) <= 1 ? 0 : threads;
}
