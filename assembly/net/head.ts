import { allocate, floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { softmax } from '../numeric/softmax';
import { addVector } from '../numeric/vector';
import { Cell } from './cell';
import { Dense } from './dense';
import { Descent } from './descent';
import { Shape } from './shape';
import { Rates } from './update';
import { Workspace } from './workspace';

/**
 * The output layer: a softmax over the block's symbols, fed by the states of all layers. It learns every `headEvery`
 * symbols. At 1 instead of once a segment of 20, rnn(16x1) is 0.4 to 1.1 % smaller and 17 % slower; from 64 cells up
 * the sizes are within 0.2 % of each other (BENCHMARKS.md).
 */
export class Head {
  /** Floats of a row of probabilities, padded. */
  readonly N: i32;
  private readonly B: i32;
  private readonly V: i32;
  private readonly rowBytes: usize;
  private readonly every: i32;
  private readonly lagged: bool;
  readonly matrices: Dense[] = [];
  readonly bias: usize;
  private readonly descent!: Descent;
  /** Probabilities, and after the symbol came their gradients p - [symbol], [step][lane][N]. */
  private p: usize;
  /** The same of the segment to learn from. */
  private d: usize;
  private readonly copies: usize;
  private readonly size: usize;
  private readonly directions: usize;
  /** First step not yet learned from. */
  private next: i32 = 0;

  constructor(
    shape: Shape,
    private readonly layers: Cell[],
    workspace: Workspace,
  ) {
    this.V = shape.symbols;
    this.N = padded(shape.symbols);
    this.B = shape.lanes;
    this.lagged = shape.lag > 0;
    this.every = this.lagged ? i32.MAX_VALUE : shape.headEvery;
    this.rowBytes = (<usize>this.N) << 2;
    for (let l = 0; l < layers.length; l++) {
      this.matrices.push(new Dense(shape.width, shape.symbols, shape, workspace));
    }
    this.bias = floats(this.N);
    this.descent = new Descent(this.N, shape);
    this.directions = workspace.directions();
    this.size = (<usize>(shape.horizon * shape.lanes * this.N)) << 2;
    this.copies = allocate(u64(this.size) * (1 + shape.lag));
    this.p = this.copies;
    this.d = this.copies;
  }

  /** Address of the B rows of probabilities for step t, or 0 when a state is no longer finite. */
  predict(t: i32): usize {
    const p = this.p + <usize>(t * this.B) * this.rowBytes;
    memory.fill(p, 0, <usize>this.B * this.rowBytes);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      this.matrices[l].forward(p, this.rowBytes, layer.state(t), (<usize>layer.H) << 2, this.B);
    }
    for (let b = 0, row = p; b < this.B; b++, row += this.rowBytes) {
      addVector(row, this.bias, this.N);
      const sum = softmax(row, this.V);
      if (!(sum >= 1 && sum <= 256)) return 0;
    }
    return p;
  }

  /** Takes in what came at step t: one symbol a lane; lanes from `present` on have ended. */
  observe(t: i32, symbols: usize, present: i32, rates: Rates): void {
    let row = this.p + <usize>(t * this.B) * this.rowBytes;
    for (let b = 0; b < this.B; b++, row += this.rowBytes) {
      if (b < present) {
        const p = row + ((<usize>load<u8>(symbols + b)) << 2);
        store<f32>(p, load<f32>(p) - 1);
      } else {
        memory.fill(row, 0, this.rowBytes);
      }
    }
    if (t + 1 - this.next == this.every) this.learn(t + 1, rates);
  }

  /** Learns from what is left of a segment of `steps` steps and makes ready for the next. */
  flush(steps: i32, rates: Rates): void {
    if (this.next < steps) this.learn(steps, rates);
    this.next = 0;
  }

  /** Learns from the steps next .. end. */
  private learn(end: i32, rates: Rates): void {
    this.assign(this.next, end, rates);
    this.walk(this.next, end, rates);
    this.learnBias((end - this.next) * this.B);
    this.next = end;
  }

  /** Chooses which of two copies is of the segment being predicted; the other is of the one to learn from. */
  face(copy: i32, weights: i32): void {
    this.p = this.copies + <usize>copy * this.size;
    this.d = this.copies + <usize>(1 - copy) * this.size;
    for (let l = 0; l < this.matrices.length; l++) this.matrices[l].face(weights);
  }

  /** Tells the matrices what there is to learn from steps first .. end. */
  assign(first: i32, end: i32, rates: Rates): void {
    const rows = (end - first) * this.B;
    const d = this.d + <usize>(first * this.B) * this.rowBytes;
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      const x = layer.stateBehind(first);
      const stride = (<usize>layer.H) << 2;
      this.matrices[l].assign(x, stride, d, this.directions, this.rowBytes, rows, rates);
    }
  }

  /** Hands the gradients by their states in steps first .. end to the layers; then the matrices learn, or are ready to. */
  walk(first: i32, end: i32, rates: Rates): void {
    const rows = (end - first) * this.B;
    const d = this.d + <usize>(first * this.B) * this.rowBytes;
    this.descent.turn(this.directions, d, this.rowBytes, rows, rates);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      const stride = (<usize>layer.H) << 2;
      const matrix = this.matrices[l];
      const dh = layer.dh + <usize>(first * this.B) * stride;
      matrix.backward(dh, stride, d, this.rowBytes, rows);
      matrix.prepare();
      if (!this.lagged) matrix.update(0, matrix.panels);
    }
  }

  /** Learns from the directions of `rows` rows. */
  learnBias(rows: i32): void {
    for (let r = 0; r < rows; r++) {
      addVector(this.bias, this.directions + <usize>r * this.rowBytes, this.N);
    }
  }
}
