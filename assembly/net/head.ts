import { allocate, floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { softmax } from '../numeric/softmax';
import { addVector } from '../numeric/vector';
import { exhausted, spend } from '../work/budget';
import { Dense, WHITEN } from './dense';
import { Descent } from './descent';
import { Layer } from './layer';
import { Shape } from './shape';
import { Rates } from './update';
import { Workspace } from './workspace';

/** Parts of back-propagation for each layer, in their order; the third is the update of its matrix. */
const BACKWARD = 0;
const PREPARE = 1;
const PARTS = 3;

/** Units of work of a probability (work/budget.ts). */
const SOFTMAX = 12;

/**
 * The output layer: a softmax over the V symbols of the alphabet; its inputs are the states of all layers. It learns
 * every `headEvery` symbols. At 1 instead of once a segment of 20, rnn(16x1) is 0.4 to 1.1 % smaller and 17 % slower;
 * from 64 cells up the sizes are within 0.2 % of each other (docs/experiments.md).
 */
export class Head {
  /** Floats of a row of probabilities, padded. */
  readonly N: i32;
  private readonly B: i32;
  private readonly V: i32;
  private readonly rowBytes: usize;
  private readonly every: i32;
  private readonly horizon: i32;
  private readonly lagged: bool;
  /** Weights from each layer's h to the logits. */
  readonly matrices: Dense[] = [];
  readonly bias: usize;
  private readonly descent!: Descent;
  /** Probabilities, [step][lane][N]; observe makes them the gradients p - [symbol] of the loss by the logits. */
  private p: usize;
  /** The same of the segment that learning reads. */
  private d: usize;
  private readonly copies: usize;
  private readonly size: usize;
  /** Steps first .. end - 1 of the segment have been observed and not yet learned from. */
  private first: i32 = 0;
  private end: i32 = 0;
  /** Address of the B rows of probabilities of the newest prediction; 0 after a state became infinite or not a number. */
  probabilities: usize = 0;
  /** Progress of predict or backpropagate: its part, and the position within it. */
  private part: i32 = 0;
  private at: i32 = 0;
  /** Units of work of a step's softmax (work/budget.ts). */
  private readonly stepUnits: f64;

  constructor(
    shape: Shape,
    private readonly layers: Layer[],
    workspace: Workspace,
  ) {
    this.V = shape.symbols;
    this.N = padded(shape.symbols);
    this.B = shape.lanes;
    this.lagged = shape.lag > 0;
    this.horizon = shape.horizon;
    this.every = this.lagged ? i32.MAX_VALUE : shape.headEvery;
    this.rowBytes = (<usize>this.N) << 2;
    this.stepUnits = f64(this.B) * f64(this.N) * SOFTMAX;
    for (let l = 0; l < layers.length; l++) {
      this.matrices.push(new Dense(shape.width, shape.symbols, shape, workspace));
    }
    this.bias = floats(this.N);
    this.descent = new Descent(this.N, shape, workspace.directions());
    this.size = (<usize>(shape.horizon * shape.lanes * this.N)) << 2;
    this.copies = allocate(u64(this.size) * (1 + shape.lag));
    this.p = this.copies;
    this.d = this.copies;
  }

  /** Units of work of a symbol, prediction and learning (work/budget.ts). */
  get units(): f64 {
    const rows = min(this.every, this.horizon) * this.B;
    const matrices = f64(this.layers.length) * this.matrices[0].units(rows);
    return matrices + f64(this.N) * (SOFTMAX + WHITEN);
  }

  /** Computes a piece of the B rows of probabilities of step t. False while there is more to do. */
  predict(t: i32): bool {
    const p = this.p + <usize>(t * this.B) * this.rowBytes;
    if (this.at == 0) memory.fill(p, 0, <usize>this.B * this.rowBytes);
    const panels = this.matrices[0].panels;
    for (let l = this.at / panels; l < this.layers.length; l++) {
      const layer = this.layers[l];
      const stride = (<usize>layer.H) << 2;
      for (const end = (l + 1) * panels; this.at < end; ) {
        const first = this.at - l * panels;
        const next = this.matrices[l].forward(p, this.rowBytes, layer.state(t), stride, first);
        this.at = l * panels + next;
        if (exhausted()) return false;
      }
    }
    this.at = 0;
    this.probabilities = p;
    for (let b = 0, row = p; b < this.B; b++, row += this.rowBytes) {
      addVector(row, this.bias, this.N);
      const sum = softmax(row, this.V);
      if (!(sum >= 1 && sum <= 256)) {
        this.probabilities = 0;
        break;
      }
    }
    spend(this.stepUnits);
    return true;
  }

  /**
   * Takes the symbols of step t, one a lane; lanes from `present` on have ended. `last`: the step ends a segment. Returns
   * whether learn must follow.
   */
  observe(t: i32, symbols: usize, present: i32, last: bool): bool {
    let row = this.p + <usize>(t * this.B) * this.rowBytes;
    for (let b = 0; b < this.B; b++, row += this.rowBytes) {
      if (b < present) {
        const p = row + ((<usize>load<u8>(symbols + b)) << 2);
        store<f32>(p, load<f32>(p) - 1);
      } else {
        memory.fill(row, 0, this.rowBytes);
      }
    }
    this.end = t + 1;
    return !this.lagged && (last || this.end - this.first == this.every);
  }

  /** Learns a piece from the steps observed since the last update. False while there is more to do. */
  learn(rates: Rates): bool {
    if (this.part == 0) this.assign(this.first, this.end, rates);
    if (!this.backpropagate(this.first, this.end, rates)) return false;
    this.updateBias((this.end - this.first) * this.B);
    this.first = this.end;
    return true;
  }

  /** Begins the next segment. */
  carry(): void {
    this.first = 0;
  }

  /** With `lag`: the copy (0 or 1) of the probabilities that predict writes, and of the weights in use. */
  selectCopies(copy: i32, weights: i32): void {
    this.p = this.copies + <usize>copy * this.size;
    this.d = this.copies + <usize>(1 - copy) * this.size;
    for (let l = 0; l < this.matrices.length; l++) this.matrices[l].selectCopy(weights);
  }

  /** Sets what the matrices learn from: steps first .. end - 1. */
  assign(first: i32, end: i32, rates: Rates): void {
    const rows = (end - first) * this.B;
    const d = this.d + <usize>(first * this.B) * this.rowBytes;
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      const x = layer.previousState(first);
      const stride = (<usize>layer.H) << 2;
      this.matrices[l].assign(x, stride, d, this.descent.directions, this.rowBytes, rows, rates);
    }
  }

  /**
   * Back-propagates steps first .. end - 1, a piece at a time: adds to dh of all layers, then updates the matrices. With
   * `lag` it only prepares the updates, which LaggedLearning does. False while there is more to do.
   */
  backpropagate(first: i32, end: i32, rates: Rates): bool {
    const parts = 1 + PARTS * this.layers.length;
    while (this.part < parts) {
      if (this.backpropagatePart(first, end, rates)) {
        this.part++;
        this.at = 0;
      }
      if (exhausted()) return false;
    }
    this.part = 0;
    return true;
  }

  /** Does a piece of the current part; true when the part is done. */
  private backpropagatePart(first: i32, end: i32, rates: Rates): bool {
    const rows = (end - first) * this.B;
    const d = this.d + <usize>(first * this.B) * this.rowBytes;
    if (this.part == 0) {
      this.at = this.descent.compute(d, this.rowBytes, rows, rates, this.at);
      return this.at == this.N;
    }
    const l = (this.part - 1) / PARTS;
    const matrix = this.matrices[l];
    switch (this.part - 1 - l * PARTS) {
      case BACKWARD: {
        const layer = this.layers[l];
        const stride = (<usize>layer.H) << 2;
        const dh = layer.dh + <usize>(first * this.B) * stride;
        this.at = matrix.backward(dh, stride, d, this.rowBytes, rows, this.at);
        return this.at == rows;
      }
      case PREPARE:
        this.at = matrix.prepare(this.at);
        return this.at == matrix.K;
      default:
        if (this.lagged) return true;
        this.at = matrix.update(this.at, matrix.size);
        return this.at == matrix.size;
    }
  }

  /** Adds the directions of `rows` rows to the bias. */
  updateBias(rows: i32): void {
    spend(f64(rows) * f64(this.N));
    for (let r = 0; r < rows; r++) {
      addVector(this.bias, this.descent.directions + <usize>r * this.rowBytes, this.N);
    }
  }
}
