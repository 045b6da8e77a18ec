import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { Contexts, hashBits } from './contexts';
import { Dense } from './dense';
import { Descent } from './descent';
import { Embedding } from './embedding';
import { Gate } from './gate';
import { Shape } from './shape';
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
 * Arrays are [step][lane][unit]; h and what a cell carries have one more step in front, the state carried over from
 * the segment before. Rows of z and dz are N = padded(gates x H) floats.
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
  protected readonly h: usize;
  protected readonly z: usize;
  protected readonly dz: usize;
  /** Recurrent pre-activations and their gradients: the same as z and dz unless the cell keeps them apart. */
  protected readonly zh: usize;
  protected readonly dzh: usize;
  /** Gradient that reaches h[t-1] from step t, [lane][unit]. */
  protected readonly dPast: usize;

  readonly recurrent: Dense;
  readonly fromBelow: Dense | null;
  readonly embeddings: Embedding[] = [];
  /** The nonlinearities in the order in which they lie in z. */
  readonly gates: Gate[] = [];
  private readonly descent: Descent;
  private readonly recurrentDescent!: Descent;

  /** `apart`: keep recurrent pre-activations apart; `bottom`: the first layer, which has no other below it. */
  constructor(
    shape: Shape,
    private readonly contexts: Contexts,
    private readonly workspace: Workspace,
    gates: i32,
    apart: bool,
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
    this.h = floats((rows + shape.lanes) * H);
    this.dh = floats(rows * H);
    this.dPast = floats(shape.lanes * H);
    this.z = floats(rows * N);
    this.dz = floats(rows * N);
    this.zh = apart ? floats(rows * N) : this.z;
    this.dzh = apart ? floats(rows * N) : this.dz;
    for (let order = 1; bottom && order <= shape.orders; order++) {
      const size = order == 1 ? shape.symbols : 1 << hashBits(shape);
      this.embeddings.push(new Embedding(size, N, shape));
    }
  }

  /** z to h for step t and lane b, row r = t B + b of every array. */
  protected abstract activate(r: usize): void;

  /**
   * The gradient d by h of row r to dz (and dzh); writes to dPast[b] what reaches h[t-1] past the recurrent matrix.
   * Rows come last step first.
   */
  protected abstract differentiate(r: usize, b: usize): void;

  /** Forgets the gradients that steps hand each other, before a walk back. */
  protected clearGradients(): void {
    memory.fill(this.dPast, 0, <usize>this.B * this.unitBytes);
  }

  /** Makes the state after `steps` steps the carried one. */
  protected carry(steps: i32): void {
    const size = <usize>this.B * this.unitBytes;
    memory.copy(this.h, this.h + <usize>steps * size, size);
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
    return this.h + <usize>(t + 1) * <usize>this.B * this.unitBytes;
  }

  /** Computes h[t] for all lanes; `below` = the layer below, or null for the first. */
  forward(t: i32, below: Cell | null): void {
    const first = <usize>(t * this.B);
    const z = this.z + first * this.rowBytes;
    const zh = this.zh + first * this.rowBytes;
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
    for (let b = 0; b < this.B; b++) this.activate(first + b);
  }

  /** Back through `steps` steps, then learns, adds to the gradients of the layer below, and carries the state over. */
  backward(steps: i32, below: Cell | null, rates: Rates): void {
    const rows = steps * this.B;
    this.clearGradients();
    for (let t = steps - 1; t >= 0; t--) {
      const first = <usize>(t * this.B);
      for (let b = 0; b < this.B; b++) this.differentiate(first + b, b);
      if (t == 0) break;
      const dzh = this.dzh + first * this.rowBytes;
      this.recurrent.backward(this.dPast, this.unitBytes, dzh, this.rowBytes, this.B);
    }
    if (below) this.fromBelow!.backward(below.dh, this.unitBytes, this.dz, this.rowBytes, rows);
    this.learn(rows, below, rates);
    for (let i = 0; i < this.gates.length; i++) this.gates[i].learn(rates);
    this.carry(steps);
    memory.fill(this.dh, 0, <usize>rows * this.unitBytes);
  }

  private learn(rows: i32, below: Cell | null, rates: Rates): void {
    const directions = this.workspace.directions;
    const stride = this.rowBytes;
    this.recurrentDescent.turn(directions, this.dzh, stride, rows, rates);
    this.recurrent.learn(this.h, this.unitBytes, this.dzh, directions, stride, rows, rates);
    // Where recurrent pre-activations are not kept apart, the directions are z's already.
    if (this.dzh != this.dz) this.descent.turn(directions, this.dz, stride, rows, rates);
    if (below) {
      const states = below.state(0);
      this.fromBelow!.learn(states, this.unitBytes, this.dz, directions, stride, rows, rates);
    }
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < this.embeddings.length; i++) {
        const row = this.contexts.row(r, i + 1);
        this.embeddings[i].learn(row, directions + <usize>r * stride);
      }
    }
  }
}
