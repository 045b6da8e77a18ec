import { allocate } from '../memory/arena';
import { seedRandom } from '../numeric/random';
import { barrier, takeTask, teamSize } from '../threads/team';
import { OPTIMIZER } from './fields.generated';
import { History } from './history';
import { Layer } from './layer';
import { Output } from './output';
import { Parameter } from './parameter';
import { Shape } from './shape';
import { Update } from './update';

/** Kinds of tasks that threads take: to compute the gradient of a unit, to move its moments, to update it, to quantise it. */
const GRADIENT = 0;
const MOMENTS = 1;
const UPDATE = 2;
const QUANTISE = 3;

/** Threads get rows in multiples of the rows of a tile of the kernels. */
const TILE = 4;

/**
 * A network in training: B rows of L symbols in lockstep. Every thread calls the same methods. Forward and backward passes
 * are split by rows of the batch, which depend on no other row; gradients and updates by units of the parameters. Each
 * number is computed in one order by one thread, so threads change no bit.
 */
export class Trainer {
  private readonly history: History;
  readonly layers: Layer[] = [];
  readonly output!: Output;
  private readonly parameters: Parameter[] = [];
  private readonly update!: Update;
  /** Rows of this thread. */
  private first: i32 = 0;
  private count: i32 = 0;
  /** Units of all parameters. */
  private units: i32 = 0;
  /** Parameters, moments and the count of updates lie in one piece of memory. */
  readonly model: usize;
  readonly modelBytes: usize;
  /** The state before the next batch: history, then the states of the layers and of the second-order unit. */
  readonly state: usize;
  readonly stateBytes: usize;
  /** Address of the number of updates, i32, which is part of the model. */
  private readonly updates: usize;
  /** Address of a word that is not 0 once a thread found a number that is not finite. */
  private readonly diverged: usize;
  /** Address of the dead zone, f32, while the network reads quantised weights; else 0 is there. */
  private readonly deadZone: usize;

