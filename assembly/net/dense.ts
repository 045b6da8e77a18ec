import { floats } from '../memory/arena';
import { multiply } from '../numeric/multiply';
import { addOuter, addOuterTo } from '../numeric/outer';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { randomUnit } from '../numeric/random';
import { multiplyTransposed } from '../numeric/transpose';
import { Shape } from './shape';
import { ADAM, adam, FACTORED, Rates, whiten } from './update';
import { Workspace } from './workspace';

/** A matrix of weights from K inputs to n outputs, in panels (numeric/panel.ts), and what its optimiser remembers. */
export class Dense {
  /** Outputs, padded; the weights of the padding are zero and stay so. */
  readonly N: i32;
  /** Weights in use, and where learning puts the new ones: the same place unless it lags behind. */
  weights: usize;
  private next: usize;
  private readonly copies: usize;
  private readonly rule: i32;
  /** adam: first moment (0 without momentum) and second, laid out as the weights. factored: mean squares of inputs. */
  private readonly first: usize;
  private readonly second: usize;
  /** Inputs, whitened (factored); the gradient (adam). */
  private readonly whitened: usize;
  private readonly gradient: usize;

  /** What there is to learn from, see assign. */
  private x: usize = 0;
  private xStride: usize = 0;
  private dy: usize = 0;
  private yStride: usize = 0;
  private rows: i32 = 0;
  private rates!: Rates;

  constructor(
    readonly K: i32,
    private readonly n: i32,
    shape: Shape,
    workspace: Workspace,
  ) {
    const N = padded(n);
    const size = K * N;
    this.N = N;
    this.rule = shape.optimizer;
    this.copies = floats(i64(size) * (1 + shape.lag));
    this.weights = this.copies;
    this.next = this.copies;
    this.first = this.rule == ADAM && shape.beta1 > 0 ? floats(size) : 0;
    this.second = this.rule == ADAM ? floats(size) : this.rule == FACTORED ? floats(K) : 0;
    this.whitened = workspace.inputs();
    this.gradient = workspace.gradient();
  }

  get panels(): i32 {
    return this.N / PANEL;
  }

  /** Chooses which of two copies of the weights is in use. */
  face(copy: i32): void {
    const size = (<usize>(this.K * this.N)) << 2;
    this.weights = this.copies + <usize>copy * size;
    this.next = this.copies + <usize>(1 - copy) * size;
  }

  /** Weights uniform in [-scale, scale). */
  initialise(scale: f32): void {
    for (let p = 0; p < this.N; p += PANEL) {
      for (let k = 0; k < this.K; k++) {
        const row = this.weights + ((<usize>(p * this.K + k * PANEL)) << 2);
        for (let o = 0; o < PANEL; o++) {
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
   * Names what there is to learn from: `rows` rows of inputs x, of gradients dy of the loss by the outputs, and of
   * `directions`, the same made ready for descent (Descent). Strides of dy and directions are equal.
   */
  assign(
    x: usize,
    xStride: usize,
    dy: usize,
    directions: usize,
    yStride: usize,
    rows: i32,
    rates: Rates,
  ): void {
    this.x = x;
    this.xStride = xStride;
    this.dy = this.rule == ADAM ? dy : directions;
    this.yStride = yStride;
    this.rows = rows;
    this.rates = rates;
  }

  /** Makes what was assigned ready: update may follow, panel by panel. */
  prepare(): void {
    if (this.rule != FACTORED) return;
    // A gradient summed over r rows has r times the mean square of one row's.
    const scale: f32 = 1 / sqrt<f32>(f32(this.rows));
    const gain = this.rates.gain2;
    whiten(this.whitened, this.x, this.xStride, this.K, this.rows, this.second, gain, scale);
  }

  /** Moves the weights of `count` panels, from panel `first` on. */
  update(first: i32, count: i32): void {
    const K = this.K;
    const at = <usize>(first * K) * PANEL_ROW;
    const dy = this.dy + <usize>first * PANEL_ROW;
    const N = count * PANEL;
    const x = this.rule == FACTORED ? this.whitened : this.x;
    if (this.rule != ADAM) {
      const w = this.next + at;
      addOuterTo(w, this.weights + at, x, this.xStride, dy, this.yStride, K, N, this.rows);
      return;
    }
    const size = K * N;
    const g = this.gradient + at;
    memory.fill(g, 0, (<usize>size) << 2);
    addOuter(g, x, this.xStride, dy, this.yStride, K, N, this.rows);
    const m = this.first != 0 ? this.first + at : 0;
    adam(this.next + at, this.weights + at, m, this.second + at, g, size, this.rates);
  }
}
