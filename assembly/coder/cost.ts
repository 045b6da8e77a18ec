import { log4 } from '../numeric/elementary';
import { MAX_PROBABILITY_BITS } from './probability';

const ONE: u32 = 1 << MAX_PROBABILITY_BITS;

/** ln x for positive x. */
export function ln(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}

/** log2 x for positive x, absolute error below 3e-7 (relative where |log2 x| > 1). */
export function log2(x: f32): f32 {
  return ln(x) / ln(2);
}

/** P(the bit) in units of 2^-MAX_PROBABILITY_BITS, where P(bit = 1) is `p1`. */
function unitsOf(bit: bool, p1: u32): u32 {
  return bit ? p1 : ONE - p1;
}

/** Bits that the encoder spends on a bit: -log2 of its probability. */
export function bitCost(bit: bool, p1: u32): f32 {
  return -log2(f32(unitsOf(bit, p1)) / f32(ONE));
}

/** ln of the odds for a bit: positive where its probability is above a half. */
export function bitOdds(bit: bool, p1: u32): f32 {
  const p = unitsOf(bit, p1);
  return ln(f32(p)) - ln(f32(ONE - p));
}
