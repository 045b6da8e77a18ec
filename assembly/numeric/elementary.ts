/**
 * exp, log, tanh, sigmoid, stretch and squash on four lanes, by the numeric contract (NUMERICS.md): only +, -, x, /,
 * minimum, maximum and integer operations in the order written here. A scalar is lane 0 of a vector, so both agree.
 */

/** ln 2 in two parts: the first has few bits, so n * LN2_HIGH is exact for every exponent n (Cody and Waite 1980). */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;

/** 1.5 x 2^23: added to a small f32 it leaves the nearest integer, halves to even, in the lowest bits. */
export const ROUNDER: f32 = 12582912;

/** Constants of exp4, in memory: V8 builds a vector constant with three instructions at each use, a load is one. */
const EXP = memory.data<f32>([
  1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0,
  -87.0, 88.0, 1.4426950408889634, ROUNDER, LN2_HIGH, LN2_LOW,
]);

// @ts-ignore: decorator
@inline function constant(i: usize): v128 {
  return v128.load_splat<f32>(EXP + (i << 2));
}

/**
 * e^x, relative error below 1.1e-7; x is clamped to [-87, 88]. Taylor polynomial of degree 7 on [-ln2/2, ln2/2]. The
 * pseudo-minimum and -maximum are one instruction each and propagate NaN.
 */
// @ts-ignore: decorator
@inline export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, constant(7)), constant(8));
  const rounded = f32x4.add(f32x4.mul(x, constant(9)), constant(10));
  const n = f32x4.sub(rounded, constant(10));
  let r = f32x4.sub(x, f32x4.mul(n, constant(11)));
  r = f32x4.sub(r, f32x4.mul(n, constant(12)));
  let y = constant(6);
  y = f32x4.add(f32x4.mul(y, r), constant(5));
  y = f32x4.add(f32x4.mul(y, r), constant(4));
  y = f32x4.add(f32x4.mul(y, r), constant(3));
  y = f32x4.add(f32x4.mul(y, r), constant(2));
  y = f32x4.add(f32x4.mul(y, r), constant(1));
  y = f32x4.add(f32x4.mul(y, r), constant(0));
  y = f32x4.add(f32x4.mul(y, r), constant(0));
  // 2^n: the low bits of `rounded`, which are n, are added to the exponent of 1.
  return f32x4.mul(y, i32x4.add(i32x4.shl(rounded, 23), constant(0)));
}

/** ln x for positive normal x, absolute error below 2e-7 (relative where |ln x| > 1). */
// @ts-ignore: decorator
@inline export function log4(x: v128): v128 {
  // x = m 2^e with m in [sqrt(1/2), sqrt 2): subtracting sqrt(1/2)'s bits before the shift rounds e that way.
  const offset = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const e = i32x4.shr_s(offset, 23);
  const m = i32x4.sub(x, i32x4.shl(e, 23));
  // ln m = 2 atanh s with s = (m - 1) / (m + 1), |s| < 0.172: five terms.
  const one = f32x4.splat(1.0);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const q = f32x4.mul(s, s);
  let y = f32x4.splat(2.0 / 9.0);
  y = f32x4.add(f32x4.mul(y, q), f32x4.splat(2.0 / 7.0));
  y = f32x4.add(f32x4.mul(y, q), f32x4.splat(2.0 / 5.0));
  y = f32x4.add(f32x4.mul(y, q), f32x4.splat(2.0 / 3.0));
  y = f32x4.add(f32x4.mul(y, q), f32x4.splat(2.0));
  y = f32x4.mul(y, s);
  const n = f32x4.convert_i32x4_s(e);
  return f32x4.add(f32x4.add(y, f32x4.mul(n, f32x4.splat(LN2_LOW))), f32x4.mul(n, f32x4.splat(LN2_HIGH)));
}

/** 1 / (1 + e^-x), absolute error below 2e-7. */
// @ts-ignore: decorator
@inline export function sigmoid4(x: v128): v128 {
  const one = constant(0);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x = 1 - 2 / (1 + e^2x), absolute error below 2e-7. */
// @ts-ignore: decorator
@inline export function tanh4(x: v128): v128 {
  const one = constant(0);
  const e = exp4(f32x4.add(x, x));
  return f32x4.sub(one, f32x4.div(f32x4.splat(2.0), f32x4.add(one, e)));
}

/** 1 / sqrt(x) for positive normal x, relative error below 5e-6: a bit trick (Lomont 2003) and two Newton steps. */
// @ts-ignore: decorator
@inline export function rsqrt4(x: v128): v128 {
  const half = f32x4.mul(x, f32x4.splat(0.5));
  const threeHalves = f32x4.splat(1.5);
  let y = i32x4.sub(i32x4.splat(0x5f375a86), i32x4.shr_u(x, 1));
  y = f32x4.mul(y, f32x4.sub(threeHalves, f32x4.mul(half, f32x4.mul(y, y))));
  return f32x4.mul(y, f32x4.sub(threeHalves, f32x4.mul(half, f32x4.mul(y, y))));
}

/** ln(p / (1 - p)), 0 < p < 1. */
export function stretch(p: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(p / (1 - p))), 0);
}

/** Inverse of stretch. */
export function squash(x: f32): f32 {
  return f32x4.extract_lane(sigmoid4(f32x4.splat(x)), 0);
}
