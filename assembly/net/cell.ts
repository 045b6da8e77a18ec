import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { exhausted, perPiece, spend } from '../work/budget';
import { Activations } from './activations';
import { Dense, WHITEN } from './dense';
import { Descent } from './descent';
import { Embedding } from './embedding';
import { Gate } from './gate';
import { hashBits, Ngrams } from './ngrams';
import { Shape } from './shape';
import { Rates } from './update';
import { Workspace } from './workspace';

/** Parts of learn, in their order. Those before EMBEDDINGS only read the weights in use and write the new ones. */
const BACKWARD = 0;
const BACKWARD_BELOW = 1;
const DIRECTIONS = 2;
const UPDATE_RECURRENT = 3;
const DIRECTIONS_BELOW = 4;
const UPDATE_BELOW = 5;
const CLEAR_GRADIENTS = 6;
const EMBEDDINGS = 7;
const END = 9;

/** Units of work (work/budget.ts) of an activation or its derivative, and of a number of an embedding row. */
const ACTIVATE = 8;
const SCATTER = 6;

/** Initial weights of the embedding of single symbols are uniform in [-EMBEDDING_SCALE, EMBEDDING_SCALE). */
const EMBEDDING_SCALE: f32 = 0.1;

/**
 * A layer of H recurrent units over a segment of T steps (the horizon) and B lanes. All cells share the
 * pre-activations z = embeddings (first layer) or x W (layer below), plus the recurrent h[t-1] W, the back-propagation
 * through time and the updates. A subclass computes h from the pre-activations (activate) and the derivative of that
 * (differentiate), for one step and lane at a time.
 *
 * Arrays of f32 are [step][lane][unit]; rows of dz are N = padded(gates x H) floats.
 */
export abstract class Cell {
  /** Units; floats of a row of pre-activations, padded; lanes. */
  readonly H: i32;
  readonly N: i32;
  protected readonly B: i32;
  /** Outputs before padding: gates x H. */
  readonly outputs: i32;
  private readonly horizon: i32;
  /** Bytes of a row of H and of N floats. */
  protected readonly unitBytes: usize;
  protected readonly rowBytes: usize;

  /** Gradients of the loss by h. The head and the layer above add to them before back-propagation. */
  readonly dh: usize;
  /** Gradients by the pre-activations, and by the recurrent part of them; one array unless `separate`. */
  protected readonly dz: usize;
  protected readonly dzh: usize;
  /** Gradient that reaches h[t-1] from step t, [lane][unit]. */
  protected readonly dPast: usize;
  /** Of the segment that is predicted, and of the one that learn reads; one and the same unless `lag` is 1. */
  private current!: Activations;
  private previous!: Activations;
  private readonly activations: Activations[] = [];

  readonly recurrent: Dense;
  readonly fromBelow: Dense | null;
  readonly embeddings: Embedding[] = [];
  /** The nonlinearities, in the order of their units in z. */
  readonly gates: Gate[] = [];
  private readonly descent: Descent;
  private readonly recurrentDescent!: Descent;
  private readonly lagged: bool;
  /** Progress of initialise, forward or learn: the part of learn, and the position within it. */
  private part: i32 = 0;
  private at: i32 = 0;
  /** Units of work of a step and of its embeddings, and rows of a piece (work/budget.ts). */
  private readonly stepUnits: f64;
  private readonly embedUnits: f64;
  private readonly rowsCleared: i32;
  private readonly rowsEmbedded: i32;

  /**
   * `separate`: the recurrent part of the pre-activations has arrays of its own; `innerState`: the cell has a state besides
   * h; `bottom`: the first layer.
   */
  constructor(
    shape: Shape,
    private readonly ngrams: Ngrams,
    workspace: Workspace,
    gates: i32,
    separate: bool,
    innerState: bool,
    bottom: bool,
  ) {
    const H = shape.width;
    const N = padded(gates * H);
    const rows = shape.horizon * shape.lanes;
    this.H = H;
    this.N = N;
    this.outputs = gates * H;
    this.horizon = shape.horizon;
    this.B = shape.lanes;
    this.unitBytes = (<usize>H) << 2;
    this.rowBytes = (<usize>N) << 2;
    this.recurrent = new Dense(H, gates * H, shape, workspace);
    this.fromBelow = bottom ? null : new Dense(H, gates * H, shape, workspace);
    this.descent = new Descent(N, shape, workspace.directions());
    this.recurrentDescent = separate ? new Descent(N, shape, workspace.directions()) : this.descent;
    this.lagged = shape.lag > 0;
    for (let i = 0; i <= shape.lag; i++)
      this.activations.push(new Activations(shape, gates, separate, innerState));
    this.current = this.activations[0];
    this.previous = this.activations[0];
    this.dh = floats(rows * H);
    this.dPast = floats(shape.lanes * H);
    this.dz = floats(rows * N);
    this.dzh = separate ? floats(rows * N) : this.dz;
    this.stepUnits = f64(this.B) * f64(N) * ACTIVATE;
    this.embedUnits = bottom ? f64(this.B) * f64(N) * f64(shape.ngrams) * SCATTER : 0;
    this.rowsCleared = perPiece(H);
    this.rowsEmbedded = perPiece(i64(N) * SCATTER);
    for (let order = 1; bottom && order <= shape.ngrams; order++) {
      const size = order == 1 ? shape.symbols : 1 << hashBits(shape);
      this.embeddings.push(new Embedding(size, N, shape, order > 1));
    }
  }

