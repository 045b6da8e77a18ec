import { madd, PANEL_ROW } from './panel';

/** Most inputs K of a product of four rows or more. */
export const MAX_INPUTS = 2048;

/** Bytes of scratch memory of multiplyFour: four rows of x transposed, [k][row]. */
export const SCRATCH: usize = 4 * 4 * MAX_INPUTS;

/** Scratch memory of a module with one instance; free between two calls. */
export const OWN_SCRATCH: usize = memory.data(4 * 4 * MAX_INPUTS, 64);

/** The scratch memory in use. Instances over one memory that multiply at the same time need one each. */
let together: usize = OWN_SCRATCH;

/** Makes this instance use other scratch memory: SCRATCH bytes, 64-byte aligned. */
export function useScratch(address: usize): void {
  together = address;
}

/**
 * y[m] += x[m] W for `rows` rows of x (K floats) and y (N floats), strides in bytes. Each output is one accumulator that
 * starts at the old value and adds the products for k = 0, 1, ... in order, whatever the tile.
 */
export function multiply(
  y: usize,
  yStride: usize,
  x: usize,
  xStride: usize,
  w: usize,
  K: i32,
  N: i32,
  rows: i32,
): void {
  let m = 0;
  for (; m + 4 <= rows; m += 4) {
    multiplyFour(y, yStride, x, xStride, w, K, N);
    y += 4 * yStride;
    x += 4 * xStride;
  }
  for (; m < rows; m++) {
    multiplyOne(y, x, w, K, N);
    y += yStride;
    x += xStride;
  }
}

/** One row. Eight accumulators hold a panel of y; x and the panel's weights are read once. */
export function multiplyOne(y: usize, x: usize, w: usize, K: i32, N: i32): void {
  const end = y + ((<usize>N) << 2);
  const xEnd = x + ((<usize>K) << 2);
  for (; y < end; y += PANEL_ROW) {
    let a0 = v128.load(y);
    let a1 = v128.load(y, 16);
    let a2 = v128.load(y, 32);
    let a3 = v128.load(y, 48);
    let a4 = v128.load(y, 64);
    let a5 = v128.load(y, 80);
    let a6 = v128.load(y, 96);
    let a7 = v128.load(y, 112);
    for (let k = x; k < xEnd; k += 8) {
      let s = v128.load_splat<f32>(k);
      a0 = madd(a0, s, v128.load(w));
      a1 = madd(a1, s, v128.load(w, 16));
      a2 = madd(a2, s, v128.load(w, 32));
      a3 = madd(a3, s, v128.load(w, 48));
      a4 = madd(a4, s, v128.load(w, 64));
      a5 = madd(a5, s, v128.load(w, 80));
      a6 = madd(a6, s, v128.load(w, 96));
      a7 = madd(a7, s, v128.load(w, 112));
      s = v128.load_splat<f32>(k, 4);
      a0 = madd(a0, s, v128.load(w, 128));
      a1 = madd(a1, s, v128.load(w, 144));
      a2 = madd(a2, s, v128.load(w, 160));
      a3 = madd(a3, s, v128.load(w, 176));
      a4 = madd(a4, s, v128.load(w, 192));
      a5 = madd(a5, s, v128.load(w, 208));
      a6 = madd(a6, s, v128.load(w, 224));
      a7 = madd(a7, s, v128.load(w, 240));
      w += 2 * PANEL_ROW;
    }
    v128.store(y, a0);
    v128.store(y, a1, 16);
    v128.store(y, a2, 32);
    v128.store(y, a3, 48);
    v128.store(y, a4, 64);
    v128.store(y, a5, 80);
    v128.store(y, a6, 96);
    v128.store(y, a7, 112);
  }
}

/** Transposes four rows of K floats, K a multiple of 4, into `together`. */
function gather(x: usize, stride: usize, K: i32): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let to = together;
  for (let k: usize = 0, bytes = (<usize>K) << 2; k < bytes; k += 16, to += 64) {
    const a = v128.load(x + k);
    const b = v128.load(x1 + k);
    const c = v128.load(x2 + k);
    const d = v128.load(x3 + k);
    const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
    v128.store(to, v128.shuffle<f64>(ab, cd, 1, 3), 16);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 32);
    v128.store(to, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 48);
  }
}

/**
 * Four rows, in tiles of four rows by eight outputs: two vectors of weights serve four inputs. The inputs are transposed
 * first: one pointer instead of four saves a tenth of the time.
 */
export function multiplyFour(
  y: usize,
  yStride: usize,
  x: usize,
  xStride: usize,
  w: usize,
  K: i32,
  N: i32,
): void {
  gather(x, xStride, K);
  const inputsEnd = together + ((<usize>K) << 4);
  const end = y + ((<usize>N) << 2);
  for (; y < end; y += PANEL_ROW) {
    for (let c: usize = 0; c < PANEL_ROW; c += 32) {
      const y0 = y + c;
      const y1 = y0 + yStride;
      const y2 = y1 + yStride;
      const y3 = y2 + yStride;
      let a00 = v128.load(y0);
      let a01 = v128.load(y0, 16);
      let a10 = v128.load(y1);
      let a11 = v128.load(y1, 16);
      let a20 = v128.load(y2);
      let a21 = v128.load(y2, 16);
      let a30 = v128.load(y3);
      let a31 = v128.load(y3, 16);
      let p = w + c;
      for (let k = together; k < inputsEnd; k += 16) {
        const w0 = v128.load(p);
        const w1 = v128.load(p, 16);
        let s = v128.load_splat<f32>(k);
        a00 = madd(a00, s, w0);
        a01 = madd(a01, s, w1);
        s = v128.load_splat<f32>(k, 4);
        a10 = madd(a10, s, w0);
        a11 = madd(a11, s, w1);
        s = v128.load_splat<f32>(k, 8);
        a20 = madd(a20, s, w0);
        a21 = madd(a21, s, w1);
        s = v128.load_splat<f32>(k, 12);
        a30 = madd(a30, s, w0);
        a31 = madd(a31, s, w1);
        p += PANEL_ROW;
      }
      v128.store(y0, a00);
      v128.store(y0, a01, 16);
      v128.store(y1, a10);
      v128.store(y1, a11, 16);
      v128.store(y2, a20);
      v128.store(y2, a21, 16);
      v128.store(y3, a30);
      v128.store(y3, a31, 16);
    }
    w += <usize>K * PANEL_ROW;
  }
}
