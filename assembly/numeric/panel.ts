/**
 * How matrices lie in memory. A matrix from K inputs to N outputs is stored in panels of 32 outputs: panel p holds,
 * for each input k in turn, the 32 weights to outputs 32 p .. 32 p + 31, so that every kernel reads memory in order.
 * N is padded to whole panels with zeros, and so are the vectors on the output side; K is a multiple of 8.
 *
 * The kernels (multiply, transpose, outer) are written for the registers of x86's and ARM's 128-bit units and for
 * what Node 20's optimiser makes of them: it moves every load of a loop's body to its top, so a body holds no more
 * loads than registers are left beside the accumulators, and a kernel inlined into its caller runs at 0.6 of its
 * speed, so assembly/index.ts exports them, which keeps them functions of their own.
 */

/** Outputs a panel: eight vectors of four. */
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

/** Sums of the four vectors' lanes, one a lane: (l0 + l1) + (l2 + l3). */
// @ts-ignore: decorator
@inline export function sums4(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 2, 4, 6), v128.shuffle<f32>(c, d, 1, 3, 5, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}
