import { madd, sums4 } from './panel';

/** Kernels on vectors of n floats, n a multiple of 4, not padded. */

/** Sum of the four lanes, (l0 + l1) + (l2 + l3). */
// @ts-ignore: decorator
@inline export function sum4(a: v128): f32 {
  const zero = f32x4.splat(0);
  return f32x4.extract_lane(sums4(a, zero, zero, zero), 0);
}

/** a . b on four lanes, then sum4. */
export function dot(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  for (const end = a + (<usize>n << 2); a < end; a += 16, b += 16) {
    sum = madd(sum, v128.load(a), v128.load(b));
  }
  return sum4(sum);
}

/** y += x. */
export function addVector(y: usize, x: usize, n: i32): void {
  for (const end = y + (<usize>n << 2); y < end; y += 16, x += 16) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)));
  }
}

/** y += s x. */
export function addScaled(y: usize, x: usize, s: f32, n: i32): void {
  const scale = f32x4.splat(s);
  for (const end = y + (<usize>n << 2); y < end; y += 16, x += 16) {
    v128.store(y, madd(v128.load(y), scale, v128.load(x)));
  }
}

/** y = 0 + s x: addScaled where y is zero. */
export function addScaledToZero(y: usize, x: usize, s: f32, n: i32): void {
  const zero = f32x4.splat(0);
  const scale = f32x4.splat(s);
  for (const end = y + (<usize>n << 2); y < end; y += 16, x += 16) {
    v128.store(y, madd(zero, scale, v128.load(x)));
  }
}

/** y = s x. */
export function scaleVector(y: usize, x: usize, s: f32, n: i32): void {
  const scale = f32x4.splat(s);
  for (const end = y + (<usize>n << 2); y < end; y += 16, x += 16) {
    v128.store(y, f32x4.mul(scale, v128.load(x)));
  }
}
