import { madd, PANEL_ROW, sums4 } from './panel';

/**
 * dx[m] += dy[m] W^T for `rows` rows: back-propagation through `multiply`. Each result is a dot product on four lanes:
 * lane j adds outputs o = j mod 4 in increasing order; then (l0 + l1) + (l2 + l3), added to the old value.
 */
export function multiplyTransposed(
  dx: usize,
  xStride: usize,
  dy: usize,
  yStride: usize,
  w: usize,
  K: i32,
  N: i32,
  rows: i32,
): void {
  let m = 0;
  for (; m + 2 <= rows; m += 2) {
    transposedTwo(dx, xStride, dy, yStride, w, K, N);
    dx += 2 * xStride;
    dy += 2 * yStride;
  }
  if (m < rows) transposedOne(dx, dy, w, K, N);
}

/** One row, four inputs at a time. */
export function transposedOne(dx: usize, dy: usize, w: usize, K: i32, N: i32): void {
  const dyEnd = dy + ((<usize>N) << 2);
  const jump = <usize>(K - 1) * PANEL_ROW;
  for (let k = 0; k < K; k += 4) {
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    let p = w + <usize>k * PANEL_ROW;
    for (let o = dy; o < dyEnd; ) {
      for (const panelEnd = p + PANEL_ROW; p < panelEnd; p += 32) {
        const d0 = v128.load(o);
        const d1 = v128.load(o, 16);
        a0 = madd(madd(a0, d0, v128.load(p)), d1, v128.load(p, 16));
        a1 = madd(madd(a1, d0, v128.load(p, 128)), d1, v128.load(p, 144));
        a2 = madd(madd(a2, d0, v128.load(p, 256)), d1, v128.load(p, 272));
        a3 = madd(madd(a3, d0, v128.load(p, 384)), d1, v128.load(p, 400));
        o += 32;
      }
      p += jump;
    }
    v128.store(dx, f32x4.add(v128.load(dx), sums4(a0, a1, a2, a3)));
    dx += 16;
  }
}

/** Two rows, four inputs at a time. */
export function transposedTwo(
  dx: usize,
  xStride: usize,
  dy: usize,
  yStride: usize,
  w: usize,
  K: i32,
  N: i32,
): void {
  const dyEnd = dy + ((<usize>N) << 2);
  const jump = <usize>(K - 1) * PANEL_ROW;
  for (let k = 0; k < K; k += 4) {
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let a2 = f32x4.splat(0);
    let a3 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let b2 = f32x4.splat(0);
    let b3 = f32x4.splat(0);
    let p = w + <usize>k * PANEL_ROW;
    for (let o = dy; o < dyEnd; ) {
      for (const panelEnd = p + PANEL_ROW; p < panelEnd; p += 16) {
        const d = v128.load(o);
        const e = v128.load(o + yStride);
        let s = v128.load(p);
        a0 = madd(a0, d, s);
        b0 = madd(b0, e, s);
        s = v128.load(p, 128);
        a1 = madd(a1, d, s);
        b1 = madd(b1, e, s);
        s = v128.load(p, 256);
        a2 = madd(a2, d, s);
        b2 = madd(b2, e, s);
        s = v128.load(p, 384);
        a3 = madd(a3, d, s);
        b3 = madd(b3, e, s);
        o += 16;
      }
      p += jump;
    }
    v128.store(dx, f32x4.add(v128.load(dx), sums4(a0, a1, a2, a3)));
    const dx1 = dx + xStride;
    v128.store(dx1, f32x4.add(v128.load(dx1), sums4(b0, b1, b2, b3)));
    dx += 16;
  }
}
