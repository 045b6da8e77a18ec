/** Between a matrix as rows and as the kernels have it (assembly/numeric/panel.ts): panels of 32 outputs. */
import { get, zeros } from '../../reference/float32.js';
import type { Matrix } from '../../reference/matrix.js';

const PANEL = 32;

/** Where weight (k, o) of a matrix of K inputs lies. */
const place = (K: number, k: number, o: number): number =>
  Math.floor(o / PANEL) * K * PANEL + k * PANEL + (o % PANEL);

/** N must be a multiple of 32. */
export function toPanels(matrix: Matrix): Float32Array {
  const panels = zeros(matrix.length * (matrix[0]?.length ?? 0));
  matrix.forEach((row, k) => {
    row.forEach((weight, o) => {
      panels[place(matrix.length, k, o)] = weight;
    });
  });
  return panels;
}

export function fromPanels(panels: Float32Array, K: number): Matrix {
  return Array.from({ length: K }, (_, k) =>
    zeros(panels.length / K).map((_, o) => get(panels, place(K, k, o))),
  );
}
