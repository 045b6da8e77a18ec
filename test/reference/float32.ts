/**
 * Single-precision arithmetic in doubles. A sum, product, quotient or root of two f32 taken in f64 and then rounded
 * to f32 is the correctly rounded f32 result, and storing in a Float32Array rounds: so `f` marks every rounding that
 * is not a store.
 */
export const f = Math.fround;

export type Vector = Float32Array;

export const zeros = (n: number): Vector => new Float32Array(n);

export const get = (x: ArrayLike<number>, i: number): number => x[i] as number;

/** A new vector: `of` applied to the elements of up to four vectors of equal length. */
export function map(
  of: (a: number, b: number, c: number, d: number) => number,
  a: Vector,
  b = a,
  c = a,
  d = a,
): Vector {
  const result = zeros(a.length);
  for (let i = 0; i < a.length; i++) result[i] = of(get(a, i), get(b, i), get(c, i), get(d, i));
  return result;
}

/** y += s x. */
export function addScaled(y: Vector, s: number, x: Vector): void {
  for (let i = 0; i < y.length; i++) y[i] = get(y, i) + f(s * get(x, i));
}

/** Four running sums, the i-th product to sum i mod 4 in order; then (s0 + s1) + (s2 + s3). */
export function dot(a: Vector, b: Vector): number {
  const s = [0, 0, 0, 0] as [number, number, number, number];
  for (let k = 0; k < 4; k++)
    for (let i = k; i < a.length; i += 4) s[k] = f(get(s, k) + f(get(a, i) * get(b, i)));
  return f(f(s[0] + s[1]) + f(s[2] + s[3]));
}
