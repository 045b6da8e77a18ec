import { floats } from '../memory/arena';
import { tanh4 } from '../numeric/elementary';
import { randomUnit, seedRandom } from '../numeric/random';
import { softmax } from '../numeric/softmax';
import { addScaled, dot, sum4 } from '../numeric/vector';
import { MAX } from '../spec.generated';
import { FRESH, spend } from '../work/budget';

/** Initial weight of an expert in each class of confidence. */
const INITIAL: f32 = 0.2;

/** Rates of the weights by confidence, and of those that a selector chose, in the end; ten times as much at first. */
const RATE: f32 = 0.0005;
const SELECTED_RATE: f32 = 0.0003;
const DECAY: f32 = 1e-5;

/** The hidden layer: range of the initial weights, rate and its decay, scale of the inputs. */
const RANGE: f32 = 0.15;
const HIDDEN_RATE: f32 = 0.02;
const HIDDEN_DECAY: f32 = 1e-6;
const SCALE: f32 = 0.5;

/** Rows of the two selectors: the longest repeat and what it predicts; the last two symbols. */
export const REPEAT_ROWS = 32;
export const PAIR_ROWS = 16;

/**
 * Mixes the distributions of experts: the logarithm of a symbol's probability is a weighted sum of theirs, and then
 * softmax. An expert's weight is the sum of three: by its confidence, by the longest repeat, by the last two symbols. A
 * layer of hidden units adds what depends on several experts at once (after GeCo3, Silva et al. 2020). All of it goes
 * down the gradient of the symbol's cost.
 */
export class SymbolMixer {
  /** For each expert a vector of four logarithms; behind them (1, 0, 0, 0), the bias of the hidden units. */
  readonly logs: usize;
  /** The weighted sums, a vector: the logarithms of the symbols' probabilities, plus a constant. */
  readonly logits: usize = floats(MAX.SYMBOLS);
  /** P(symbol), a vector. */
  readonly probabilities: usize = floats(MAX.SYMBOLS);
  private readonly scaled: usize;
  private readonly inputs: i32;
  /** Weights by confidence, the experts one behind the other; where each expert's begin; and of the selected rows. */
  private readonly confidences: usize;
  private readonly starts: usize[] = [];
  private readonly total: i32;
  private readonly byRepeat: usize;
  private readonly byPair: usize;
  private readonly first: usize;
  private readonly second: usize;
  private readonly units: usize;
  /** Addresses of the selected rows. */
  private repeatRow: usize = 0;
  private pairRow: usize = 0;
  private readonly chosen: usize[] = [];

  /** `confidences`: how many classes each expert has. `hidden`: units of the hidden layer, a multiple of 4. */
  constructor(
    confidences: i32[],
    private readonly hidden: i32,
  ) {
    const n = confidences.length;
    this.inputs = 4 * (n + 1);
    this.logs = floats(this.inputs);
    this.scaled = floats(this.inputs);
    let total = 0;
    for (let i = 0; i < n; i++) total += confidences[i];
    this.total = total;
    this.confidences = floats(total);
    let start = this.confidences;
    for (let i = 0; i < n; i++) {
      this.starts.push(start);
      this.chosen.push(start);
      start += (<usize>confidences[i]) << 2;
    }
    this.byRepeat = floats(REPEAT_ROWS * n);
    this.byPair = floats(PAIR_ROWS * n);
    this.first = floats(i64(hidden) * this.inputs);
    this.second = floats(4 * hidden);
    this.units = floats(hidden);
  }

  initialise(): void {
    const end = this.confidences + ((<usize>this.total) << 2);
    for (let at = this.confidences; at < end; at += 4) store<f32>(at, INITIAL);
    const weights = this.hidden * this.inputs;
    seedRandom(0);
    for (let i = 0; i < weights; i++)
      store<f32>(this.first + ((<usize>i) << 2), randomUnit() * RANGE);
    store<f32>(this.logs + ((<usize>this.inputs - 4) << 2), 1 / SCALE);
    spend(FRESH * f64(weights));
  }

  /** Multiply-adds of a symbol, about. */
  get work(): f64 {
    return f64(this.inputs) * (6 + 2 * f64(this.hidden));
  }