  /** Computes h from z for step t and lane b: row r = t B + b of every array. */
  protected abstract activate(a: Activations, r: usize): void;

  /**
   * Computes dz (and dzh) of row r from the gradient by h, dh[r] + dPast[b]. Leaves in dPast[b] the part of the gradient by
   * h[t-1] that does not pass through the recurrent matrix. Called from the last step to the first.
   */
  protected abstract differentiate(a: Activations, r: usize, b: usize): void;

  /** Zeroes the gradients that pass from step to step, before the last step is differentiated. */
  protected clearGradients(): void {
    memory.fill(this.dPast, 0, <usize>this.B * this.unitBytes);
  }

  /** Copies the state after `steps` steps to the front of the arrays, as the initial state of the next segment. */
  carry(steps: i32): void {
    const size = <usize>this.B * this.unitBytes;
    const from = <usize>steps * size;
    memory.copy(this.previous.h, this.current.h + from, size);
    if (this.current.c != 0) memory.copy(this.previous.c, this.current.c + from, size);
  }

  /** With `lag`: the copy (0 or 1) of the activations that forward writes, and of the weights in use; learn has the others. */
  selectCopies(copy: i32, weights: i32): void {
    this.current = this.activations[copy];
    this.previous = this.activations[1 - copy];
    this.recurrent.selectCopy(weights);
    if (this.fromBelow) this.fromBelow!.selectCopy(weights);
  }

  /** Units of work of a symbol, forward and learning (work/budget.ts). */
  get units(): f64 {
    const matrices = this.fromBelow ? 2 : 1;
    const rows = this.horizon * this.B;
    const other = f64(this.N) * f64(2 * ACTIVATE + WHITEN + 2 * SCATTER * this.embeddings.length);
    return f64(matrices) * this.recurrent.units(rows) + other;
  }

  /** Sets a piece of the initial weights. False while there is more to do. */
  initialise(): bool {
    const scale: f32 = 0.5 / sqrt<f32>(f32(this.H));
    const size = this.recurrent.size;
    const below = this.fromBelow ? size : 0;
    const rows = this.embeddings.length > 0 ? this.embeddings[0].rows : 0;
    const at = this.at;
    if (at < size) this.at = this.recurrent.initialise(scale, at);
    else if (at < size + below) this.at = size + this.fromBelow!.initialise(scale, at - size);
    else {
      const first = at - size - below;
      const next = this.embeddings[0].initialise(this.outputs, EMBEDDING_SCALE, first);
      this.at = size + below + next;
    }
    if (this.at < size + below + rows) return false;
    for (let i = 0; i < this.gates.length; i++) this.gates[i].initialise();
    this.at = 0;
    return true;
  }

