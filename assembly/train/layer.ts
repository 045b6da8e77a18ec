import { floats } from '../memory/arena';
import { Activations } from '../net/activations';
import { Cell } from '../net/cell';
import { GruCell } from '../net/gru';
import { EMBEDDING_SCALE, matrixScale } from '../net/initial';
import { LstmCell } from '../net/lstm';
import { RnnCell } from '../net/rnn';
import { RwaCell } from '../net/rwa';
import { addVector } from '../numeric/vector';
import { Embedding } from './embedding';
import { CELL } from './fields.generated';
import { History } from './history';
import { drawMask, keepState, maskVector, splitGradient } from './masks';
import { Matrix } from './matrix';
import { Parameter } from './parameter';
import { Shape } from './shape';
import { GateParameter } from './vectors';

/** The arithmetic of the cells of a layer. */
function cellOf(shape: Shape, layer: i32): Cell {
  const form = shape.form(layer);
  if (shape.cell == CELL.GRU) return new GruCell(form);
  if (shape.cell == CELL.LSTM) return new LstmCell(form);
  if (shape.cell == CELL.RWA) return new RwaCell(form);
  return new RnnCell(form);
}

/**
 * A layer over a batch. Each call works on `count` rows of the batch, from row `first` on: threads have rows of their own.
 * Arrays are [step][row][unit].
 */
export class Layer {
  readonly cell: Cell;
  /** Exists in the first layer only. */
  readonly embedding: Embedding | null;
  /** From the layer below; from the state, unless the cell is `feature`. */
  readonly below: Matrix | null;
  readonly recurrent: Matrix | null;
  readonly gates: GateParameter[] = [];
  private readonly B: i32;
  private readonly unitBytes: usize;
  private readonly rowBytes: usize;
  /** Steps by which the state is read late. */
  private readonly delay: i32;
  private a!: Activations;
  /** What is read of this layer: row r is step t, row b of the batch, r = t B + b. */
  output: usize = 0;
  /** Masks, 0 where there is none; the part of the gradient that zoneout passes on. */
  private dropped: usize = 0;
  private zoned: usize = 0;
  private passed: usize = 0;

  constructor(
    private readonly shape: Shape,
    private readonly index: i32,
    private readonly lower: Layer | null,
    history: History,
  ) {
    const cell = cellOf(shape, index);
    const H = cell.H;
    this.cell = cell;
    this.B = shape.rows;
    this.unitBytes = cell.unitBytes;
    this.rowBytes = cell.rowBytes;
    this.delay = i32(cell.ahead) / shape.rows;
    this.embedding = lower ? null : new Embedding(shape, cell.outputs, history);
    this.below = lower ? new Matrix(shape, H, cell.outputs) : null;
    this.recurrent =
      shape.cell == CELL.FEATURE ? null : new Matrix(shape, H, cell.recurrentOutputs);
    for (let i = 0; i < cell.gates.length; i++) {
      this.gates.push(new GateParameter(shape, cell.gates[i]));
    }
  }

  /** Appends the layer's parameters. */
  list(parameters: Parameter[]): void {
    if (this.recurrent) parameters.push(this.recurrent!);
    if (this.below) parameters.push(this.below!);
    if (this.embedding) parameters.push(this.embedding!);
    for (let i = 0; i < this.gates.length; i++) parameters.push(this.gates[i]);
  }

  /** Sets the initial weights, as the codec does. */
  initialise(): void {
    const scale = matrixScale(this.cell.H);
    if (this.recurrent) this.recurrent!.initialise(scale);
    if (this.below) this.below!.initialise(scale);
    if (this.embedding) this.embedding!.initialise(EMBEDDING_SCALE);
    for (let i = 0; i < this.cell.gates.length; i++) this.cell.gates[i].initialise();
  }

  /** Reserves what lives for a batch only. */
  reserve(): void {
    const cell = this.cell;
    const rows = i64(this.shape.length) * this.B;
    cell.reserve();
    this.a = cell.newActivations();
    if (this.shape.dropout < 1) this.dropped = floats(rows * cell.H);
    if (this.shape.zoneout < 1) {
      this.zoned = floats(rows * cell.H);
      this.passed = floats(cell.H * this.B);
    }
    const h = this.a.h + cell.ahead * this.unitBytes;
    this.output = this.dropped != 0 ? floats(rows * cell.H) : h;
    if (this.embedding) this.embedding!.connect(cell.dz);
    if (this.recurrent) {
      this.recurrent!.connect(this.a.h, this.unitBytes, cell.dzh, this.rowBytes);
    }
    if (this.lower) {
      this.below!.connect(this.lower!.output, this.unitBytes, cell.dz, this.rowBytes);
    }
  }

  /** Bytes of the state that is carried from batch to batch: each array of it has `delay` steps of all rows. */
  get stateBytes(): usize {
    return <usize>this.a.states.length * this.cell.ahead * this.unitBytes;
  }

  /** Copies the state before the batch from `from`, for some rows. */
  restore(from: usize, first: i32, count: i32): void {
    const states = this.a.states;
    for (let i = 0; i < states.length; i++) {
      this.copyRows(states[i], from, first, count);
      from += this.cell.ahead * this.unitBytes;
    }
  }

  /** Copies to `to` the state after `steps` steps. */
  save(to: usize, steps: i32, first: i32, count: i32): void {
    const states = this.a.states;
    const after = <usize>(steps * this.B) * this.unitBytes;
    for (let i = 0; i < states.length; i++) {
      this.copyRows(to, states[i] + after, first, count);
      to += this.cell.ahead * this.unitBytes;
    }
  }

