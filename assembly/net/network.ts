import { padded } from '../numeric/panel';
import { seedRandom } from '../numeric/random';
import { CELL } from '../spec.generated';
import { lastJob } from '../threads/jobs';
import { grant } from '../work/budget';
import { Head } from './head';
import { LaggedLearning } from './lagged-learning';
import { Layer } from './layer';
import { Ngrams } from './ngrams';
import { Shape } from './shape';
import { Rates } from './update';
import { Workspace } from './workspace';

/**
 * The recurrent predictor: P(next symbol) for every lane, then learning from that symbol. Layers learn at the end of each
 * segment of `horizon` steps, by truncated back-propagation through it; the head learns more often (`headEvery`).
 */
export class Network {
  private readonly ngrams: Ngrams;
  readonly layers: Layer[] = [];
  readonly head!: Head;
  /** With `lag` only. */
  private lagged: LaggedLearning | null = null;
  private readonly rates: Rates = new Rates();
  private readonly headRates: Rates = new Rates();
  /**
   * Whether all rates are 0. Then learning would change no weight, so there is none: a trained lstm(64x1) that stays as it
   * is codes in 0.4 of the time.
   */
  private readonly frozen: bool;
  /** Step within the segment; symbols a lane, and whole segments, since the start. */
  private t: i32 = 0;
  private steps: i32 = 0;
  private segments: i32 = 0;
  /** Whether initialise has seeded the generator. */
  private seeded: bool = false;
  /** Pending work of proceed: the head learns; the layers learn; the next symbol is predicted. */
  private headLearns: bool = false;
  private segmentEnded: bool = false;
  private predicts: bool = false;
  /** Progress of that: whether the embedding rows are selected, the layer, whether its matrices have their inputs. */
  private rowsSelected: bool = false;
  private layer: i32 = 0;
  private assigned: bool = false;

  constructor(readonly shape: Shape) {
    const gates = shape.cell == CELL.RNN ? 1 : 3;
    const widest = max(padded(shape.symbols), padded(gates * shape.width));
    const workspace = new Workspace(shape, widest);
    const rates = max(max(shape.rate, shape.floor), max(shape.headRate, shape.headFloor));
    this.frozen = rates == 0 && shape.lag == 0;
    this.ngrams = new Ngrams(shape);
    for (let l = 0; l < shape.layers; l++) {
      this.layers.push(new Layer(shape, this.ngrams, workspace, l == 0));
    }
    this.head = new Head(shape, this.layers, workspace);
    if (shape.lag > 0) this.lagged = new LaggedLearning(shape, this.layers, this.head);
  }

  /** Units of work of a symbol, prediction and learning (work/budget.ts). */
  get units(): f64 {
    let units = this.head.units;
    for (let l = 0; l < this.layers.length; l++) units += this.layers[l].units;
    return units;
  }

  /** Sets a piece of the initial weights. The memory must be zero. False while there is more to do. */
  initialise(): bool {
    if (!this.seeded) {
      if (this.lagged) this.begin(0);
      seedRandom(this.shape.seed);
      this.seeded = true;
    }
    if (this.layers[this.layer].initialise()) this.layer++;
    if (this.layer < this.layers.length) return false;
    this.layer = 0;
    return true;
  }

  /** Makes predictions read embedding rows that were never updated: a host has written them (parameters.ts). */
  readAllRows(): void {
    const embeddings = this.layers[0].embeddings;
    for (let i = 0; i < embeddings.length; i++) embeddings[i].lazy = false;
  }

  /** Bytes between two lanes' probabilities. */
  get stride(): usize {
    return (<usize>this.head.N) << 2;
  }

  /** Address of the lanes' probabilities of the next symbol, `stride` bytes apart; 0 when the state has diverged. */
  get probabilities(): usize {
    return this.head.probabilities;
  }

  // [path 4]
  /** Requests the probabilities of the next symbol. They are there when proceed returns true. */
  predict(): void {
    this.predicts = true;
  }

