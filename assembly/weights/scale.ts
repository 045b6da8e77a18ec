/**
 * The scale of a group of weights: 0, or a f32 with five significant bits, from LEAST to MOST. A file stores it as its
 * code: 0, or 1 + the distance from LEAST in steps of the f32's lowest kept bit, 16 steps an octave.
 */

/** Bits of a f32 that a scale does not have. */
const DROPPED: u32 = 19;

/** 2^-40, and (2 - 2^-4) 2^23. */
const LEAST: u32 = (127 - 40) << 23;
const MOST: u32 = ((127 + 24) << 23) - (1 << DROPPED);

/** The largest code. */
export const LAST_SCALE: i32 = i32((MOST - LEAST) >> DROPPED) + 1;

/** Four numbers of 0 or more as scales: the nearest, halves upwards; below LEAST 0, above MOST MOST. */
export function scales4(x: v128): v128 {
  return rounded4(x, 1 << (DROPPED - 1));
}

/** The same, but the next scale that is not below the number. */
export function scalesAbove4(x: v128): v128 {
  return rounded4(x, (1 << DROPPED) - 1);
}

function rounded4(x: v128, added: i32): v128 {
  const mask = i32x4.splat(-1 << DROPPED);
  const rounded = v128.and(i32x4.add(x, i32x4.splat(added)), mask);
  const kept = v128.and(rounded, i32x4.ge_s(rounded, i32x4.splat(LEAST)));
  return i32x4.min_s(kept, i32x4.splat(MOST));
}

/** The code of a scale. */
export function scaleCode(scale: f32): i32 {
  const word = reinterpret<u32>(scale);
  return word == 0 ? 0 : i32((word - LEAST) >> DROPPED) + 1;
}

/** The scale of a code from 0 to LAST_SCALE. */
export function scaleOf(code: i32): f32 {
  return code == 0 ? 0 : reinterpret<f32>(LEAST + (u32(code - 1) << DROPPED));
}
