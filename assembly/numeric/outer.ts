import { madd, PANEL_ROW } from './panel';

/** W += sum over m of x[m]^T dy[m]: addOuterTo in place. */
export function addOuter(
  w: usize,
  x: usize,
  xStride: usize,
  dy: usize,
  yStride: usize,
  K: i32,
  N: i32,
  rows: i32,
): void {
  addOuterTo(w, w, x, xStride, dy, yStride, K, N, rows);
}

/**
 * W = from + sum over m of x[m]^T dy[m] for `rows` rows: the gradient of a matrix, or its update where dy includes the
 * learning rate. Each weight is one accumulator that starts at the old value and adds the products for m = 0, 1, ... in
 * order; `from` may be W.
 */
export function addOuterTo(
  w: usize,
  from: usize,
  x: usize,
  xStride: usize,
  dy: usize,
  yStride: usize,
  K: i32,
  N: i32,
  rows: i32,
): void {
  if (rows == 1) outerOne(w, from, x, dy, K, N);
  else outerMany(w, from, x, xStride, dy, yStride, K, N, rows);
}

/** One row. Half a panel of dy is held in registers; the weights are read and written once. */
export function outerOne(w: usize, from: usize, x: usize, dy: usize, K: i32, N: i32): void {
  const xEnd = x + ((<usize>K) << 2);
  for (let half: usize = 0, halves = <usize>N >> 4; half < halves; half++, dy += 64) {
    const d0 = v128.load(dy);
    const d1 = v128.load(dy, 16);
    const d2 = v128.load(dy, 32);
    const d3 = v128.load(dy, 48);
    const at = (half >> 1) * <usize>K * PANEL_ROW + (half & 1) * 64;
    let p = w + at;
    let q = from + at;
    for (let k = x; k < xEnd; k += 4) {
      const s = v128.load_splat<f32>(k);
      v128.store(p, madd(v128.load(q), s, d0));
      v128.store(p, madd(v128.load(q, 16), s, d1), 16);
      v128.store(p, madd(v128.load(q, 32), s, d2), 32);
      v128.store(p, madd(v128.load(q, 48), s, d3), 48);
      p += PANEL_ROW;
      q += PANEL_ROW;
    }
  }
}

/** Any number of rows. A tile of four inputs by eight outputs is held in registers over all rows. */
export function outerMany(
  w: usize,
  from: usize,
  x: usize,
  xStride: usize,
  dy: usize,
  yStride: usize,
  K: i32,
  N: i32,
  rows: i32,
): void {
  for (let o: usize = 0, bytes = (<usize>N) << 2; o < bytes; o += PANEL_ROW) {
    for (let k = 0; k < K; k += 4) {
      const xk = x + ((<usize>k) << 2);
      for (let c: usize = 0; c < PANEL_ROW; c += 32) {
        const p = w + c;
        const q = from + c;
        let g00 = v128.load(q);
        let g01 = v128.load(q, 16);
        let g10 = v128.load(q, 128);
        let g11 = v128.load(q, 144);
        let g20 = v128.load(q, 256);
        let g21 = v128.load(q, 272);
        let g30 = v128.load(q, 384);
        let g31 = v128.load(q, 400);
        let d = dy + o + c;
        let xm = xk;
        for (let m = 0; m < rows; m++) {
          const d0 = v128.load(d);
          const d1 = v128.load(d, 16);
          let s = v128.load_splat<f32>(xm);
          g00 = madd(g00, s, d0);
          g01 = madd(g01, s, d1);
          s = v128.load_splat<f32>(xm, 4);
          g10 = madd(g10, s, d0);
          g11 = madd(g11, s, d1);
          s = v128.load_splat<f32>(xm, 8);
          g20 = madd(g20, s, d0);
          g21 = madd(g21, s, d1);
          s = v128.load_splat<f32>(xm, 12);
          g30 = madd(g30, s, d0);
          g31 = madd(g31, s, d1);
          d += yStride;
          xm += xStride;
        }
        v128.store(p, g00);
        v128.store(p, g01, 16);
        v128.store(p, g10, 128);
        v128.store(p, g11, 144);
        v128.store(p, g20, 256);
        v128.store(p, g21, 272);
        v128.store(p, g30, 384);
        v128.store(p, g31, 400);
      }
      w += 4 * PANEL_ROW;
      from += 4 * PANEL_ROW;
    }
  }
}