  // [path 7]
  /** Takes the next symbol of each lane; lanes from `present` on have ended. The learning itself is done by proceed. */
  learn(symbols: usize, present: i32): void {
    const shape = this.shape;
    this.ngrams.append(this.t, symbols);
    const ends = this.t + 1 == shape.horizon;
    if (!this.lagged) {
      const updates = this.steps + 1;
      this.schedule(this.headRates, shape.headRate, shape.headFloor, this.steps, updates);
    }
    this.headLearns = this.head.observe(this.t, symbols, present, ends) && !this.frozen;
    this.t++;
    this.steps++;
    if (ends) this.endSegment();
  }

  /** Ends a segment: keeps the symbols that the next one needs, and requests the learning. */
  private endSegment(): void {
    const shape = this.shape;
    if (!this.lagged) {
      this.schedule(this.rates, shape.rate, shape.floor, this.steps, this.segments + 1);
      this.layer = this.layers.length;
    }
    this.ngrams.carry(this.t);
    this.t = 0;
    this.segments++;
    this.segmentEnded = true;
  }

  /** Does a piece of the pending learning and prediction. False while there is more to do. */
  proceed(): bool {
    if (this.headLearns) {
      if (!this.head.learn(this.headRates)) return false;
      this.headLearns = false;
    }
    if (this.segmentEnded) {
      if (!(this.lagged ? this.swapSegments() : this.learnSegment())) return false;
      this.segmentEnded = false;
    }
    if (this.predicts) {
      if (!this.rowsSelected) this.ngrams.select(this.t);
      this.rowsSelected = true;
      for (; this.layer < this.layers.length; this.layer++) {
        const l = this.layer;
        if (!this.layers[l].forward(this.t, l > 0 ? this.layers[l - 1] : null)) return false;
      }
      if (!this.head.predict(this.t)) return false;
      this.predicts = false;
      this.rowsSelected = false;
      this.layer = 0;
    }
    return true;
  }

  /** Learns a piece from the segment that ended, layer by layer from the last to the first. False while there is more. */
  private learnSegment(): bool {
    const steps = this.shape.horizon;
    if (this.frozen) {
      for (let l = 0; l < this.layers.length; l++) this.layers[l].carry(steps);
      this.layer = 0;
    }
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
   * With `lag`: finishes learning from the segment before the one that ended, then begins learning from the latter. False
   * while there is more to do.
   */
  private swapSegments(): bool {
    const lagged = this.lagged!;
    const ended = this.segments - 1;
    if (ended > 0 && !lagged.finish(ended - 1, this.rates, this.headRates)) return false;
    for (let l = 0; l < this.layers.length; l++) this.layers[l].carry(this.shape.horizon);
    this.begin(ended + 1);
    lagged.begin(ended);
    return true;
  }

  /** With `lag`: selects the copies of weights and activations to predict a segment, from 0, and learn from the one before. */
  private begin(segment: i32): void {
    const shape = this.shape;
    const copy = segment & 1;
    // The first update follows segment 1, so segments 0 and 1 have the same weights.
    const weights = max(segment, 1) & 1;
    this.ngrams.selectCopy(copy);
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

  /** Runs on a helper thread: takes units of the learning that another instance over the same memory has posted. */
  assist(): void {
    const job = lastJob();
    if (job < 0) return;
    this.begin(job + 1);
    grant(Infinity);
    this.lagged!.help(job, this.rates, this.headRates);
  }

  /**
   * Sets the rates of an update. The learning rate is rate / sqrt(1 + steps / decay), at least `floor`; with decay 0 it is
   * constant. `updates` is the number of this update, from 1, for the running means.
   */
  private schedule(rates: Rates, rate: f32, floor: f32, steps: i32, updates: i32): void {
    const shape = this.shape;
    const age: f32 = shape.decay > 0 ? f32(steps) / f32(shape.decay) : 0;
    rates.set(max<f32>(floor, rate / sqrt<f32>(1 + age)), shape.beta1, shape.beta2, updates);
  }
}
