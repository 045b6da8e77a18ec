import { GAIN, STRETCHED } from './tables';

/**
 * An adaptive probability in one u32: P(bit = 1) in the upper 22 bits, the number of observations in the lower 10. The
 * n-th observation moves it by 1 / (n + 1.5), until n reaches a limit and old observations fade.
 */

/** The entry for P = p16 / 2^16 that has seen `n` bits. */
export function adaptive(p16: u32, n: u32): u32 {
  return (p16 << 16) | n;
}

/** The entry after `bit` came. */
// @ts-ignore: decorator
@inline export function adapted(entry: u32, bit: i32, limit: u32): u32 {
  const n = entry & 1023;
  const p = i32(entry >> 10);
  const gain = load<u32>(GAIN + ((<usize>n) << 2));
  const target = (bit << 22) - bit;
  const moved = p + i32((i64(target - p) * i64(gain)) >> 16);
  return (u32(moved) << 10) | (n + u32(n < limit));
}

/** The upper 12 bits of an entry's probability. */
// @ts-ignore: decorator
@inline export function upper(entry: u32): i32 {
  return i32(entry >> 20);
}

/** The probability of an entry, 22 bits. */
// @ts-ignore: decorator
@inline export function probability(entry: u32): f32 {
  return f32(i32(entry >> 10)) * (1.0 / 4194304.0);
}

/** The stretched probability of an entry, from its upper 12 bits. */
// @ts-ignore: decorator
@inline export function stretched(entry: u32): f32 {
  return load<f32>(STRETCHED + (<usize>(entry >> 20) << 2));
}