  /** Copies `delay` steps of some rows. */
  private copyRows(to: usize, from: usize, first: i32, count: i32): void {
    const bytes = <usize>count * this.unitBytes;
    for (let d = 0; d < this.delay; d++) {
      const at = <usize>(d * this.B + first) * this.unitBytes;
      memory.copy(to + at, from + at, bytes);
    }
  }

  /** Computes the outputs of step t. `update`: the number of the update that follows; below 0: not for training. */
  forward(t: i32, first: i32, count: i32, update: i32): void {
    const cell = this.cell;
    const a = this.a;
    const unitBytes = this.unitBytes;
    const rowBytes = this.rowBytes;
    const r = <usize>(t * this.B + first);
    const z = a.z + r * rowBytes;
    if (this.embedding) {
      for (let b = 0; b < count; b++) {
        this.embedding!.forward(z + <usize>b * rowBytes, t, first + b);
      }
    } else memory.fill(z, 0, <usize>count * rowBytes);
    const zh = a.zh + r * rowBytes;
    if (zh != z) memory.fill(zh, 0, <usize>count * rowBytes);
    if (this.recurrent) this.recurrent!.forward(zh, a.h + r * unitBytes, count);
    if (this.below) this.below!.forward(z, this.lower!.output + r * unitBytes, count);
    for (let b = 0; b < count; b++) cell.activate(a, r + b);
    if (this.zoned != 0) this.zoneOut(r, count, update);
    if (this.dropped != 0) this.dropOut(r, count, update);
  }

  /** Keeps units of h as they were: at random in training, else by the expected share. The inner state is always updated. */
  private zoneOut(r: usize, count: i32, update: i32): void {
    const cell = this.cell;
    const a = this.a;
    const shape = this.shape;
    const unitBytes = this.unitBytes;
    const keep = shape.zoneout;
    for (let b = 0; b < count; b++, r++) {
      const mask = this.zoned + r * unitBytes;
      if (update < 0) for (let i: usize = 0; i < unitBytes; i += 4) store<f32>(mask + i, keep);
      else drawMask(mask, cell.H, keep, 1, shape.seed, update, 2 * this.index, u32(r));
      const past = a.h + r * unitBytes;
      keepState(past + cell.ahead * unitBytes, past, mask, cell.H);
    }
  }

  /** Sets outputs to 0 at random in training, and raises the others so that the mean stays. */
  private dropOut(r: usize, count: i32, update: i32): void {
    const cell = this.cell;
    const a = this.a;
    const shape = this.shape;
    const unitBytes = this.unitBytes;
    const keep = shape.dropout;
    for (let b = 0; b < count; b++, r++) {
      const mask = this.dropped + r * unitBytes;
      const h = a.h + (r + cell.ahead) * unitBytes;
      if (update < 0) memory.copy(this.output + r * unitBytes, h, unitBytes);
      else {
        drawMask(mask, cell.H, keep, 1 / keep, shape.seed, update, 2 * this.index + 1, u32(r));
        maskVector(this.output + r * unitBytes, h, mask, cell.H);
      }
    }
  }

  /** Zeroes what back-propagation adds to. */
  clear(steps: i32, first: i32, count: i32): void {
    const cell = this.cell;
    const unitBytes = this.unitBytes;
    for (let t = 0; t < steps; t++) {
      memory.fill(cell.dh + <usize>(t * this.B + first) * unitBytes, 0, <usize>count * unitBytes);
    }
    for (let d = 0; d < this.delay; d++) cell.clearGradients(d * this.B + first, count);
    const bytes = unitBytes << 1;
    for (let i = 0; i < cell.gates.length; i++) {
      memory.fill(cell.gates[i].gradients + <usize>first * bytes, 0, <usize>count * bytes);
    }
  }

  /** Back-propagates through `steps` steps and to the layer below. cell.dh has the gradients by the outputs. */
  backward(steps: i32, first: i32, count: i32): void {
    const cell = this.cell;
    const unitBytes = this.unitBytes;
    const rowBytes = this.rowBytes;
    for (let t = steps - 1; t >= 0; t--) {
      const r = <usize>(t * this.B + first);
      const p = <usize>((t % this.delay) * this.B + first);
      for (let b = 0; b < count; b++) this.differentiate(r + b, p + b, first + b);
      if (this.recurrent && t >= this.delay) {
        this.recurrent!.backward(cell.dPast + p * unitBytes, cell.dzh + r * rowBytes, count);
      }
      if (this.below) {
        const lower = this.lower!.cell;
        this.below!.backward(lower.dh + r * unitBytes, cell.dz + r * rowBytes, count);
      }
    }
  }

  private differentiate(r: usize, p: usize, b: i32): void {
    const cell = this.cell;
    const unitBytes = this.unitBytes;
    const dh = cell.dh + r * unitBytes;
    if (this.dropped != 0) maskVector(dh, dh, this.dropped + r * unitBytes, cell.H);
    if (this.zoned == 0) {
      cell.differentiate(this.a, r, p, b);
      return;
    }
    const dPast = cell.dPast + p * unitBytes;
    const passed = this.passed + <usize>b * unitBytes;
    splitGradient(dh, dPast, passed, this.zoned + r * unitBytes, cell.H);
    cell.differentiate(this.a, r, p, b);
    addVector(dPast, passed, cell.H);
  }
}
