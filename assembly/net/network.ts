import { lastJob } from '../memory/ledger';
import { padded } from '../numeric/panel';
import { seedRandom } from '../numeric/random';
import { Cell } from './cell';
import { Contexts } from './contexts';
import { GruCell } from './gru';
import { Head } from './head';
import { LstmCell } from './lstm';
import { RnnCell } from './rnn';
import { Shape } from './shape';
import { Trainer } from './trainer';
import { Rates } from './update';
import { Workspace } from './workspace';

const RNN = 0;
const GRU = 1;

/**
 * The recurrent predictor: P(next symbol) for every lane, then learning from what came. Layers learn at the end of
 * each segment of `horizon` steps by truncated back-propagation through it; the head learns in between.
 */
export class Network {
  private readonly contexts: Contexts;
  readonly layers: Cell[] = [];
  readonly head!: Head;
  /** When learning lags behind. */
  private trainer: Trainer | null = null;
  private readonly rates: Rates = new Rates();
  private readonly headRates: Rates = new Rates();
  /** Step within the segment; symbols a lane and segments since the start. */
  private t: i32 = 0;
  private steps: i32 = 0;
  private segments: i32 = 0;

  constructor(readonly shape: Shape) {
    const gates = shape.cell == RNN ? 1 : 3;
    const widest = max(padded(shape.symbols), padded(gates * shape.width));
    const workspace = new Workspace(shape, widest);
    this.contexts = new Contexts(shape);
    for (let l = 0; l < shape.layers; l++) this.layers.push(this.cell(workspace, l == 0));
    this.head = new Head(shape, this.layers, workspace);
    if (shape.lag > 0) this.trainer = new Trainer(shape, this.layers, this.head);
  }

  private cell(workspace: Workspace, bottom: bool): Cell {
    const shape = this.shape;
    if (shape.cell == RNN) return new RnnCell(shape, this.contexts, workspace, bottom);
    if (shape.cell == GRU) return new GruCell(shape, this.contexts, workspace, bottom);
    return new LstmCell(shape, this.contexts, workspace, bottom);
  }

  /** Sets the initial weights; the memory must be zero. */
  initialise(): void {
    if (this.trainer) this.begin(0);
    seedRandom(this.shape.seed);
    for (let l = 0; l < this.layers.length; l++) this.layers[l].initialise();
  }

  /** Bytes between two lanes' probabilities. */
  get stride(): usize {
    return (<usize>this.head.N) << 2;
  }

  // [path 4]
  /** Address of the lanes' probabilities of the next symbol, `stride` apart; 0 when the state has diverged. */
  predict(): usize {
    this.contexts.choose(this.t);
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].forward(this.t, l > 0 ? this.layers[l - 1] : null);
    }
    return this.head.predict(this.t);
  }

  // [path 7]
  /** Learns from the symbols that came, one a lane; lanes from `present` on have ended and are ignored. */
  learn(symbols: usize, present: i32): void {
    const shape = this.shape;
    this.contexts.append(this.t, symbols);
    const rates = this.headRates;
    if (!this.trainer) {
      this.schedule(rates, shape.headRate, shape.headFloor, this.steps, this.steps + 1);
    }
    this.head.observe(this.t, symbols, present, rates);
    this.t++;
    this.steps++;
    if (this.t < shape.horizon) return;
    if (this.trainer) this.turnOver();
    else this.learnSegment();
    this.contexts.carry(this.t);
    this.t = 0;
    this.segments++;
  }

  private learnSegment(): void {
    const shape = this.shape;
    this.head.flush(this.t, this.headRates);
    this.schedule(this.rates, shape.rate, shape.floor, this.steps, this.segments + 1);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      this.layers[l].backward(this.t, l > 0 ? this.layers[l - 1] : null, this.rates);
    }
  }

  /** Ends the learning from the segment before this one, and lets that from this one begin. */
  private turnOver(): void {
    const trainer = this.trainer!;
    if (this.segments > 0) trainer.finish(this.segments - 1, this.rates, this.headRates);
    for (let l = 0; l < this.layers.length; l++) this.layers[l].carry(this.t);
    this.begin(this.segments + 1);
    trainer.begin(this.segments);
  }

  /** Makes ready to predict a segment, counted from 0, and to learn from the one before. */
  private begin(segment: i32): void {
    const shape = this.shape;
    const copy = segment & 1;
    // Nothing has changed the weights before the second segment.
    const weights = max(segment, 1) & 1;
    this.contexts.face(copy);
    this.head.face(copy, weights);
    for (let l = 0; l < this.layers.length; l++) this.layers[l].face(copy, weights);
    if (segment == 0) return;
    const steps = segment * shape.horizon;
    this.schedule(this.rates, shape.rate, shape.floor, steps, segment);
    this.schedule(this.headRates, shape.headRate, shape.headFloor, steps, segment);
    this.head.assign(0, shape.horizon, this.headRates);
    for (let l = 0; l < this.layers.length; l++) {
      this.layers[l].assign(shape.horizon, l > 0 ? this.layers[l - 1] : null, this.rates);
    }
  }

  /** Helps another instance over the same memory, which predicts, with what there is to learn (lag). */
  assist(): void {
    const job = lastJob();
    if (job < 0) return;
    this.begin(job + 1);
    this.trainer!.help(job, this.rates, this.headRates);
  }

  /**
   * Learning rates fall as 1 / sqrt(1 + steps / decay) down to a floor (decay 0: not at all); `updates` counts the
   * running means' terms from 1.
   */
  private schedule(rates: Rates, rate: f32, floor: f32, steps: i32, updates: i32): void {
    const shape = this.shape;
    const age: f32 = shape.decay > 0 ? f32(steps) / f32(shape.decay) : 0;
    rates.rate = max<f32>(floor, rate / sqrt<f32>(1 + age));
    const newest: f32 = 1 / f32(updates);
    rates.gain1 = max<f32>(1 - shape.beta1, newest);
    rates.gain2 = max<f32>(1 - shape.beta2, newest);
  }
}
