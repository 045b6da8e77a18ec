import { floats } from '../memory/arena';
import { multiply } from '../numeric/multiply';
import { addOuter } from '../numeric/outer';
import { padded } from '../numeric/panel';
import { randomUnit } from '../numeric/random';
import { multiplyTransposed } from '../numeric/transpose';
import { Shape } from './shape';
import { ADAM, adam, FACTORED, Rates, whiten } from './update';
import { Workspace } from './workspace';

/** A matrix of weights from K inputs to n outputs, in panels (numeric/panel.ts), and what its optimiser remembers. */
export class Dense {
  /** Outputs, padded; the weights of the padding are zero and stay so. */
  readonly N: i32;
  readonly weights: usize;
  private readonly rule: i32;
  /** adam: first moment (0 without momentum) and second, laid out as the weights. factored: mean squares of inputs. */
  private readonly first: usize;
  private readonly second: usize;

  constructor(
    readonly K: i32,
    private readonly n: i32,
    shape: Shape,
    private readonly workspace: Workspace,
  ) {
    const size = K * padded(n);
    this.N = padded(n);
    this.rule = shape.optimizer;
    this.weights = floats(size);
    this.first = this.rule == ADAM && shape.beta1 > 0 ? floats(size) : 0;
    this.second = this.rule == ADAM ? floats(size) : this.rule == FACTORED ? floats(K) : 0;
  }

  /** Weights uniform in [-scale, scale). */
  initialise(scale: f32): void {
    for (let p = 0; p < this.N; p += 32) {
      for (let k = 0; k < this.K; k++) {
        const row = this.weights + ((<usize>(p * this.K + k * 32)) << 2);
        for (let o = 0; o < 32; o++) {
          const w = scale * randomUnit();
          if (p + o < this.n) store<f32>(row + ((<usize>o) << 2), w);
        }
      }
    }
  }

  /** y[r] += x[r] W: rows of K and N floats, strides in bytes. */
  forward(y: usize, yStride: usize, x: usize, xStride: usize, rows: i32): void {
    multiply(y, yStride, x, xStride, this.weights, this.K, this.N, rows);
  }

  /** dx[r] += dy[r] W^T. */
  backward(dx: usize, xStride: usize, dy: usize, yStride: usize, rows: i32): void {
    multiplyTransposed(dx, xStride, dy, yStride, this.weights, this.K, this.N, rows);
  }

  /**
   * Learns from `rows` rows: inputs x, gradients dy of the loss by the outputs, and `directions`, the same made ready
   * for descent (Descent). Strides of dy and directions are equal.
   */
  learn(
    x: usize,
    xStride: usize,
    dy: usize,
    directions: usize,
    yStride: usize,
    rows: i32,
    rates: Rates,
  ): void {
    const w = this.workspace;
    if (this.rule == ADAM) {
      const size = this.K * this.N;
      memory.fill(w.gradient, 0, (<usize>size) << 2);
      addOuter(w.gradient, x, xStride, dy, yStride, this.K, this.N, rows);
      adam(this.weights, this.first, this.second, w.gradient, size, rates);
      return;
    }
    if (this.rule == FACTORED) {
      // A gradient summed over r rows has r times the mean square of one row's.
      const scale: f32 = 1 / sqrt<f32>(f32(rows));
      whiten(w.inputs, x, xStride, this.K, rows, this.second, rates.gain2, scale);
      x = w.inputs;
    }
    addOuter(this.weights, x, xStride, directions, yStride, this.K, this.N, rows);
  }
}
