import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { Contexts, hashBits } from './contexts';
import { Dense } from './dense';
import { Descent } from './descent';
import { Embedding } from './embedding';
import { Gate } from './gate';
import { Shape } from './shape';
import { Trace } from './trace';
import { Rates } from './update';
import { Workspace } from './workspace';

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
  /** Bytes of a row of H and of N floats. */
  protected readonly unitBytes: usize;
  protected readonly rowBytes: usize;

  /** Gradients of the loss by h, filled by the head and the layer above before backward. */
  readonly dh: usize;
  /** Gradients by the pre-activations and by the recurrent ones: the same unless the cell keeps these apart. */
  protected readonly dz: usize;
  protected readonly dzh: usize;
  /** Gradient that reaches h[t-1] from step t, [lane][unit]. */
  protected readonly dPast: usize;
  /** What is kept of the segment being predicted and of that to learn from: the same unless learning lags behind. */
  private ahead!: Trace;
  private behind!: Trace;
  private readonly traces: Trace[] = [];

  readonly recurrent: Dense;
  readonly fromBelow: Dense | null;
  readonly embeddings: Embedding[] = [];
  /** The nonlinearities in the order in which they lie in z. */
  readonly gates: Gate[] = [];
  private readonly descent: Descent;
  private readonly recurrentDescent!: Descent;
  private readonly directions: usize;
  private readonly recurrentDirections: usize;
  private readonly lagged: bool;

  /**
   * `apart`: keep recurrent pre-activations apart; `inner`: the cell has a state besides h; `bottom`: the first layer,
   * which has no other below it.
   */
  constructor(
    shape: Shape,
    private readonly contexts: Contexts,
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
    this.B = shape.lanes;
    this.unitBytes = (<usize>H) << 2;
    this.rowBytes = (<usize>N) << 2;
    this.recurrent = new Dense(H, gates * H, shape, workspace);
    this.fromBelow = bottom ? null : new Dense(H, gates * H, shape, workspace);
    this.descent = new Descent(N, shape);
    this.recurrentDescent = apart ? new Descent(N, shape) : this.descent;
    this.directions = workspace.directions();
    this.recurrentDirections = apart ? workspace.directions() : this.directions;
    this.lagged = shape.lag > 0;
    for (let i = 0; i <= shape.lag; i++) this.traces.push(new Trace(shape, gates, apart, inner));
    this.ahead = this.traces[0];
    this.behind = this.traces[0];
    this.dh = floats(rows * H);
    this.dPast = floats(shape.lanes * H);
    this.dz = floats(rows * N);
    this.dzh = apart ? floats(rows * N) : this.dz;
    for (let order = 1; bottom && order <= shape.orders; order++) {
      const size = order == 1 ? shape.symbols : 1 << hashBits(shape);
      this.embeddings.push(new Embedding(size, N, shape, order > 1));
    }
  }

  /** z to h for step t and lane b, row r = t B + b of every array. */
  protected abstract activate(trace: Trace, r: usize): void;

  /**
   * The gradient d by h of row r to dz (and dzh); writes to dPast[b] what reaches h[t-1] past the recurrent matrix.
   * Rows come last step first.
   */
  protected abstract differentiate(trace: Trace, r: usize, b: usize): void;

  /** Forgets the gradients that steps hand each other, before a walk back. */
  protected clearGradients(): void {
    memory.fill(this.dPast, 0, <usize>this.B * this.unitBytes);
  }

  /** Makes the state after `steps` steps the carried one of the next segment. */
  carry(steps: i32): void {
    const size = <usize>this.B * this.unitBytes;
    const from = <usize>steps * size;
    memory.copy(this.behind.h, this.ahead.h + from, size);
    if (this.ahead.c != 0) memory.copy(this.behind.c, this.ahead.c + from, size);
  }

  /** Chooses which of two copies is of the segment being predicted; the other is of the one to learn from. */
  face(copy: i32, weights: i32): void {
    this.ahead = this.traces[copy];
    this.behind = this.traces[1 - copy];
    this.recurrent.face(weights);
    if (this.fromBelow) this.fromBelow!.face(weights);
  }

  initialise(): void {
    const scale: f32 = 0.5 / sqrt<f32>(f32(this.H));
    this.recurrent.initialise(scale);
    if (this.fromBelow) this.fromBelow!.initialise(scale);
    if (this.embeddings.length > 0) this.embeddings[0].initialise(this.outputs, EMBEDDING_SCALE);
    for (let i = 0; i < this.gates.length; i++) this.gates[i].initialise();
  }

  /** h of all lanes after step t; t = -1 is the carried state. */
  state(t: i32): usize {
    return this.ahead.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** The same of the segment to learn from. */
  stateBehind(t: i32): usize {
    return this.behind.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** Computes h[t] for all lanes; `below` = the layer below, or null for the first. */
  forward(t: i32, below: Cell | null): void {
    const first = <usize>(t * this.B);
    const trace = this.ahead;
    const z = trace.z + first * this.rowBytes;
    const zh = trace.zh + first * this.rowBytes;
    const size = <usize>this.B * this.rowBytes;
    memory.fill(z, 0, size);
    if (zh != z) memory.fill(zh, 0, size);
    for (let b = 0; b < this.B; b++) {
      for (let i = 0; i < this.embeddings.length; i++) {
        const row = this.contexts.row(t * this.B + b, i + 1);
        this.embeddings[i].forward(z + <usize>b * this.rowBytes, row);
      }
    }
    this.recurrent.forward(zh, this.rowBytes, this.state(t - 1), this.unitBytes, this.B);
    if (below) this.fromBelow!.forward(z, this.rowBytes, below.state(t), this.unitBytes, this.B);
    for (let b = 0; b < this.B; b++) this.activate(trace, first + b);
  }

  /** Back through `steps` steps, then learns, adds to the gradients of the layer below, and carries the state over. */
  backward(steps: i32, below: Cell | null, rates: Rates): void {
    this.assign(steps, below, rates);
    this.walk(steps, below, rates);
    for (let i = 0; i < this.embeddings.length; i++) this.learnEmbedding(i, steps);
    this.learnGates(rates);
    this.carry(steps);
  }

  /** Tells the matrices what there is to learn from `steps` steps. */
  assign(steps: i32, below: Cell | null, rates: Rates): void {
    const rows = steps * this.B;
    const h = this.stateBehind(-1);
    const stride = this.rowBytes;
    const directions = this.recurrentDirections;
    this.recurrent.assign(h, this.unitBytes, this.dzh, directions, stride, rows, rates);
    if (below) {
      const x = below.stateBehind(0);
      this.fromBelow!.assign(x, this.unitBytes, this.dz, this.directions, stride, rows, rates);
    }
  }

  /** Back through `steps` steps and on to the layer below; then the matrices learn, or are ready to. */
  walk(steps: i32, below: Cell | null, rates: Rates): void {
    const rows = steps * this.B;
    this.clearGradients();
    for (let t = steps - 1; t >= 0; t--) {
      const first = <usize>(t * this.B);
      for (let b = 0; b < this.B; b++) this.differentiate(this.behind, first + b, b);
      if (t == 0) break;
      const dzh = this.dzh + first * this.rowBytes;
      this.recurrent.backward(this.dPast, this.unitBytes, dzh, this.rowBytes, this.B);
    }
    if (below) this.fromBelow!.backward(below.dh, this.unitBytes, this.dz, this.rowBytes, rows);
    this.recurrentDescent.turn(this.recurrentDirections, this.dzh, this.rowBytes, rows, rates);
    this.makeReady(this.recurrent);
    // Where recurrent pre-activations are not kept apart, the directions are z's already.
    if (this.dzh != this.dz)
      this.descent.turn(this.directions, this.dz, this.rowBytes, rows, rates);
    if (below) this.makeReady(this.fromBelow!);
    memory.fill(this.dh, 0, <usize>rows * this.unitBytes);
  }

  private makeReady(matrix: Dense): void {
    matrix.prepare();
    if (!this.lagged) matrix.update(0, matrix.panels);
  }

  /** One embedding learns from `steps` steps. */
  learnEmbedding(i: i32, steps: i32): void {
    for (let r = 0; r < steps * this.B; r++) {
      const row = this.contexts.rowBehind(r, i + 1);
      this.embeddings[i].learn(row, this.directions + <usize>r * this.rowBytes);
    }
  }

  learnGates(rates: Rates): void {
    for (let i = 0; i < this.gates.length; i++) this.gates[i].learn(rates);
  }
}
