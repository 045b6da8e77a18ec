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

/** Parts of learning, in their order. Up to EMBEDDINGS they need no more than the weights in use. */
const BACK = 0;
const BELOW = 1;
const TURN = 2;
const RECURRENT = 3;
const TURN_APART = 4;
const FROM_BELOW = 5;
const CLEAR = 6;
const EMBEDDINGS = 7;
const END = 9;

/** What counts as several multiply-adds (work/budget.ts): an activation or its derivative, a number of an embedding. */
const ACTIVATE = 8;
const SCATTER = 6;

/** Initial size of the order-1 embedding's weights. */
const EMBEDDING_SCALE: f32 = 0.1;

/**
 * A layer of H recurrent units over a segment of T steps (the horizon) and B lanes. What all cells share: the
 * pre-activations z = embeddings (first layer) or Wx (layer below), plus the recurrent Wh h[t-1], the walk back
 * through time and the updates. A kind of cell says what happens between pre-activations and h (activate) and its derivative
 * (differentiate), for one step and lane at a time.
 *
 * Arrays are [step][lane][unit]; rows of dz are N = padded(gates x H) floats.
 */
export abstract class Cell {
  readonly H: i32;
  readonly N: i32;
  protected readonly B: i32;
  /** Outputs before padding: gates x H. */
  private readonly outputs: i32;
  private readonly horizon: i32;
  /** Bytes of a row of H and of N floats. */
  protected readonly unitBytes: usize;
  protected readonly rowBytes: usize;

  /** Gradients of the loss by h, filled by the head and the layer above before back-propagation. */
  readonly dh: usize;
  /** Gradients by the pre-activations and by the recurrent ones: the same unless the cell keeps these apart. */
  protected readonly dz: usize;
  protected readonly dzh: usize;
  /** Gradient that reaches h[t-1] from step t, [lane][unit]. */
  protected readonly dPast: usize;
  /** What is kept of the segment being predicted and of that to learn from: the same unless learning lags behind. */
  private current!: Activations;
  private previous!: Activations;
  private readonly activations: Activations[] = [];

  readonly recurrent: Dense;
  readonly fromBelow: Dense | null;
  readonly embeddings: Embedding[] = [];
  /** The nonlinearities in the order in which they lie in z. */
  readonly gates: Gate[] = [];
  private readonly descent: Descent;
  private readonly recurrentDescent!: Descent;
  private readonly lagged: bool;
  /** What is under way, forward or learn: its part, and how far that is. */
  private part: i32 = 0;
  private at: i32 = 0;
  /** What parts cost, and how much of them is a piece (work/budget.ts). */
  private readonly stepUnits: f64;
  private readonly embedUnits: f64;
  private readonly rowsCleared: i32;
  private readonly rowsEmbedded: i32;

  /**
   * `apart`: keep recurrent pre-activations apart; `inner`: the cell has a state besides h; `bottom`: the first layer,
   * which has no other below it.
   */
  constructor(
    shape: Shape,
    private readonly ngrams: Ngrams,
    workspace: Workspace,
    gates: i32,
    apart: bool,
    inner: bool,
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
    this.recurrentDescent = apart ? new Descent(N, shape, workspace.directions()) : this.descent;
    this.lagged = shape.lag > 0;
    for (let i = 0; i <= shape.lag; i++)
      this.activations.push(new Activations(shape, gates, apart, inner));
    this.current = this.activations[0];
    this.previous = this.activations[0];
    this.dh = floats(rows * H);
    this.dPast = floats(shape.lanes * H);
    this.dz = floats(rows * N);
    this.dzh = apart ? floats(rows * N) : this.dz;
    this.stepUnits = f64(this.B) * f64(N) * ACTIVATE;
    this.embedUnits = bottom ? f64(this.B) * f64(N) * f64(shape.ngrams) * SCATTER : 0;
    this.rowsCleared = perPiece(H);
    this.rowsEmbedded = perPiece(i64(N) * SCATTER);
    for (let order = 1; bottom && order <= shape.ngrams; order++) {
      const size = order == 1 ? shape.symbols : 1 << hashBits(shape);
      this.embeddings.push(new Embedding(size, N, shape, order > 1));
    }
  }

  /** z to h for step t and lane b, row r = t B + b of every array. */
  protected abstract activate(a: Activations, r: usize): void;

  /**
   * The gradient d by h of row r to dz (and dzh); writes to dPast[b] what reaches h[t-1] past the recurrent matrix.
   * Rows come last step first.
   */
  protected abstract differentiate(a: Activations, r: usize, b: usize): void;

  /** Forgets the gradients that steps hand each other, before a walk back. */
  protected clearGradients(): void {
    memory.fill(this.dPast, 0, <usize>this.B * this.unitBytes);
  }

