/** How a code ends: with as few bytes as name a value in the last interval. The encoder writes it, the decoder checks it. */

/** The highest value in [low, low + range) of which only the first `count` bytes, 0 to 8, are not zero. May wrap, as low does. */
export function endingValue(low: u64, range: u64, count: i32): u64 {
  const mask = count == 0 ? 0 : u64.MAX_VALUE << (64 - 8 * count);
  return (low + (range - 1)) & mask;
}

/** The fewest bytes that name a value inside the interval. */
export function shortestEnding(low: u64, range: u64): i32 {
  let count = 0;
  // Inside without wrapping, or past the wrap of low's carry.
  while (endingValue(low, range, count) - low >= range) count++;
  return count;
}
