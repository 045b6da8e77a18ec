/** Who does the work. */
import type { Command } from './command.js';

/** Starting a thread takes as long as coding some thousands of bytes. */
const SHORT = 1 << 14;

/** How many threads work on so many bytes: none beside this one if they are few, else as many as was said. */
export function threadsFor(bytes: number | undefined, { threads }: Command): number | undefined {
  return threads ?? (bytes !== undefined && bytes <= SHORT ? 0 : undefined);
}
