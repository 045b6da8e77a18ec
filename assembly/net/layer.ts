import { CELL, NORM } from '../spec.generated';
import { exhausted, perPiece, spend } from '../work/budget';
import { Activations } from './activations';
import { Cell } from './cell';
import { Dense, WHITEN } from './dense';
import { Descent } from './descent';
import { Embedding } from './embedding';
import { Form } from './form';
import { Gate } from './gate';
import { GateRule } from './gate-rule';
import { GruCell } from './gru';
import { EMBEDDING_SCALE, matrixScale } from './initial';
import { LstmCell } from './lstm';
import { hashBits, Ngrams } from './ngrams';
import { RnnCell } from './rnn';
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

/** The arithmetic of the network's cells. */
function cellOf(shape: Shape): Cell {
  const normalised = shape.norm == NORM.RMS;
  const lanes = shape.lanes;
  const horizon = shape.horizon;
  const form = new Form(shape.width, horizon, lanes, 1, normalised, shape.clip, false, false);
  if (shape.cell == CELL.RNN) return new RnnCell(form);
  if (shape.cell == CELL.GRU) return new GruCell(form);
  return new LstmCell(form);
}

/**
 * A layer of recurrent units that learns online, over a segment of T steps (the horizon) and B lanes: the
 * pre-activations z = embeddings (first layer) or x W (layer below), plus the recurrent h[t-1] W; back-propagation through
 * time; and the updates. The units themselves are a Cell.
 */
export class Layer {
  private readonly cell: Cell;
  /** Units; floats of a row of pre-activations; outputs before padding, gates x H. */
  readonly H: i32;
  readonly N: i32;
  readonly outputs: i32;
  private readonly B: i32;
  private readonly horizon: i32;
  private readonly unitBytes: usize;
  private readonly rowBytes: usize;
  /** See Cell. */
  readonly dh: usize;
  private readonly dz: usize;
  private readonly dzh: usize;
  private readonly dPast: usize;
  /** Of the segment that is predicted, and of the one that learn reads; one and the same unless `lag` is 1. */
  private current!: Activations;
  private previous!: Activations;
  private readonly activations: Activations[] = [];

  readonly recurrent: Dense;
  readonly fromBelow: Dense | null;
  readonly embeddings: Embedding[] = [];
  private readonly rules: GateRule[] = [];
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

  /** `bottom`: the first layer. */
  constructor(
    shape: Shape,
    private readonly ngrams: Ngrams,
    workspace: Workspace,
    bottom: bool,
  ) {
    const cell = cellOf(shape);
    this.cell = cell;
    const H = cell.H;
    const N = cell.N;
    this.H = H;
    this.N = N;
    this.outputs = cell.outputs;
    this.horizon = shape.horizon;
    this.B = shape.lanes;
    this.unitBytes = cell.unitBytes;
    this.rowBytes = cell.rowBytes;
    this.recurrent = new Dense(H, cell.outputs, shape, workspace);
    this.fromBelow = bottom ? null : new Dense(H, cell.outputs, shape, workspace);
    this.descent = new Descent(N, shape, workspace.directions());
    this.recurrentDescent = cell.separate
      ? new Descent(N, shape, workspace.directions())
      : this.descent;
    this.lagged = shape.lag > 0;
    for (let i = 0; i <= shape.lag; i++) this.activations.push(cell.newActivations());
    this.current = this.activations[0];
    this.previous = this.activations[0];
    cell.reserve();
    this.dh = cell.dh;
    this.dz = cell.dz;
    this.dzh = cell.dzh;
    this.dPast = cell.dPast;
    for (let i = 0; i < cell.gates.length; i++) this.rules.push(new GateRule(cell.gates[i], shape));
    this.stepUnits = f64(this.B) * f64(N) * ACTIVATE;
    this.embedUnits = bottom ? f64(this.B) * f64(N) * f64(shape.ngrams) * SCATTER : 0;
    this.rowsCleared = perPiece(H);
    this.rowsEmbedded = perPiece(i64(N) * SCATTER);
    for (let order = 1; bottom && order <= shape.ngrams; order++) {
      const size = order == 1 ? shape.symbols : 1 << hashBits(shape);
      this.embeddings.push(new Embedding(size, N, shape, order > 1));
    }
  }

  /** The nonlinearities, in the order of their units in z. */
  get gates(): Gate[] {
    return this.cell.gates;
  }

  /** Copies the state after `steps` steps to the front of the arrays, as the initial state of the next segment. */
  carry(steps: i32): void {
    const size = <usize>this.B * this.unitBytes;
    const from = <usize>steps * size;
    const states = this.current.states;
    for (let i = 0; i < states.length; i++)
      memory.copy(this.previous.states[i], states[i] + from, size);
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
    const scale = matrixScale(this.H);
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
    const gates = this.gates;
    for (let i = 0; i < gates.length; i++) gates[i].initialise();
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
  forward(t: i32, below: Layer | null): bool {
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
    for (let b = 0; b < this.B; b++) this.cell.activate(a, first + b);
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
  assign(steps: i32, below: Layer | null, rates: Rates): void {
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
   * updates all parameters. With `lag` it only prepares the updates, which LaggedLearning does. False while there is more to
   * do.
   */
  learn(steps: i32, below: Layer | null, rates: Rates): bool {
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
  private learnPart(steps: i32, below: Layer | null, rates: Rates): bool {
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
    if (this.at == 0) this.cell.clearGradients(0, this.B);
    const step = this.at / this.B;
    const lane = this.at - step * this.B;
    const t = steps - 1 - step;
    const first = <usize>(t * this.B);
    if (lane == 0) {
      for (let b = 0; b < this.B; b++) this.cell.differentiate(this.previous, first + b, b, b);
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
   */
  updateEmbedding(i: i32, steps: i32, first: i32): i32 {
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
    for (let i = 0; i < this.rules.length; i++) this.rules[i].learn(rates);
  }
}
