import { allocate, floats } from '../memory/arena';
import { sigmoid4, squash } from '../numeric/elementary';
import { FRESH, spend } from '../work/budget';
import { addScaled, dotFour, dotOne } from './weights';

/** Largest size of a stretched prediction. */
const MOST: f32 = 12;

/** Smaller errors update no weights: it would not be worth the time. */
const SMALL: f32 = 0.004;

/** A row's rate falls as 1 / sqrt(1 + its updates x this): a row that is chosen seldom learns fast late in a file too. */
const AGE: f32 = 1.0 / 16;

/** Most mixers of a layer. */
export const MAX_MIXERS = 32;

/**
 * A layer of gated mixers (Mahoney 2005; Mattern 2012) with the same inputs. Each has a table of weights, of which its
 * selector picks one row for each bit. The row's dot product with the stretched inputs is the mixer's stretched
 * prediction. The update moves the row down the gradient of that prediction's coding cost.
 */
export class MixerLayer {
  count: i32 = 0;
  /** How many of the mixers have their initial weights. */
  private initialised: i32 = 0;
  /** The stretched predictions, and P(bit = 1) of each: `count` floats, then zeros to a multiple of 8. */
  readonly stretched: usize = floats(MAX_MIXERS);
  private readonly probabilities: usize = floats(MAX_MIXERS);
  /** Addresses of the tables of weights, and of the selected rows (u32). */
  private readonly tables: usize = allocate(MAX_MIXERS * 4);
  private readonly rows: usize = allocate(MAX_MIXERS * 4);
  private readonly sizes: usize[] = [];
  private readonly starts: usize[] = [];
  /** Bytes of a row's weights; and from one row to the next: behind the weights is the row's update count, f32. */
  private readonly bytes: usize;
  private readonly stride: usize;
  /** A row of zeros, for the mixers that are missing from the last group of four. */
  private readonly none: usize;

  /** `n` inputs, a multiple of 8; `initial`: every weight at the start. */
  constructor(
    n: i32,
    private readonly initial: f32,
  ) {
    this.bytes = (<usize>n) << 2;
    this.stride = this.bytes + 32;
    this.none = allocate(this.stride);
  }

  /** Adds a mixer with so many rows. */
  add(rows: i32): void {
    const size = <usize>rows * this.stride;
    this.starts.push(allocate(size));
    this.sizes.push(size);
    this.count++;
  }

  /** Sets the initial weights of one mixer. False while there is more to do. */
  initialise(): bool {
    if (this.initialised == 0) {
      for (let i = 0; i < MAX_MIXERS; i++)
        store<u32>(this.rows + ((<usize>i) << 2), u32(this.none));
    }
    if (this.initialised == this.count) return true;
    const i = this.initialised++;
    const weight = f32x4.splat(this.initial);
    const start = this.starts[i];
    const size = this.sizes[i];
    store<u32>(this.tables + ((<usize>i) << 2), u32(start));
    for (let w: usize = 0; w < size; w += 16) v128.store(start + w, weight);
    for (let w: usize = this.bytes; w < size; w += this.stride) store<f32>(start + w, 0);
    spend(f64(size) * FRESH);
    return this.initialised == this.count;
  }

  /** Selects mixer i's row for the next bit. */
  // @ts-ignore: decorator
  @inline select(i: i32, row: i32): void {
    const at = (<usize>i) << 2;
    store<u32>(this.rows + at, load<u32>(this.tables + at) + u32(row) * u32(this.stride));
  }

  /** Address of mixer i's selected row. */
  row(i: i32): usize {
    return load<u32>(this.rows + ((<usize>i) << 2));
  }

  /** How much of mixer i's sum of products its prediction for the inputs x keeps: 1, or less where the bound cuts it off. */
  kept(i: i32, x: usize): f32 {
    const y = load<f32>(this.stretched + ((<usize>i) << 2));
    if (abs<f32>(y) < MOST) return 1;
    return y / f32x4.extract_lane(dotOne(x, this.row(i), this.bytes), 0);
  }

  // [path 5]
  /** Predicts the next bit from the inputs x. */
  predict(x: usize): void {
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 16) {
      const rows = this.rows + at;
      const a = <usize>load<u32>(rows);
      if (count - at == 4) {
        this.setPredictions(at, dotOne(x, a, this.bytes));
        return;
      }
      const b = <usize>load<u32>(rows, 4);
      const c = <usize>load<u32>(rows, 8);
      const d = <usize>load<u32>(rows, 12);
      this.setPredictions(at, dotFour(x, a, b, c, d, this.bytes));
    }
  }

  /** Four predictions from the sums of their products. */
  // @ts-ignore: decorator
  @inline private setPredictions(at: usize, sums: v128): void {
    const y = f32x4.pmin(f32x4.pmax(sums, f32x4.splat(-MOST)), f32x4.splat(MOST));
    v128.store(this.stretched + at, y);
    v128.store(this.probabilities + at, sigmoid4(y));
  }

  /** The mean of the stretched predictions, which are summed in order. */
  get mean(): f32 {
    let sum: f32 = 0;
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 4) sum += load<f32>(this.stretched + at);
    return sum / f32(this.count);
  }

  /** P(bit = 1) of that mean. */
  get probability(): f32 {
    return this.count == 1 ? load<f32>(this.probabilities) : squash(this.mean);
  }

  /**
   * Updates the selected rows with the bit. `rate`: the learning rate of a row's first update; `floor`: the least; `maxAge`:
   * where the update count stops, and with it the rate.
   */
  update(x: usize, bit: i32, rate: f32, floor: f32, maxAge: f32 = Infinity): void {
    const count = (<usize>this.count) << 2;
    for (let at: usize = 0; at < count; at += 4) {
      const error = f32(bit) - load<f32>(this.probabilities + at);
      if (abs<f32>(error) < SMALL) continue;
      const row = <usize>load<u32>(this.rows + at);
      const n = load<f32>(row + this.bytes);
      store<f32>(row + this.bytes, min<f32>(n + 1, maxAge));
      const step = max<f32>(floor, rate / sqrt<f32>(1 + n * AGE));
      addScaled(row, x, error * step, this.bytes);
    }
  }
}
