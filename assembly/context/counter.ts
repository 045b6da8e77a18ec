import { ROUNDER } from '../numeric/elementary';
import { STRETCHED } from './stretch-table';

/**
 * An counter probability in one u32: P(bit = 1) in the upper 22 bits, then 9 bits for the number of observations n,
 * and a flag that its owner may set. An observation moves it by 1 / (n + 1.5) of the distance, rounded to the nearest,
 * until n reaches a limit and old observations fade. Four at a time: counter-four.ts.
 */
export const COUNT: i32 = 511;

/** The entry for P = p16 / 2^16 that has seen `n` bits. */
export function counter(p16: u32, n: u32): u32 {
  return (p16 << 16) | (n << 1);
}

/** The entry after `bit` came. */
// @ts-ignore: decorator
@inline export function updateCounter(entry: u32, bit: i32, limit: u32): u32 {
  const n = (entry >> 1) & COUNT;
  const p = i32(entry >> 10);
  const step = f32((bit << 22) - bit - p) / (f32(i32(n)) + 1.5);
  const moved = reinterpret<i32>(step + ROUNDER) - reinterpret<i32>(ROUNDER);
  return entry + u32(moved << 10) + (u32(n < limit) << 1);
}

/** The upper 12 bits of an entry's probability. */
// @ts-ignore: decorator
@inline export function upper(entry: u32): i32 {
  return i32(entry >> 20);
}

/** The stretched probability of an entry, from its upper 12 bits. */
// @ts-ignore: decorator
@inline export function stretched(entry: u32): f32 {
  return load<f32>(STRETCHED + (<usize>(entry >> 20) << 2));
}