  /** Tells the class of confidence of expert i. */
  // @ts-ignore: decorator
  @inline choose(i: i32, confidence: i32): void {
    this.chosen[i] = this.starts[i] + ((<usize>confidence) << 2);
  }

  /** The weight of expert i in the prediction. */
  // @ts-ignore: decorator
  @inline weight(i: i32): f32 {
    const at = (<usize>i) << 2;
    return (
      load<f32>(unchecked(this.chosen[i])) +
      load<f32>(this.repeatRow + at) +
      load<f32>(this.pairRow + at)
    );
  }

  /** Predicts the next symbol from the logarithms. */
  predict(repeat: i32, pair: i32): void {
    const n = this.starts.length;
    this.repeatRow = this.byRepeat + ((<usize>(repeat * n)) << 2);
    this.pairRow = this.byPair + ((<usize>(pair * n)) << 2);
    let sum = f32x4.splat(0);
    for (let i = 0; i < n; i++) {
      const logs = v128.load(this.logs + ((<usize>i) << 4));
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(this.weight(i)), logs));
    }
    if (this.hidden > 0) sum = this.addHidden(sum);
    v128.store(this.logits, sum);
    v128.store(this.probabilities, sum);
    softmax(this.probabilities, MAX.SYMBOLS);
  }

  private addHidden(sum: v128): v128 {
    const scale = f32x4.splat(SCALE);
    const bytes = (<usize>this.inputs) << 2;
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(this.scaled + at, f32x4.mul(v128.load(this.logs + at), scale));
    for (let j = 0; j < this.hidden; j++) {
      const row = this.first + <usize>j * bytes;
      store<f32>(this.units + ((<usize>j) << 2), dot(row, this.scaled, this.inputs));
    }
    for (let j: usize = 0; j < <usize>this.hidden; j += 4) {
      const at = this.units + (j << 2);
      v128.store(at, tanh4(v128.load(at)));
    }
    for (let j: usize = 0; j < <usize>this.hidden; j++) {
      const unit = v128.load32_splat(this.units + (j << 2));
      sum = f32x4.add(sum, f32x4.mul(unit, v128.load(this.second + (j << 4))));
    }
    return sum;
  }

  /** Learns the symbol that was predicted; `before`: how many came before it. */
  update(symbol: u32, before: i32): void {
    const error = this.probabilities;
    const own = error + ((<usize>symbol) << 2);
    v128.store(error, f32x4.neg(v128.load(error)));
    store<f32>(own, load<f32>(own) + 1);
    const gradient = v128.load(error);
    if (this.hidden > 0) this.learnHidden(gradient, before);
    const age = max<f32>(1, 10 / sqrt<f32>(1 + f32(before) * DECAY));
    const rate = RATE * age;
    const selectedRate = SELECTED_RATE * age;
    const n = this.starts.length;
    for (let i = 0; i < n; i++) {
      const at = (<usize>i) << 2;
      const slope = sum4(f32x4.mul(gradient, v128.load(this.logs + (at << 2))));
      addTo(unchecked(this.chosen[i]), rate * slope);
      addTo(this.repeatRow + at, selectedRate * slope);
      addTo(this.pairRow + at, selectedRate * slope);
    }
  }

  private learnHidden(gradient: v128, before: i32): void {
    const rate = HIDDEN_RATE / sqrt<f32>(1 + f32(before) * HIDDEN_DECAY);
    const step = f32x4.mul(gradient, f32x4.splat(rate));
    const bytes = (<usize>this.inputs) << 2;
    for (let j: usize = 0; j < <usize>this.hidden; j++) {
      const unit = load<f32>(this.units + (j << 2));
      const outputs = this.second + (j << 4);
      const weights = v128.load(outputs);
      const slope = sum4(f32x4.mul(step, weights)) * (1 - unit * unit);
      v128.store(outputs, f32x4.add(weights, f32x4.mul(step, f32x4.splat(unit))));
      addScaled(this.first + j * bytes, this.scaled, slope, this.inputs);
    }
  }
}

function addTo(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}
