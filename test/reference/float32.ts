/**
 * Single-precision arithmetic in doubles. A sum, product, quotient or root of two f32 taken in f64 and then rounded
 * to f32 is the correctly rounded f32 result, and storing in a Float32Array rounds: so `f` marks every rounding that
 * is not a store.
 */
export const f = Math.fround;

export type Vector = Float32Array;

export const zeros = (n: number): Vector => new Float32Array(n);

export const get = (x: ArrayLike<number>, i: number): number => x[i] as number;

/** A new vector: `of` applied to the elements of one or more vectors of equal length. */
export function map(of: (...x: number[]) => number, ...vectors: Vector[]): Vector {
  const result = zeros(vectors[0]?.length ?? 0);
  for (let i = 0; i < result.length; i++) result[i] = of(...vectors.map((x) => get(x, i)));
  return result;
}

/** y += s x. */
export function addScaled(y: Vector, s: number, x: Vector): void {
  for (let i = 0; i < y.length; i++) y[i] = get(y, i) + f(s * get(x, i));
}

/** Four running sums, the i-th product to sum i mod 4 in order; then (s0 + s1) + (s2 + s3). */
export function dot(a: Vector, b: Vector): number {
  const s = zeros(4);
  for (let i = 0; i < a.length; i++) s[i % 4] = get(s, i % 4) + f(get(a, i) * get(b, i));
  return f(f(get(s, 0) + get(s, 1)) + f(get(s, 2) + get(s, 3)));
}
