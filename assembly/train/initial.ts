import { PANEL } from '../numeric/panel';
import { randomUnit } from '../numeric/random';

/** Sets a matrix of K x n in panels (numeric/panel.ts) to random numbers uniform in [-scale, scale); padding stays 0. */
export function randomise(weights: usize, K: i32, n: i32, scale: f32): void {
  for (let first = 0; first < n; first += PANEL) {
    for (let k = 0; k < K; k++) {
      for (let o = 0; o < PANEL; o++, weights += 4) {
        const w = scale * randomUnit();
        if (first + o < n) store<f32>(weights, w);
      }
    }
  }
}
