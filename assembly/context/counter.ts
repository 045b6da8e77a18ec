import { ROUNDER } from '../numeric/elementary';
import { STRETCHED } from './stretch-table';

/**
 * A counter is an adaptive probability in one u32: P(bit = 1) in the upper 22 bits, then 9 bits for the number of updates
 * n, and a flag that its owner may set. An update moves P by 1 / (n + 1.5) of the distance to the bit, rounded to the
 * nearest. n stops at a limit, and so does the rate. Four at a time: counter-four.ts.
 */
export const COUNT: i32 = 511;

/** The counter for P = p16 / 2^16 after `n` updates. */
export function counter(p16: u32, n: u32): u32 {
  return (p16 << 16) | (n << 1);
}

/** The counter after the bit. */
// @ts-ignore: decorator
@inline export function updateCounter(entry: u32, bit: i32, limit: u32): u32 {
  const n = (entry >> 1) & COUNT;
  const p = i32(entry >> 10);
  const step = f32((bit << 22) - bit - p) / (f32(i32(n)) + 1.5);
  const moved = reinterpret<i32>(step + ROUNDER) - reinterpret<i32>(ROUNDER);
  return entry + u32(moved << 10) + (u32(n < limit) << 1);
}

/** The upper 12 bits of a counter's probability. */
// @ts-ignore: decorator
@inline export function upper(entry: u32): i32 {
  return i32(entry >> 20);
}

/** The stretched probability of a counter, from its upper 12 bits. */
// @ts-ignore: decorator
@inline export function stretched(entry: u32): f32 {
  return load<f32>(STRETCHED + (<usize>(entry >> 20) << 2));
}
