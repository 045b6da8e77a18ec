import { PANEL, PANEL_ROW } from '../numeric/panel';
import { randomUnit } from '../numeric/random';

/** Initial weights: uniform in [-scale, scale), where the scale depends on what reads them. */

/** Scale of the embedding of single symbols. */
export const EMBEDDING_SCALE: f32 = 0.1;

/** Scale of a matrix that H units feed. */
export function matrixScale(H: i32): f32 {
  return 0.5 / sqrt<f32>(f32(H));
}

/**
 * Sets positions first .. end - 1 of a matrix of K x n in panels (numeric/panel.ts). Position p K + k is the weights of
 * input k in panel p. The padding stays 0, but draws numbers too.
 */
export function randomise(weights: usize, K: i32, n: i32, scale: f32, first: i32, end: i32): void {
  for (let at = first; at < end; at++) {
    const row = weights + <usize>at * PANEL_ROW;
    const output = (at / K) * PANEL;
    for (let o = 0; o < PANEL; o++) {
      const w = scale * randomUnit();
      if (output + o < n) store<f32>(row + ((<usize>o) << 2), w);
    }
  }
}
