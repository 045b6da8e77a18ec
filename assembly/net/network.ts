import { padded } from '../numeric/panel';
import { seedRandom } from '../numeric/random';
import { Cell } from './cell';
import { Contexts } from './contexts';
import { GruCell } from './gru';
import { Head } from './head';
import { LstmCell } from './lstm';
import { RnnCell } from './rnn';
import { Shape } from './shape';
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
  private readonly rates: Rates = new Rates();
  private readonly headRates: Rates = new Rates();
  /** Step within the segment; symbols a lane and segments since the start. */
  private t: i32 = 0;
  private steps: i32 = 0;
  private segments: i32 = 0;

  constructor(private readonly shape: Shape) {
    const gates = shape.cell == RNN ? 1 : 3;
    const widest = max(padded(shape.symbols), padded(gates * shape.width));
    const workspace = new Workspace(shape, widest);
    this.contexts = new Contexts(shape);
    for (let l = 0; l < shape.layers; l++) this.layers.push(this.cell(workspace, l == 0));
    this.head = new Head(shape, this.layers, workspace);
  }

  private cell(workspace: Workspace, bottom: bool): Cell {
    const shape = this.shape;
    if (shape.cell == RNN) return new RnnCell(shape, this.contexts, workspace, bottom);
    if (shape.cell == GRU) return new GruCell(shape, this.contexts, workspace, bottom);
    return new LstmCell(shape, this.contexts, workspace, bottom);
  }

  /** Sets the initial weights; the memory must be zero. */
  initialise(): void {
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
    this.schedule(this.headRates, shape.headRate, shape.headFloor, this.steps + 1);
    this.head.observe(this.t, symbols, present, this.headRates);
    this.t++;
    this.steps++;
    if (this.t < shape.horizon) return;
    this.segments++;
    this.head.flush(this.t, this.headRates);
    this.schedule(this.rates, shape.rate, shape.floor, this.segments);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      this.layers[l].backward(this.t, l > 0 ? this.layers[l - 1] : null, this.rates);
    }
    this.contexts.carry(this.t);
    this.t = 0;
  }

  /**
   * Learning rates fall as 1 / sqrt(1 + steps / decay) down to a floor (decay 0: not at all); `updates` counts the
   * running means' terms from 1.
   */
  private schedule(rates: Rates, rate: f32, floor: f32, updates: i32): void {
    const shape = this.shape;
    const age: f32 = shape.decay > 0 ? f32(this.steps) / f32(shape.decay) : 0;
    rates.rate = max<f32>(floor, rate / sqrt<f32>(1 + age));
    const newest: f32 = 1 / f32(updates);
    rates.gain1 = max<f32>(1 - shape.beta1, newest);
    rates.gain2 = max<f32>(1 - shape.beta2, newest);
  }
}
