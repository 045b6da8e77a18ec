import { allocate, floats } from '../memory/arena';
import { sigmoid4, squash } from '../numeric/elementary';
import { FRESH, spend } from '../work/budget';
import { dotFour, dotOne, step } from './weights';

/** Stretched predictions stay within this. */
const MOST: f32 = 12;

/** Errors below this teach nothing that would be worth the time. */
const SMALL: f32 = 0.004;

/** A row's rate falls as 1 / sqrt(1 + bits it learned x this): one that is chosen seldom learns fast late in a file, too. */
const AGE: f32 = 1.0 / 16;

/** Most mixers in a layer. */
export const MAX_MIXERS = 32;

/**
 * A layer of gated mixers (Mahoney 2005; Mattern 2012) that hear the same inputs. Each owns a table of weights, of
 * which its selector's context picks one row; the row's dot product with the stretched inputs is its prediction, and it
 * moves down the gradient of that prediction's coding cost.
 */
export class MixerLayer {
  count: i32 = 0;
  /** How many of them have their initial weights. */
  private made: i32 = 0;
  /** Predictions: stretched, and as probabilities of a one; `count` floats, then zeros to a multiple of 8. */
  readonly y: usize = floats(MAX_MIXERS);
  private readonly p: usize = floats(MAX_MIXERS);
  private readonly tables: usize = allocate(MAX_MIXERS * 4);
  private readonly rows: usize = allocate(MAX_MIXERS * 4);
  private readonly sizes: usize[] = [];
  private readonly starts: usize[] = [];
  /** Bytes of a row's weights; and from one to the next: behind the weights stands how often the row learned. */
  private readonly bytes: usize;
  private readonly stride: usize;
  /** A row of zeros, where a group of four mixers is not full. */
  private readonly none: usize;

  /** n inputs, a multiple of 8. */
  constructor(
    n: i32,
    private readonly initial: f32,
  ) {
    this.bytes = (<usize>n) << 2;
    this.stride = this.bytes + 32;
    this.none = allocate(this.stride);
  }

  /** Adds a mixer whose selector knows `rows` contexts. */
  add(rows: i32): void {
    const size = <usize>rows * this.stride;
    this.starts.push(allocate(size));
    this.sizes.push(size);
    this.count++;
  }

  /** Sets the initial weights: one mixer's. False while there is more to do. */
  initialise(): bool {
    if (this.made == 0) {
      for (let i = 0; i < MAX_MIXERS; i++)
        store<u32>(this.rows + ((<usize>i) << 2), u32(this.none));
    }
    if (this.made == this.count) return true;
    const i = this.made++;
    const weight = f32x4.splat(this.initial);
    const start = this.starts[i];
    const size = this.sizes[i];
    store<u32>(this.tables + ((<usize>i) << 2), u32(start));
    for (let w: usize = 0; w < size; w += 16) v128.store(start + w, weight);
    for (let w: usize = this.bytes; w < size; w += this.stride) store<f32>(start + w, 0);
    spend(f64(size) * FRESH);
    return this.made == this.count;
  }

  /** Mixer i uses row `row` for the next bit. */
  // @ts-ignore: decorator
  @inline select(i: i32, row: i32): void {
    const at = (<usize>i) << 2;
    store<u32>(this.rows + at, load<u32>(this.tables + at) + u32(row) * u32(this.stride));
  }

  // [path 5]
  /** Predicts from the inputs x. */
  mix(x: usize): void {
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 16) {
      const rows = this.rows + at;
      const a = <usize>load<u32>(rows);
      if (count - at == 4) {
        this.say(at, dotOne(x, a, this.bytes));
        return;
      }
      const b = <usize>load<u32>(rows, 4);
      const c = <usize>load<u32>(rows, 8);
      const d = <usize>load<u32>(rows, 12);
      this.say(at, dotFour(x, a, b, c, d, this.bytes));
    }
  }

  /** Four predictions from the sums of their products. */
  // @ts-ignore: decorator
  @inline private say(at: usize, sums: v128): void {
    const y = f32x4.pmin(f32x4.pmax(sums, f32x4.splat(-MOST)), f32x4.splat(MOST));
    v128.store(this.y + at, y);
    v128.store(this.p + at, sigmoid4(y));
  }

  /** The mean of the stretched predictions, summed in order. */
  get mean(): f32 {
    let sum: f32 = 0;
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 4) sum += load<f32>(this.y + at);
    return sum / f32(this.count);
  }

  /** The mean as P(bit = 1). */
  get probability(): f32 {
    return this.count == 1 ? load<f32>(this.p) : squash(this.mean);
  }

  /**
   * Moves the chosen rows, each the less the more it has learned: by `most` at first and never by less than `least`. A
   * mixer that was all but right has nothing to learn and is spared the time. `ripe`: a row that learned so often gets no
   * older.
   */
  learn(x: usize, bit: i32, most: f32, least: f32, ripe: f32 = Infinity): void {
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 4) {
      const error = f32(bit) - load<f32>(this.p + at);
      if (abs<f32>(error) < SMALL) continue;
      const row = <usize>load<u32>(this.rows + at);
      const n = load<f32>(row + this.bytes);
      store<f32>(row + this.bytes, min<f32>(n + 1, ripe));
      const rate = max<f32>(least, most / sqrt<f32>(1 + n * AGE));
      step(row, x, error * rate, this.bytes);
    }
  }
}
