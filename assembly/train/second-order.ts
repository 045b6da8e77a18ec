import { floats } from '../memory/arena';
import { multiply } from '../numeric/multiply';
import { addOuter } from '../numeric/outer';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { dot, scaleVector } from '../numeric/vector';
import { History } from './history';
import { Parameter, vectorRule } from './parameter';
import { Shape } from './shape';

/** Rows that are added to a gradient at a time. */
const ROWS: i32 = 64;

/**
 * Adds to the logit of symbol 1 the sum over k < o of W(k, o) x_k x_o, where x are the last n symbols of two, as -1 and +1,
 * newest first, and behind them the constant 1. A product of two past symbols makes sources linear that xor two of them.
 * A unit is a panel; weights with k >= o stay zero.
 */
export class SecondOrder extends Parameter {
  private readonly n: i32;
  private readonly K: i32;
  private readonly N: i32;
  private readonly rowBytes: usize;
  /** Rows of N floats: x; W x, and later x times the gradient by the logit. */
  private x: usize = 0;
  private y: usize = 0;

  constructor(
    shape: Shape,
    private readonly history: History,
  ) {
    const N = padded(shape.secondOrder + 1);
    super(shape, N / PANEL, ((shape.secondOrder + 8) & ~7) * PANEL, 0, vectorRule(shape));
    this.n = shape.secondOrder;
    this.K = (this.n + 8) & ~7;
    this.N = N;
    this.rowBytes = (<usize>N) << 2;
  }

  /** Rows and columns of the square of weights without padding. */
  get inputs(): i32 {
    return this.n + 1;
  }

  /** Rows of the weights in memory. */
  get storedRows(): i32 {
    return this.K;
  }

  reserve(): void {
    super.reserve();
    const rows = i64(this.shape.rows) * this.shape.length;
    this.x = floats(rows * this.N);
    this.y = floats(rows * this.N);
  }

  /** Inputs that the outputs of a panel have: k < o. */
  private used(panel: i32): i32 {
    return min(this.K, (panel + 1) * PANEL);
  }

  /** Adds to the logits of symbol 1 of `count` rows of step t, from row `first` on; logits are `stride` bytes apart. */
  forward(logits: usize, stride: usize, t: i32, first: i32, count: i32): void {
    const r = <usize>(t * this.shape.rows + first) * this.rowBytes;
    let x = this.x + r;
    let y = this.y + r;
    for (let b = 0; b < count; b++) this.read(x + <usize>b * this.rowBytes, t, first + b);
    memory.fill(y, 0, <usize>count * this.rowBytes);
    for (let p = 0; p < this.units; p++) {
      const to = y + <usize>p * PANEL_ROW;
      const w = this.weights + this.offset(p);
      multiply(to, this.rowBytes, x, this.rowBytes, w, this.used(p), PANEL, count);
    }
    for (let b = 0; b < count; b++, x += this.rowBytes, y += this.rowBytes, logits += stride) {
      store<f32>(logits, load<f32>(logits, 4) + dot(x, y, this.N), 4);
    }
  }

  /** Sets x of row b at step t. */
  private read(x: usize, t: i32, b: i32): void {
    for (let i = 0; i < this.n; i++) {
      store<f32>(x + ((<usize>i) << 2), this.history.at(t - 1 - i, b) == 1 ? <f32>1 : <f32>-1);
    }
    store<f32>(x + ((<usize>this.n) << 2), 1);
  }

  /** Takes the gradients by the logits of the same rows. */
  backward(d: usize, stride: usize, t: i32, first: i32, count: i32): void {
    let r = <usize>(t * this.shape.rows + first) * this.rowBytes;
    for (let b = 0; b < count; b++, r += this.rowBytes, d += stride) {
      scaleVector(this.y + r, this.x + r, load<f32>(d, 4), this.N);
    }
  }

  protected accumulate(unit: i32, g: usize, rows: i32): void {
    const used = this.used(unit);
    memory.fill(g, 0, <usize>used * PANEL_ROW);
    let x = this.x;
    let y = this.y + <usize>unit * PANEL_ROW;
    const step = <usize>ROWS * this.rowBytes;
    for (let r = 0; r < rows; r += ROWS, x += step, y += step) {
      addOuter(g, x, this.rowBytes, y, this.rowBytes, used, PANEL, min(ROWS, rows - r));
    }
    // In the panel's square on the diagonal, output o has inputs k < o only.
    const first = unit * PANEL;
    for (let k = first; k < used; k++) {
      memory.fill(g + <usize>k * PANEL_ROW, 0, (<usize>(k - first + 1)) << 2);
    }
  }
}
