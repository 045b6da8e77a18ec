/** Which part of the bytes is searched for a recurrence. */

/** Longest header before a recurrence, bytes. */
const MAX_HEADER = 1 << 16;

/** Where the sample begins: behind a header, and a multiple of 8. */
export function sampleStart(length: number): number {
  return Math.min(MAX_HEADER, length >>> 2) & ~7;
}
