import { floats } from '../memory/arena';
import { multiply } from '../numeric/multiply';
import { addOuter, addOuterTo } from '../numeric/outer';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { multiplyTransposed } from '../numeric/transpose';
import { OPTIMIZER } from '../spec.generated';
import { perPiece, spend } from '../work/budget';
import { randomise } from './initial';
import { Prefault } from './prefault';
import { Shape } from './shape';
import { adam, Rates, whiten } from './update';
import { Workspace } from './workspace';

/**
 * Units of work (work/budget.ts): of a weight that is read from memory, of one that is updated, of one that Adam
 * updates, of a number that is whitened, of a random number.
 */
const STREAM = 3;
const UPDATE = 6;
const ADAM_UPDATE = 20;
export const WHITEN = 4;
export const RANDOM = 8;

/** A matrix of weights from K inputs to n outputs, in panels (numeric/panel.ts), with the state of its optimiser. */
export class Dense {
  /** Outputs, padded to whole panels; the weights of the padding stay zero. */
  readonly N: i32;
  /** Weights in use, and the array that update writes; one and the same unless `lag` is 1. */
  weights: usize;
  private next: usize;
  private readonly copies: usize;
  private readonly rule: i32;
  /** adam: first moments (0 = without momentum) and second, laid out as the weights. factored: K mean squares of inputs. */
  private readonly first: usize;
  private readonly second: usize;
  /** factored: the whitened inputs. adam: the gradient. */
  private readonly whitened: usize;
  private readonly gradient: usize;
  private readonly prefault!: Prefault;

  /** Sizes of a piece of each operation, and units of work of their parts (work/budget.ts). */
  private readonly lanes: i32;
  private readonly panelsForward: i32;
  private readonly panelUnits: f64;
  private readonly rowsBackward: i32;
  private readonly updateUnits: i32;
  private readonly inputsPrepared: i32;
  private readonly inputsUpdated: i32;

  /** Set by assign. */
  private x: usize = 0;
  private xStride: usize = 0;
  private dy: usize = 0;
  private yStride: usize = 0;
  private rows: i32 = 0;
  private rates!: Rates;

  constructor(
    readonly K: i32,
    readonly n: i32,
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
    this.first = this.rule == OPTIMIZER.ADAM && shape.beta1 > 0 ? floats(size) : 0;
    this.second =
      this.rule == OPTIMIZER.ADAM ? floats(size) : this.rule == OPTIMIZER.FACTORED ? floats(K) : 0;
    this.whitened = workspace.inputs();
    this.gradient = workspace.gradient();
    this.prefault = new Prefault(this.whitened);
    const lanes = shape.lanes;
    const rows = i64(shape.horizon) * lanes;
    const panel = i64(K) * PANEL;
    this.updateUnits = this.rule == OPTIMIZER.ADAM ? ADAM_UPDATE : UPDATE;
    this.lanes = lanes;
    this.panelUnits = f64(panel) * f64(lanes + STREAM);
    this.panelsForward = perPiece(panel * (lanes + STREAM));
    this.rowsBackward = max(2, perPiece((i64(size) * (2 + STREAM)) / 2) & ~1);
    this.inputsPrepared = min(K, max(4, perPiece(rows * WHITEN) & ~3));
    this.inputsUpdated = max(4, perPiece(PANEL * (rows + this.updateUnits)) & ~3);
  }

  /** Positions of the whole matrix (see update): each is the 32 weights of one input in one panel. */
  get size(): i32 {
    return this.panels * this.K;
  }

  get panels(): i32 {
    return this.N / PANEL;
  }

  /** Units of work of a row: forward, backward, and its share of an update from `rows` rows. */
  units(rows: i32): f64 {
    const forward = f64(this.lanes + STREAM) / f64(this.lanes);
    const backward = rows > 1 ? 1 + STREAM / 2.0 : 1 + STREAM;
    const update = f64(rows + this.updateUnits) / f64(rows);
    return f64(this.size) * PANEL * (forward + backward + update) + f64(this.K) * WHITEN;
  }

  /** With `lag`: the copy (0 or 1) of the weights that is in use; update writes the other. */
  selectCopy(copy: i32): void {
    const size = (<usize>(this.K * this.N)) << 2;
    this.weights = this.copies + <usize>copy * size;
    this.next = this.copies + <usize>(1 - copy) * size;
  }

