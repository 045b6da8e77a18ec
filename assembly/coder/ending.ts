/** How a code ends: with the fewest bytes that identify a value in the last interval. The decoder checks this. */

/**
 * The largest multiple of 2^(64 - 8 count) that is at most low + range - 1, for `count` 0 to 8: a value of which only the
 * first `count` bytes may differ from zero. Modulo 2^64, as low.
 */
export function endingValue(low: u64, range: u64, count: i32): u64 {
  const mask = count == 0 ? 0 : u64.MAX_VALUE << (64 - 8 * count);
  return (low + (range - 1)) & mask;
}

/** The fewest bytes that identify a value inside the interval. */
export function shortestEnding(low: u64, range: u64): i32 {
  let count = 0;
  // The difference modulo 2^64 is below range exactly if the value is inside, also where low + range carries.
  while (endingValue(low, range, count) - low >= range) count++;
  return count;
}
