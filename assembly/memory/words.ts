/**
 * Whether each of `count` i32 words is in its range. `ranges`: for each word the smallest and the largest value, and what it
 * is a multiple of, i32 each.
 */
export function inRange(words: usize, ranges: usize, count: i32): bool {
  for (let i = 0; i < count; i++, words += 4, ranges += 12) {
    const value = load<i32>(words);
    if (value < load<i32>(ranges) || value > load<i32>(ranges, 4)) return false;
    if (value % load<i32>(ranges, 8) != 0) return false;
  }
  return true;
}
