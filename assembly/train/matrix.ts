import { randomise } from '../net/initial';
import { multiply } from '../numeric/multiply';
import { addOuter } from '../numeric/outer';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { multiplyTransposed } from '../numeric/transpose';
import { newFactoredRule } from './factored-rule';
import { Parameter } from './parameter';
import { Shape } from './shape';
import { Update } from './update';

/**
 * Rows that are added to a gradient at a time: their part of x, INPUTS floats at most, stays in the first cache for all
 * tiles of a panel. Of 64 rows a power of two apart, wide ones share few sets of the cache: with fewer rows training gained
 * 3 % at 256 cells and 30 % at 1,024.
 */
const ROWS = 64;
const LEAST_ROWS = 8;
const INPUTS = 8192;

/** Largest matrix in bytes that stays in the second cache while all rows pass; a larger one is read panel by panel. */
const CACHED = 1 << 19;

/** A matrix of weights from K inputs to n outputs, in panels (numeric/panel.ts). A unit is a panel. */
export class Matrix extends Parameter {
  /** Outputs, padded to whole panels. */
  readonly N: i32;
  /** Of the batch: inputs x and gradients dy, rows of the batch in the order [step][row], strides in bytes. */
  private x: usize = 0;
  private xStride: usize = 0;
  private dy: usize = 0;
  private yStride: usize = 0;

  constructor(
    shape: Shape,
    readonly K: i32,
    readonly n: i32,
  ) {
    super(shape, padded(n) / PANEL, K * PANEL);
    this.N = padded(n);
    this.factored = newFactoredRule(shape, K, this.N);
  }

  initialise(scale: f32): void {
    randomise(this.weights, this.K, this.n, scale, 0, this.units * this.K);
  }

  /** Sets where the gradient is computed from. */
  connect(x: usize, xStride: usize, dy: usize, yStride: usize): void {
    this.x = x;
    this.xStride = xStride;
    this.dy = dy;
    this.yStride = yStride;
  }

  /** y[r] += x[r] W for `rows` rows, with the strides of `connect`. */
  forward(y: usize, x: usize, rows: i32): void {
    const K = this.K;
    const N = this.N;
    if (K * N < CACHED / 4) {
      multiply(y, this.yStride, x, this.xStride, this.values, K, N, rows);
      return;
    }
    for (let p = 0; p < this.units; p++, y += PANEL_ROW) {
      multiply(y, this.yStride, x, this.xStride, this.values + this.offset(p), K, PANEL, rows);
    }
  }

  /** dx[r] += dy[r] W^T for `rows` rows, with the strides of `connect`. */
  backward(dx: usize, dy: usize, rows: i32): void {
    multiplyTransposed(dx, this.xStride, dy, this.yStride, this.values, this.K, this.N, rows);
  }

  protected observeMoments(unit: i32, rows: i32, by: Update): void {
    const dy = this.dy + <usize>unit * PANEL_ROW;
    if (unit == 0) this.factored!.observeInputs(this.x, this.xStride, rows, by);
    this.factored!.observeOutputs(unit, dy, this.yStride, rows, by);
  }

  protected accumulate(unit: i32, g: usize, rows: i32): void {
    const K = this.K;
    const xStride = this.xStride;
    const yStride = this.yStride;
    let x = this.x;
    let dy = this.dy + <usize>unit * PANEL_ROW;
    memory.fill(g, 0, (<usize>this.size) << 2);
    const part = max(LEAST_ROWS, min(ROWS, INPUTS / K));
    for (let r = 0; r < rows; r += part) {
      addOuter(g, x, xStride, dy, yStride, K, PANEL, min(part, rows - r));
      x += <usize>part * xStride;
      dy += <usize>part * yStride;
    }
  }
}
