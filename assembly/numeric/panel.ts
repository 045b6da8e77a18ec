/**
 * The layout of matrices in memory. A matrix from K inputs to N outputs is stored in panels of 32 outputs. Panel p holds,
 * for each input k in turn, the 32 weights to outputs 32 p .. 32 p + 31, so every kernel reads memory in order: weight
 * (k, o) is the f32 at index (floor(o / 32) K + k) 32 + o mod 32. N is padded to whole panels with zeros, and so are the
 * vectors on the output side; K is a multiple of 8.
 *
 * The kernels (multiply, transpose, outer) are written for the registers of the 128-bit units of x86 and ARM, and for
 * two properties of Node 20's optimiser. It moves every load of a loop's body to its top, so a body has no more loads
 * than there are registers beside the accumulators. A kernel that it inlines into its caller runs at 0.6 of its speed;
 * assembly/index.ts exports the kernels, which prevents that.
 */

/** Outputs of a panel: eight vectors of four. */
export const PANEL = 32;

/** Bytes of one input's weights in a panel. */
export const PANEL_ROW: usize = PANEL * 4;

/** n rounded up to whole panels. */
export function padded(n: i32): i32 {
  return (n + PANEL - 1) & ~(PANEL - 1);
}

/** sum + a b, rounded twice: the contract has no fused multiply-add. */
// @ts-ignore: decorator
@inline export function madd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Lane i of the result is the sum of the lanes of the i-th vector, (l0 + l1) + (l2 + l3). */
// @ts-ignore: decorator
@inline export function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 2, 4, 6), v128.shuffle<f32>(c, d, 1, 3, 5, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}
