/** Which part of the bytes is searched for a recurrence. */

/** Longest header before a recurrence, bytes; in short files a quarter of their length. */
const MAX_HEADER = 1 << 16;

/** Where the sample begins: behind a header, and a multiple of 8. */
export function sampleStart(length: number): number {
  return length < 2 * MAX_HEADER ? (length >>> 2) & ~7 : MAX_HEADER;
}
