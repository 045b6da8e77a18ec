import { scales4, scalesAbove4 } from './scale';

/**
 * The quantiser of weights, the same for a network file and for quantisation-aware training. A weight becomes scale x
 * level. Levels are -L .. L with L = 2^(bits - 1) - 1; with one bit they are -1 and 1. All weights of a group have one
 * scale: a column of a matrix, or a vector.
 */

/** Up to so many bits the step of a matrix follows the mean of the weights' sizes, above it their largest. */
const MEAN_BITS = 4;

/** Steps of the best uniform quantiser of a normal distribution, by the mean of the sizes: 3, 7 and 15 levels. */
const STEPS = memory.data<f32>([1.534, 0.816, 0.443]);

/** The largest level of so many bits, 2 to 16. */
export function largestLevel(bits: i32): i32 {
  return bits == 1 ? 1 : (1 << (bits - 1)) - 1;
}

/**
 * Quantises the four columns of `rows` vectors, `stride` bytes apart, each column as one group. A weight below
 * `deadZone` steps becomes 0. Writes scale x level to `to`, which may be `from`, and returns the scales.
 */
export function quantiseColumns(
  to: usize,
  from: usize,
  stride: usize,
  rows: i32,
  bits: i32,
  deadZone: f32,
): v128 {
  const end = from + <usize>rows * stride;
  let sum = f32x4.splat(0);
  let most = sum;
  for (let w = from; w < end; w += stride) {
    const size = f32x4.abs(v128.load(w));
    sum = f32x4.add(sum, size);
    most = f32x4.max(most, size);
  }
  const mean = f32x4.div(sum, f32x4.splat(f32(rows)));
  if (bits == 1) return storeSigns(to, from, stride, end, scales4(mean));
  if (bits > MEAN_BITS) {
    const step = scalesAbove4(f32x4.div(most, f32x4.splat(f32(largestLevel(bits)))));
    storeLevels(to, from, stride, end, step, step, bits, deadZone);
    return step;
  }
  const factor = load<f32>(STEPS + ((<usize>(bits - 2)) << 2));
  const step = f32x4.mul(mean, f32x4.splat(factor));
  const scale = fittedScales(from, stride, end, step, bits, deadZone);
  storeLevels(to, from, stride, end, step, scale, bits, deadZone);
  return scale;
}

/** The same for a vector of 4 `count` weights, which is one group; its step follows the largest. Needs two bits or more. */
export function quantiseVector(to: usize, from: usize, count: i32, bits: i32): f32 {
  const end = from + ((<usize>count) << 4);
  let most = f32x4.splat(0);
  for (let w = from; w < end; w += 16) most = f32x4.max(most, f32x4.abs(v128.load(w)));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 1, 0, 3, 2));
  const step = scalesAbove4(f32x4.div(most, f32x4.splat(f32(largestLevel(bits)))));
  storeLevels(to, from, 16, end, step, step, bits, 0.5);
  return f32x4.extract_lane(step, 0);
}

/** The sizes of the levels, as f32. `inverse`: 1 / step, 0 where the step is 0. */
function levels4(size: v128, inverse: v128, deadZone: v128, largest: v128): v128 {
  const steps = f32x4.mul(size, inverse);
  const level = f32x4.min(f32x4.floor(f32x4.add(steps, f32x4.splat(0.5))), largest);
  return v128.and(level, f32x4.ge(steps, deadZone));
}

/** 1 / step; 0 where the step is 0. */
function inverses4(step: v128): v128 {
  const inverse = f32x4.div(f32x4.splat(1), step);
  return v128.and(inverse, f32x4.gt(step, f32x4.splat(0)));
}

/** The scales of least squared error for the levels: sum |w| level / sum level^2. */
function fittedScales(
  from: usize,
  stride: usize,
  end: usize,
  step: v128,
  bits: i32,
  deadZone: f32,
): v128 {
  const inverse = inverses4(step);
  const zone = f32x4.splat(deadZone);
  const largest = f32x4.splat(f32(largestLevel(bits)));
  let products = f32x4.splat(0);
  let squares = products;
  for (let w = from; w < end; w += stride) {
    const size = f32x4.abs(v128.load(w));
    const level = levels4(size, inverse, zone, largest);
    products = f32x4.add(products, f32x4.mul(size, level));
    squares = f32x4.add(squares, f32x4.mul(level, level));
  }
  const scale = f32x4.div(products, squares);
  return scales4(v128.and(scale, f32x4.gt(squares, f32x4.splat(0))));
}

/** Stores scale x level, +0 for level 0. */
function storeLevels(
  to: usize,
  from: usize,
  stride: usize,
  end: usize,
  step: v128,
  scale: v128,
  bits: i32,
  deadZone: f32,
): void {
  const inverse = inverses4(step);
  const zone = f32x4.splat(deadZone);
  const largest = f32x4.splat(f32(largestLevel(bits)));
  const signs = i32x4.splat(i32.MIN_VALUE);
  for (; from < end; from += stride, to += stride) {
    const w = v128.load(from);
    const value = f32x4.mul(scale, levels4(f32x4.abs(w), inverse, zone, largest));
    const present = f32x4.gt(value, f32x4.splat(0));
    v128.store(to, v128.or(value, v128.and(v128.and(w, signs), present)));
  }
}

/** Stores the scale with the sign of the weight, and returns it. */
function storeSigns(to: usize, from: usize, stride: usize, end: usize, scale: v128): v128 {
  const signs = v128.and(i32x4.splat(i32.MIN_VALUE), f32x4.gt(scale, f32x4.splat(0)));
  for (; from < end; from += stride, to += stride) {
    v128.store(to, v128.or(scale, v128.and(v128.load(from), signs)));
  }
  return scale;
}
