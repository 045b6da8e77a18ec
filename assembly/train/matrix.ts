import { multiply } from '../numeric/multiply';
import { addOuter } from '../numeric/outer';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { multiplyTransposed } from '../numeric/transpose';
import { FactoredRule } from './factored-rule';
import { OPTIMIZER } from './fields.generated';
import { randomise } from './initial';
import { Parameter } from './parameter';
import { Shape } from './shape';
import { Update } from './update';

/** Rows that are added to a gradient at a time: their part of x and dy stays in the cache for all tiles of a panel. */
const ROWS = 64;

/** Largest matrix in bytes that stays in the second cache while all rows pass; a larger one is read panel by panel. */
const CACHED = 1 << 19;

/** Null unless matrices are updated by `factored`. */
export function newFactoredRule(shape: Shape, K: i32, N: i32): FactoredRule | null {
  return shape.optimizer == OPTIMIZER.FACTORED ? new FactoredRule(K, N) : null;
}

/** A matrix of weights from K inputs to n outputs, in panels (numeric/panel.ts). A unit is a panel. */
export class Matrix extends Parameter {
  /** Outputs, padded to whole panels. */
  readonly N: i32;
  private readonly factored: FactoredRule | null;
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
    randomise(this.weights, this.K, this.n, scale);
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
      multiply(y, this.yStride, x, this.xStride, this.weights, K, N, rows);
      return;
    }
    for (let p = 0; p < this.units; p++, y += PANEL_ROW) {
      multiply(y, this.yStride, x, this.xStride, this.weights + this.offset(p), K, PANEL, rows);
    }
  }

  /** dx[r] += dy[r] W^T for `rows` rows, with the strides of `connect`. */
  backward(dx: usize, dy: usize, rows: i32): void {
    multiplyTransposed(dx, this.xStride, dy, this.yStride, this.weights, this.K, this.N, rows);
  }

  compute(unit: i32, rows: i32, by: Update): void {
    if (this.factored) {
      const dy = this.dy + <usize>unit * PANEL_ROW;
      if (unit == 0) this.factored!.observeInputs(this.x, this.xStride, rows, by);
      this.factored!.observeOutputs(unit, dy, this.yStride, rows, by);
    }
    super.compute(unit, rows, by);
  }

  protected accumulate(unit: i32, g: usize, rows: i32): void {
    const K = this.K;
    const xStride = this.xStride;
    const yStride = this.yStride;
    let x = this.x;
    let dy = this.dy + <usize>unit * PANEL_ROW;
    memory.fill(g, 0, (<usize>this.size) << 2);
    for (let r = 0; r < rows; r += ROWS) {
      addOuter(g, x, xStride, dy, yStride, K, PANEL, min(ROWS, rows - r));
      x += <usize>ROWS * xStride;
      dy += <usize>ROWS * yStride;
    }
  }

  update(unit: i32, by: Update): void {
    if (!this.factored) super.update(unit, by);
    else {
      const at = this.offset(unit);
      this.factored!.update(unit, this.weights + at, this.gradient + at, by);
    }
  }
}