  constructor(
    readonly shape: Shape,
    rank: i32,
  ) {
    const history = new History(shape);
    this.history = history;
    this.model = allocate(0);
    this.updates = allocate(4);
    for (let l = 0; l < shape.depth; l++) {
      this.layers.push(new Layer(shape, l, l > 0 ? this.layers[l - 1] : null, history));
      this.layers[l].list(this.parameters);
    }
    this.output = new Output(shape, this.layers, history);
    this.output.list(this.parameters);
    this.modelBytes = allocate(0) - this.model;
    this.update = new Update(shape);
    this.diverged = allocate(4);
    this.deadZone = allocate(4);
    let bytes = history.bytes;
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].reserve();
      bytes += this.layers[l].stateBytes;
    }
    this.output.reserve();
    if (this.output.secondOrder) bytes += this.output.secondOrder!.stateBytes;
    this.state = allocate(bytes);
    this.stateBytes = bytes;
    for (let i = 0; i < this.parameters.length; i++) {
      this.parameters[i].reserve();
      this.units += this.parameters[i].units;
    }
    const tiles = (shape.rows + TILE - 1) / TILE;
    const share = ((tiles + teamSize() - 1) / teamSize()) * TILE;
    this.first = min(shape.rows, rank * share);
    this.count = min(shape.rows - this.first, share);
  }

  /** Sets the initial weights. The memory must be zero. */
  initialise(): void {
    seedRandom(this.shape.seed);
    for (let l = 0; l < this.layers.length; l++) this.layers[l].initialise();
    if (this.output.secondOrder) this.output.secondOrder!.initialise();
  }

  /** Where the host writes the symbols of a batch: u16 [step][row]. */
  get symbols(): usize {
    return this.history.symbols;
  }

  resetState(): void {
    memory.fill(this.state, 0, this.stateBytes);
  }

  /** For rank 0: begins a batch. */
  begin(): void {
    store<i32>(this.diverged, 0);
  }

  /** For rank 0, between two batches: from now on the network reads weights quantised with a dead zone; 0: as they are. */
  quantise(deadZone: f32): void {
    store<f32>(this.deadZone, deadZone);
  }

  /** Whether a number became infinite or not a number. */
  get hasDiverged(): bool {
    return load<i32>(this.diverged) != 0;
  }

  /** Computes the probabilities of step t. */
  predict(t: i32, training: bool): void {
    if (t == 0) {
      this.prepare();
      this.restore();
    }
    const update = training ? load<i32>(this.updates) : -1;
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].forward(t, this.first, this.count, update);
    }
    if (!this.output.forward(t, this.first, this.count)) store<i32>(this.diverged, 1);
  }

  /** Makes the values that the batch reads. */
  private prepare(): void {
    if (!this.shape.quantised) return;
    const deadZone = load<f32>(this.deadZone);
    for (let u = takeTask(QUANTISE); u < this.units; u = takeTask(QUANTISE)) {
      const parameter = this.find(u);
      parameter.prepare(u - this.before, deadZone);
    }
    barrier();
  }

  /** Puts the state of this thread's rows in front of the batch. */
  private restore(): void {
    let from = this.state;
    // The history is one array for all rows, and each thread needs its own only: all write the same bytes.
    this.history.restore(from);
    from += this.history.bytes;
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].restore(from, this.first, this.count);
      from += this.layers[l].stateBytes;
    }
    const unit = this.output.secondOrder;
    if (unit) unit.restore(from, this.first, this.count);
  }

  /** Keeps the state after `steps` steps for the next batch. */
  private save(steps: i32, rank: i32): void {
    let to = this.state;
    if (rank == 0) this.history.save(to, steps);
    to += this.history.bytes;
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].save(to, steps, this.first, this.count);
      to += this.layers[l].stateBytes;
    }
    const unit = this.output.secondOrder;
    if (unit) unit.save(to, steps, this.first, this.count);
  }

  /** Takes the symbols of `steps` steps that were predicted, without learning. */
  carry(steps: i32, rank: i32): void {
    this.output.observe(steps, this.first, this.count);
    // A slower thread may still have to restore the state that save() replaces.
    barrier();
    this.save(steps, rank);
  }

  /** Takes the symbols of `steps` steps that were predicted, and updates the parameters, unless something diverged. */
  learn(steps: i32, rate: f32, rank: i32): void {
    const first = this.first;
    const count = this.count;
    const layers = this.layers;
    const output = this.output;
    output.observe(steps, first, count);
    for (let l = 0; l < layers.length; l++) layers[l].clear(steps, first, count);
    output.backward(steps, first, count);
    for (let l = layers.length - 1; l >= 0; l--) layers[l].backward(steps, first, count);
    barrier();
    const by = this.update;
    const rows = steps * this.shape.rows;
    by.begin(rate, load<i32>(this.updates) + 1, max(1, output.symbols), rows);
    for (let u = takeTask(GRADIENT); u < this.units; u = takeTask(GRADIENT)) {
      const parameter = this.find(u);
      parameter.compute(u - this.before, rows);
    }
    barrier();
    if (this.hasDiverged || !by.clip(this.squares())) {
      barrier();
      store<i32>(this.diverged, 1);
      return;
    }
    // Only now: a batch that diverged must leave moments as they were.
    if (this.shape.optimizer == OPTIMIZER.FACTORED) {
      for (let u = takeTask(MOMENTS); u < this.units; u = takeTask(MOMENTS)) {
        const parameter = this.find(u);
        parameter.moveMoments(u - this.before, rows, by);
      }
      barrier();
    }
    for (let u = takeTask(UPDATE); u < this.units; u = takeTask(UPDATE)) {
      const parameter = this.find(u);
      parameter.update(u - this.before, by);
    }
    this.save(steps, rank);
    barrier();
    if (rank == 0) store<i32>(this.updates, load<i32>(this.updates) + 1);
  }

  /** Units of the parameters before the one that find returned last. */
  private before: i32 = 0;

  /** The parameter that has unit u of all. */
  private find(u: i32): Parameter {
    this.before = 0;
    let i = 0;
    for (; u >= this.before + this.parameters[i].units; i++)
      this.before += this.parameters[i].units;
    return this.parameters[i];
  }

  /** Sum of the squares of the gradient. */
  private squares(): f64 {
    let sum: f64 = 0;
    for (let i = 0; i < this.parameters.length; i++) {
      const parameter = this.parameters[i];
      for (let u = 0; u < parameter.units; u++) sum += f64(parameter.square(u));
    }
    return sum;
  }
}
