import { floats } from '../memory/arena';
import { squash } from '../numeric/elementary';

/** Stretched predictions stay within this. */
const MOST: f32 = 12;

/** Sum of a x b over n floats (a multiple of 8): two accumulators of four lanes, added lane by lane, then (0+1)+(2+3). */
export function dot(a: usize, b: usize, n: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (const end = a + (n << 2); a < end; a += 32, b += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(a), v128.load(b)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(a, 16), v128.load(b, 16)));
  }
  const sum = f32x4.add(even, odd);
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** w += step x over n floats (a multiple of 8). */
export function step(w: usize, x: usize, size: f32, n: usize): void {
  const s = f32x4.splat(size);
  for (const end = w + (n << 2); w < end; w += 32, x += 32) {
    v128.store(w, f32x4.add(v128.load(w), f32x4.mul(s, v128.load(x))));
    v128.store(w, f32x4.add(v128.load(w, 16), f32x4.mul(s, v128.load(x, 16))), 16);
  }
}

/**
 * A gated mixer (Mattern 2012; Mahoney 2005): of its rows of weights a selector's context picks one, whose dot product
 * with the stretched inputs is its prediction; the row moves down the gradient of the coding cost.
 */
export class Mixer {
  private readonly weights: usize;
  private row: usize = 0;
  /** The prediction, stretched; and as a probability of a one. */
  stretched: f32 = 0;
  p: f32 = 0.5;

  constructor(
    private readonly n: i32,
    readonly rows: i32,
    private readonly initial: f32,
  ) {
    this.weights = floats(i64(n) * i64(rows));
  }

  initialise(): void {
    for (let w = this.weights, end = w + ((<usize>(this.n * this.rows)) << 2); w < end; w += 4) {
      store<f32>(w, this.initial);
    }
  }

  /** Predicts from n inputs by the row of weights `row`. */
  mix(x: usize, row: i32): void {
    this.row = this.weights + ((<usize>(row * this.n)) << 2);
    this.stretched = max<f32>(-MOST, min<f32>(MOST, dot(x, this.row, this.n)));
    this.p = squash(this.stretched);
  }

  learn(x: usize, bit: i32, rate: f32): void {
    step(this.row, x, (f32(bit) - this.p) * rate, this.n);
  }
}