  /** Address of h of all lanes after step t; t = -1 is the state carried over. */
  state(t: i32): usize {
    return this.current.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** The same of the segment that learn reads. */
  previousState(t: i32): usize {
    return this.previous.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** Computes a piece of h[t] for all lanes; `below` is null for the first layer. False while there is more to do. */
  forward(t: i32, below: Cell | null): bool {
    const first = <usize>(t * this.B);
    const a = this.current;
    const z = a.z + first * this.rowBytes;
    const zh = a.zh + first * this.rowBytes;
    const panels = this.recurrent.panels;
    if (this.at == 0) this.embed(t, z, zh);
    while (this.at < panels) {
      const past = this.state(t - 1);
      this.at = this.recurrent.forward(zh, this.rowBytes, past, this.unitBytes, this.at);
      if (exhausted()) return false;
    }
    if (below) {
      const x = below.state(t);
      while (this.at < 2 * panels) {
        const panel = this.at - panels;
        this.at = panels + this.fromBelow!.forward(z, this.rowBytes, x, this.unitBytes, panel);
        if (exhausted()) return false;
      }
    }
    this.at = 0;
    for (let b = 0; b < this.B; b++) this.activate(a, first + b);
    spend(this.stepUnits);
    return true;
  }

  /** Sets z of step t to the sum of the embedding rows, and zh, where it is separate, to 0. */
  private embed(t: i32, z: usize, zh: usize): void {
    const size = <usize>this.B * this.rowBytes;
    memory.fill(z, 0, size);
    if (zh != z) memory.fill(zh, 0, size);
    for (let b = 0; b < this.B; b++) {
      for (let i = 0; i < this.embeddings.length; i++) {
        const row = this.ngrams.row(t * this.B + b, i + 1);
        this.embeddings[i].forward(z + <usize>b * this.rowBytes, row);
      }
    }
    spend(this.embedUnits);
  }

  /** Sets the inputs and gradients from which the matrices learn: those of the segment's first `steps` steps. */
  assign(steps: i32, below: Cell | null, rates: Rates): void {
    const rows = steps * this.B;
    const h = this.previousState(-1);
    const stride = this.rowBytes;
    const directions = this.recurrentDescent.directions;
    this.recurrent.assign(h, this.unitBytes, this.dzh, directions, stride, rows, rates);
    if (below) {
      const x = below.previousState(0);
      this.fromBelow!.assign(
        x,
        this.unitBytes,
        this.dz,
        this.descent.directions,
        stride,
        rows,
        rates,
      );
    }
  }

  /**
   * Learns from what assign set, a piece at a time: back-propagates through `steps` steps and into the layer below, then
   * updates all parameters. With `lag` it only prepares the updates, which Trainer does. False while there is more to do.
   */
  learn(steps: i32, below: Cell | null, rates: Rates): bool {
    const end = this.lagged ? EMBEDDINGS : END;
    while (this.part < end) {
      if (this.learnPart(steps, below, rates)) {
        this.part++;
        this.at = 0;
      }
      if (exhausted()) return false;
    }
    this.part = 0;
    return true;
  }

  /** Does a piece of the current part; true when the part is done. */
  private learnPart(steps: i32, below: Cell | null, rates: Rates): bool {
    const rows = steps * this.B;
    const at = this.at;
    switch (this.part) {
      case BACKWARD:
        return this.backwardStep(steps);
      case BACKWARD_BELOW: {
        if (!below) return true;
        const dx = below.dh;
        const from = this.fromBelow!;
        this.at = from.backward(dx, this.unitBytes, this.dz, this.rowBytes, rows, at);
        return this.at == rows;
      }
      case DIRECTIONS:
        this.at = this.recurrentDescent.compute(this.dzh, this.rowBytes, rows, rates, at);
        return this.at == this.N;
      case UPDATE_RECURRENT:
        return this.updateMatrix(this.recurrent);
      case DIRECTIONS_BELOW:
        // Where dzh is dz, its directions exist already.
        if (this.dzh == this.dz) return true;
        this.at = this.descent.compute(this.dz, this.rowBytes, rows, rates, at);
        return this.at == this.N;
      case UPDATE_BELOW:
        return below ? this.updateMatrix(this.fromBelow!) : true;
      case CLEAR_GRADIENTS: {
        const count = min(rows - at, this.rowsCleared);
        memory.fill(this.dh + <usize>at * this.unitBytes, 0, <usize>count * this.unitBytes);
        spend(f64(count) * f64(this.H));
        this.at = at + count;
        return this.at == rows;
      }
      case EMBEDDINGS: {
        const i = at / rows;
        if (i == this.embeddings.length) return true;
        this.at = i * rows + this.updateEmbedding(i, steps, at - i * rows);
        return this.at == rows * this.embeddings.length;
      }
      default:
        this.updateGates(rates);
        this.carry(steps);
        return true;
    }
  }

  /** Back-propagates through one step, or as many of its lanes as make a piece; true after the first step. */
  private backwardStep(steps: i32): bool {
    if (this.at == 0) this.clearGradients();
    const step = this.at / this.B;
    const lane = this.at - step * this.B;
    const t = steps - 1 - step;
    const first = <usize>(t * this.B);
    if (lane == 0) {
      for (let b = 0; b < this.B; b++) this.differentiate(this.previous, first + b, b);
      spend(this.stepUnits);
    }
    if (t == 0) return true;
    const dzh = this.dzh + first * this.rowBytes;
    const next = this.recurrent.backward(
      this.dPast,
      this.unitBytes,
      dzh,
      this.rowBytes,
      this.B,
      lane,
    );
    this.at += next - lane;
    return false;
  }

  /** Prepares a matrix for its update, and updates it unless `lag` is 1, piece by piece. True when that is done. */
  private updateMatrix(matrix: Dense): bool {
    const K = matrix.K;
    if (this.at < K) this.at = matrix.prepare(this.at);
    else this.at = K + matrix.update(this.at - K, matrix.size);
    return this.at == K + (this.lagged ? 0 : matrix.size);
  }

  /**
   * Updates the rows of embedding i that `steps` steps read: a piece of the steps x lanes positions, from `first` on.
   * Returns the next position.
   */ updateEmbedding(i: i32, steps: i32, first: i32): i32 {
    const end = min(steps * this.B, first + this.rowsEmbedded);
    for (let r = first; r < end; r++) {
      const row = this.ngrams.previousRow(r, i + 1);
      this.embeddings[i].learn(row, this.descent.directions + <usize>r * this.rowBytes);
    }
    spend(f64(end - first) * f64(this.N) * SCATTER);
    return end;
  }

  /** Updates gains and biases. */
  updateGates(rates: Rates): void {
    for (let i = 0; i < this.gates.length; i++) this.gates[i].learn(rates);
  }
}