  /** Makes the state after `steps` steps the carried one of the next segment. */
  carry(steps: i32): void {
    const size = <usize>this.B * this.unitBytes;
    const from = <usize>steps * size;
    memory.copy(this.previous.h, this.current.h + from, size);
    if (this.current.c != 0) memory.copy(this.previous.c, this.current.c + from, size);
  }

  /** Chooses which of two copies is of the segment being predicted; the other is of the one to learn from. */
  selectCopies(copy: i32, weights: i32): void {
    this.current = this.activations[copy];
    this.previous = this.activations[1 - copy];
    this.recurrent.selectCopies(weights);
    if (this.fromBelow) this.fromBelow!.selectCopies(weights);
  }

  /** Units of work that a symbol takes, all in all (work/budget.ts). */
  get units(): f64 {
    const matrices = this.fromBelow ? 2 : 1;
    const rows = this.horizon * this.B;
    const other = f64(this.N) * f64(2 * ACTIVATE + WHITEN + 2 * SCATTER * this.embeddings.length);
    return f64(matrices) * this.recurrent.units(rows) + other;
  }

  /** Sets the initial weights: a piece of them. False while there is more to do. */
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

  /** h of all lanes after step t; t = -1 is the carried state. */
  state(t: i32): usize {
    return this.current.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** The same of the segment to learn from. */
  previousState(t: i32): usize {
    return this.previous.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** Computes h[t] for all lanes; `below` = the layer below, or null for the first. False while there is more to do. */
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

  /** What the embeddings say of step t, in z; 0 in zh where that is kept apart. */
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

  /** Tells the matrices what there is to learn from `steps` steps. */
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
   * Learns what was assigned: back through `steps` steps and on to the layer below, then the updates, all of them or, when
   * learning lags behind, none, as these are ready to be done then. False while there is more to do.
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

  /** A piece of the part at hand; true when it was the last. */
  private learnPart(steps: i32, below: Cell | null, rates: Rates): bool {
    const rows = steps * this.B;
    const at = this.at;
    switch (this.part) {
      case BACK:
        return this.stepBack(steps);
      case BELOW: {
        if (!below) return true;
        const dx = below.dh;
        const from = this.fromBelow!;
        this.at = from.backward(dx, this.unitBytes, this.dz, this.rowBytes, rows, at);
        return this.at == rows;
      }
      case TURN:
        this.at = this.recurrentDescent.turn(this.dzh, this.rowBytes, rows, rates, at);
        return this.at == this.N;
      case RECURRENT:
        return this.learnMatrix(this.recurrent);
      case TURN_APART:
        // Where recurrent pre-activations are not kept apart, the directions are z's already.
        if (this.dzh == this.dz) return true;
        this.at = this.descent.turn(this.dz, this.rowBytes, rows, rates, at);
        return this.at == this.N;
      case FROM_BELOW:
        return below ? this.learnMatrix(this.fromBelow!) : true;
      case CLEAR: {
        const count = min(rows - at, this.rowsCleared);
        memory.fill(this.dh + <usize>at * this.unitBytes, 0, <usize>count * this.unitBytes);
        spend(f64(count) * f64(this.H));
        this.at = at + count;
        return this.at == rows;
      }
      case EMBEDDINGS: {
        const i = at / rows;
        if (i == this.embeddings.length) return true;
        this.at = i * rows + this.learnEmbedding(i, steps, at - i * rows);
        return this.at == rows * this.embeddings.length;
      }
      default:
        this.learnGates(rates);
        this.carry(steps);
        return true;
    }
  }

  /** One step back through time, or as many of its lanes as make a piece; true when the first step is reached. */
  private stepBack(steps: i32): bool {
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

  /** Makes a matrix ready for its update, and updates it unless learning lags behind. True when that is done. */
  private learnMatrix(matrix: Dense): bool {
    const K = matrix.K;
    if (this.at < K) this.at = matrix.prepare(this.at);
    else this.at = K + matrix.update(this.at - K, matrix.size);
    return this.at == K + (this.lagged ? 0 : matrix.size);
  }

  /** One embedding learns from `steps` steps: a piece of it, from row `first` on. Returns where to go on. */
  learnEmbedding(i: i32, steps: i32, first: i32): i32 {
    const end = min(steps * this.B, first + this.rowsEmbedded);
    for (let r = first; r < end; r++) {
      const row = this.ngrams.previousRow(r, i + 1);
      this.embeddings[i].learn(row, this.descent.directions + <usize>r * this.rowBytes);
    }
    spend(f64(end - first) * f64(this.N) * SCATTER);
    return end;
  }

  learnGates(rates: Rates): void {
    for (let i = 0; i < this.gates.length; i++) this.gates[i].learn(rates);
  }
}
