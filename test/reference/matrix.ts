/** NUMERICS.md, section 4: products. A matrix from K inputs to N outputs is K rows of N. */
import { addScaled, dot, get, type Vector, zeros } from './float32.js';

export type Matrix = Vector[];

export const zeroMatrix = (K: number, N: number): Matrix =>
  Array.from({ length: K }, () => zeros(N));

/** y += x W. */
export function multiply(y: Vector, x: Vector, w: Matrix): void {
  w.forEach((row, k) => {
    addScaled(y, get(x, k), row);
  });
}

/** dx += dy W^T. */
export function multiplyTransposed(dx: Vector, dy: Vector, w: Matrix): void {
  w.forEach((row, k) => {
    dx[k] = get(dx, k) + dot(dy, row);
  });
}

/** W += x[0]^T dy[0] + x[1]^T dy[1] + ..., in that order. */
export function addOuter(w: Matrix, x: readonly Vector[], dy: readonly Vector[]): void {
  x.forEach((row, m) => {
    w.forEach((weights, k) => {
      addScaled(weights, get(row, k), dy[m] as Vector);
    });
  });
}