  /**
   * Sets a piece of the weights, from position `at` on (see update), to random numbers uniform in [-scale, scale). Returns
   * the next position: `size` after the last.
   */
  initialise(scale: f32, at: i32): i32 {
    const end = min(this.size, at + perPiece(PANEL * RANDOM));
    spend(f64(end - at) * PANEL * RANDOM);
    randomise(this.weights, this.K, this.n, scale, at, end);
    return end;
  }

  /**
   * y[r] += x[r] W for one row a lane, of K and N floats, strides in bytes: a piece, from panel `first` on. Returns the
   * next panel: `panels` after the last.
   */
  forward(y: usize, yStride: usize, x: usize, xStride: usize, first: i32): i32 {
    const count = min(this.panels - first, this.panelsForward);
    const w = this.weights + <usize>(first * this.K) * PANEL_ROW;
    const to = y + <usize>first * PANEL_ROW;
    multiply(to, yStride, x, xStride, w, this.K, count * PANEL, this.lanes);
    spend(f64(count) * this.panelUnits);
    return first + count;
  }

  /** dx[r] += dy[r] W^T: a piece, from row `first` on. Returns the next row: `rows` after the last. */
  backward(dx: usize, xStride: usize, dy: usize, yStride: usize, rows: i32, first: i32): i32 {
    const count = min(rows - first, this.rowsBackward);
    const from = dy + <usize>first * yStride;
    const to = dx + <usize>first * xStride;
    multiplyTransposed(to, xStride, from, yStride, this.weights, this.K, this.N, count);
    // The kernel takes rows in pairs, and each pair reads all weights.
    spend(f64(count + STREAM * ((count + 1) >> 1)) * f64(this.size) * PANEL);
    return first + count;
  }

  /**
   * Sets what the next update learns from: `rows` rows of inputs x, of gradients dy of the loss by the outputs, and of
   * directions of descent made from these (Descent). dy and directions have the same stride.
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
    this.dy = this.rule == OPTIMIZER.ADAM ? dy : directions;
    this.yStride = yStride;
    this.rows = rows;
    this.rates = rates;
  }

  /** Prepares the update (factored: whitens the inputs): a piece, from input `at` on. Returns the next: K after the last. */
  prepare(at: i32): i32 {
    if (this.rule != OPTIMIZER.FACTORED) return this.K;
    if (!this.prefault.touch(<usize>this.rows * this.xStride)) return at;
    const count = min(this.K - at, this.inputsPrepared);
    // A gradient summed over r rows has r times the mean square of one row's.
    const scale: f32 = 1 / sqrt<f32>(f32(this.rows));
    const gain = this.rates.gain2;
    const from = (<usize>at) << 2;
    const mean = this.second + from;
    whiten(this.whitened + from, this.x + from, this.xStride, count, this.rows, mean, gain, scale);
    spend(f64(count) * f64(this.rows) * WHITEN);
    return at + count;
  }

  /**
   * Updates a piece of the weights, from position `at` on and before `end`. Position p K + k is input k in panel p.
   * Returns the next position.
   */
  update(at: i32, end: i32): i32 {
    const K = this.K;
    const panel = at / K;
    const k = at - panel * K;
    // A piece is whole panels, or some inputs of one panel.
    const whole = k == 0 && end - at >= K && this.inputsUpdated >= K;
    const panels = whole ? min((end - at) / K, this.inputsUpdated / K) : 1;
    const inputs = whole ? K : min(min(end - at, K - k), this.inputsUpdated);
    const size = panels * inputs * PANEL;
    const first = <usize>at * PANEL_ROW;
    const dy = this.dy + <usize>panel * PANEL_ROW;
    const N = panels * PANEL;
    const x = (this.rule == OPTIMIZER.FACTORED ? this.whitened : this.x) + ((<usize>k) << 2);
    const w = this.next + first;
    const from = this.weights + first;
    spend(f64(size) * f64(this.rows + this.updateUnits));
    if (this.rule != OPTIMIZER.ADAM) {
      addOuterTo(w, from, x, this.xStride, dy, this.yStride, inputs, N, this.rows);
    } else {
      const g = this.gradient + first;
      memory.fill(g, 0, (<usize>size) << 2);
      addOuter(g, x, this.xStride, dy, this.yStride, inputs, N, this.rows);
      const m = this.first != 0 ? this.first + first : 0;
      adam(w, from, m, this.second + first, g, size, this.rates);
    }
    return at + panels * inputs;
  }
}
