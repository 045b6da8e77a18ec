import { padded } from '../numeric/panel';
import { seedRandom } from '../numeric/random';
import { CELL } from '../spec.generated';
import { lastJob } from '../threads/jobs';
import { grant } from '../work/budget';
import { Cell } from './cell';
import { GruCell } from './gru';
import { Head } from './head';
import { LstmCell } from './lstm';
import { Ngrams } from './ngrams';
import { RnnCell } from './rnn';
import { Shape } from './shape';
import { Trainer } from './trainer';
import { Rates } from './update';
import { Workspace } from './workspace';

/**
 * The recurrent predictor: P(next symbol) for every lane, then learning from what came. Layers learn at the end of
 * each segment of `horizon` steps by truncated back-propagation through it; the head learns in between.
 */
export class Network {
  private readonly ngrams: Ngrams;
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
  private seeded: bool = false;
  /** What proceed is to do: the head learns, a segment ended, the next symbol is predicted; and the layer it is at. */
  private headLearns: bool = false;
  private turns: bool = false;
  private predicts: bool = false;
  private chosen: bool = false;
  private layer: i32 = 0;
  private assigned: bool = false;

  constructor(readonly shape: Shape) {
    const gates = shape.cell == CELL.RNN ? 1 : 3;
    const widest = max(padded(shape.symbols), padded(gates * shape.width));
    const workspace = new Workspace(shape, widest);
    this.ngrams = new Ngrams(shape);
    for (let l = 0; l < shape.layers; l++) this.layers.push(this.cell(workspace, l == 0));
    this.head = new Head(shape, this.layers, workspace);
    if (shape.lag > 0) this.trainer = new Trainer(shape, this.layers, this.head);
  }

  private cell(workspace: Workspace, bottom: bool): Cell {
    const shape = this.shape;
    if (shape.cell == CELL.RNN) return new RnnCell(shape, this.ngrams, workspace, bottom);
    if (shape.cell == CELL.GRU) return new GruCell(shape, this.ngrams, workspace, bottom);
    return new LstmCell(shape, this.ngrams, workspace, bottom);
  }

  /** Units of work that a symbol takes, all in all (work/budget.ts). */
  get units(): f64 {
    let units = this.head.units;
    for (let l = 0; l < this.layers.length; l++) units += this.layers[l].units;
    return units;
  }

  /** Sets the initial weights: a piece of them. The memory must be zero. False while there is more to do. */
  initialise(): bool {
    if (!this.seeded) {
      if (this.trainer) this.begin(0);
      seedRandom(this.shape.seed);
      this.seeded = true;
    }
    if (this.layers[this.layer].initialise()) this.layer++;
    if (this.layer < this.layers.length) return false;
    this.layer = 0;
    return true;
  }

  /** Bytes between two lanes' probabilities. */
  get stride(): usize {
    return (<usize>this.head.N) << 2;
  }

  /** Address of the lanes' probabilities of the next symbol, `stride` apart; 0 when the state has diverged. */
  get probabilities(): usize {
    return this.head.probabilities;
  }

  // [path 4]
  /** Asks for the probabilities of the next symbol, after what is being learned. They are there when proceed says so. */
  predict(): void {
    this.predicts = true;
  }

  // [path 7]
  /**
   * Takes in the symbols that came, one a lane; lanes from `present` on have ended and are ignored. What they teach is
   * learned by proceed.
   */
  learn(symbols: usize, present: i32): void {
    const shape = this.shape;
    this.ngrams.append(this.t, symbols);
    const ends = this.t + 1 == shape.horizon;
    if (!this.trainer) {
      const updates = this.steps + 1;
      this.schedule(this.headRates, shape.headRate, shape.headFloor, this.steps, updates);
    }
    this.headLearns = this.head.observe(this.t, symbols, present, ends);
    this.t++;
    this.steps++;
    if (ends) this.endSegment();
  }

  /** Notes that a segment ended, and what the next needs of it before anything is learned. */
  private endSegment(): void {
    const shape = this.shape;
    if (!this.trainer) {
      this.schedule(this.rates, shape.rate, shape.floor, this.steps, this.segments + 1);
      this.layer = this.layers.length;
    }
    this.ngrams.carry(this.t);
    this.t = 0;
    this.segments++;
    this.turns = true;
  }

  /** Learns and predicts what is to be learned and predicted. False while there is more to do. */
  proceed(): bool {
    if (this.headLearns) {
      if (!this.head.learn(this.headRates)) return false;
      this.headLearns = false;
    }
    if (this.turns) {
      if (!(this.trainer ? this.turnOver() : this.learnSegment())) return false;
      this.turns = false;
    }
    if (this.predicts) {
      if (!this.chosen) this.ngrams.choose(this.t);
      this.chosen = true;
      for (; this.layer < this.layers.length; this.layer++) {
        const l = this.layer;
        if (!this.layers[l].forward(this.t, l > 0 ? this.layers[l - 1] : null)) return false;
      }
      if (!this.head.predict(this.t)) return false;
      this.predicts = false;
      this.chosen = false;
      this.layer = 0;
    }
    return true;
  }

  /** Learns from the segment that ended, layer by layer from the last on. False while there is more to do. */
  private learnSegment(): bool {
    const steps = this.shape.horizon;
    while (this.layer > 0) {
      const l = this.layer - 1;
      const below = l > 0 ? this.layers[l - 1] : null;
      if (!this.assigned) this.layers[l].assign(steps, below, this.rates);
      this.assigned = true;
      if (!this.layers[l].learn(steps, below, this.rates)) return false;
      this.assigned = false;
      this.layer--;
    }
    this.head.carry();
    return true;
  }

  /**
   * Ends the learning from the segment before the one that ended, and lets that from this one begin. False while there is
   * more to do.
   */
  private turnOver(): bool {
    const trainer = this.trainer!;
    const ended = this.segments - 1;
    if (ended > 0 && !trainer.finish(ended - 1, this.rates, this.headRates)) return false;
    for (let l = 0; l < this.layers.length; l++) this.layers[l].carry(this.shape.horizon);
    this.begin(ended + 1);
    trainer.begin(ended);
    return true;
  }

  /** Makes ready to predict a segment, counted from 0, and to learn from the one before. */
  private begin(segment: i32): void {
    const shape = this.shape;
    const copy = segment & 1;
    // Nothing has changed the weights before the second segment.
    const weights = max(segment, 1) & 1;
    this.ngrams.selectCopies(copy);
    this.head.selectCopies(copy, weights);
    for (let l = 0; l < this.layers.length; l++) this.layers[l].selectCopies(copy, weights);
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
    grant(Infinity);
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
