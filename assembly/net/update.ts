import { rsqrt4 } from '../numeric/elementary';
import { madd } from '../numeric/panel';

/**
 * The update rules. `sgd`: w -= rate g. `adam` (Kingma and Ba 2015): w -= rate m / sqrt(v), m and v running means of g
 * and g^2. `factored`: Adam without momentum, with v of weight (k, o) replaced by E[x_k^2] E[dy_o^2], the mean squares
 * of its input and of the gradient by its output. (The idea of Adafactor, Shazeer and Stern 2018, and of
 * Kronecker-factored curvature, Martens and Grosse 2015, reduced to their diagonals.) It stores nothing for a weight,
 * and its only pass over the weights is the outer product: as good as Adam here at 60 % of its time.
 */

/** Added to mean squares before their root is taken. */
export const FLOOR: f32 = 1e-12;

/** The rates of one update. */
export class Rates {
  /** Learning rate. */
  rate: f32 = 0;
  /** Weight of the newest term in the running means of first and second moments: max(1 - beta, 1 / n). */
  gain1: f32 = 1;
  gain2: f32 = 1;

  /** Sets the rates of an update; `updates` is its number, from 1. */
  set(rate: f32, beta1: f32, beta2: f32, updates: i32): void {
    const newest: f32 = 1 / f32(updates);
    this.rate = rate;
    this.gain1 = max<f32>(1 - beta1, newest);
    this.gain2 = max<f32>(1 - beta2, newest);
  }
}

/** Adam: w = from - rate m / sqrt(v) for n weights; w may be `from`. g: gradients; v: second moments; m: first, 0 = none. */
export function adam(
  w: usize,
  from: usize,
  m: usize,
  v: usize,
  g: usize,
  n: i32,
  rates: Rates,
): void {
  const rate = f32x4.splat(-rates.rate);
  const gain1 = f32x4.splat(rates.gain1);
  const gain2 = f32x4.splat(rates.gain2);
  const floor = f32x4.splat(FLOOR);
  for (const end = w + ((<usize>n) << 2); w < end; w += 16, from += 16, v += 16, g += 16) {
    let direction = v128.load(g);
    const second = v128.load(v);
    const square = f32x4.sub(f32x4.mul(direction, direction), second);
    const newSecond = madd(second, gain2, square);
    v128.store(v, newSecond);
    if (m != 0) {
      const first = v128.load(m);
      direction = madd(first, gain1, f32x4.sub(direction, first));
      v128.store(m, direction);
      m += 16;
    }
    const scaled = f32x4.mul(direction, rsqrt4(f32x4.add(newSecond, floor)));
    v128.store(w, madd(v128.load(from), rate, scaled));
  }
}

/**
 * Moves four means by `gains` towards the mean squares of four columns of x, `rows` rows `stride` bytes apart. `perRow`:
 * 1 / rows. Returns the means.
 */
export function moveMeans4(
  means: usize,
  x: usize,
  stride: usize,
  rows: i32,
  perRow: v128,
  gains: v128,
): v128 {
  let sum = f32x4.splat(0);
  for (let r = 0; r < rows; r++, x += stride) {
    const value = v128.load(x);
    sum = madd(sum, value, value);
  }
  const old = v128.load(means);
  const moved = madd(old, gains, f32x4.sub(f32x4.mul(sum, perRow), old));
  v128.store(means, moved);
  return moved;
}

/**
 * Moves `mean` (n floats) by `gain` towards the mean squares of the columns of x, then out[r] = scale x[r] / sqrt(mean).
 * x and out have `rows` rows of n floats, `stride` bytes apart.
 */
export function whiten(
  out: usize,
  x: usize,
  stride: usize,
  n: i32,
  rows: i32,
  mean: usize,
  gain: f32,
  scale: f32,
): void {
  const perRow = f32x4.splat(1 / f32(rows));
  const gains = f32x4.splat(gain);
  const scales = f32x4.splat(scale);
  const floor = f32x4.splat(FLOOR);
  for (let i: usize = 0, bytes = (<usize>n) << 2; i < bytes; i += 16) {
    const square = moveMeans4(mean + i, x + i, stride, rows, perRow, gains);
    const factor = f32x4.mul(scales, rsqrt4(f32x4.add(square, floor)));
    let from = x + i;
    let to = out + i;
    for (let r = 0; r < rows; r++, from += stride, to += stride) {
      v128.store(to, f32x4.mul(v128.load(from), factor));
    }
  }
}
