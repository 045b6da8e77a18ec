import { floats } from '../memory/arena';
import { madd } from '../numeric/panel';
import { dot, sum4 } from '../numeric/vector';
import { Channel } from './channel';
import { ABSENT, History } from './history';
import { Parameter, vectorRule } from './parameter';
import { Shape } from './shape';
import { Update } from './update';

/** Rows of weights that are a unit. */
const UNIT: i32 = 64;

/** Floats in front of a row's symbols and behind them, which kernels read and multiply by zero. */
const FRONT: i32 = 4;
const BACK: i32 = 8;

/**
 * Adds to the logit of symbol 1 a weighted sum of products of two past symbols. Such a product makes sources linear
 * that xor two symbols. The last n symbols are numbers of -1 and +1: x_0 the newest, x_(n-1) the oldest, and x_(-1) is
 * the constant 1. The weight in row i, column c is that of x_(i-1) x_(i+c): row 0 has the weights of single symbols.
 * Row i has n - i columns in use; the others stay zero. A unit is `UNIT` rows.
 *
 * With a channel (`noise` above 0) the weighted sum is the logit of a hidden symbol, of which the symbol seen is a noisy
 * copy. Once it is seen, the mean of the hidden symbol under both takes its place among the numbers. So each estimate
 * is made of better ones, and noise does not add up with every product. The gradient takes past means as constants.
 */
export class SecondOrder extends Parameter {
  readonly n: i32;
  /** Floats of a row of weights. */
  readonly columns: i32;
  private readonly L: i32;
  /** For each row of the batch its symbols as numbers, newest first: that of step t has index FRONT + L - 1 - t. */
  private x: usize = 0;
  private readonly xBytes: usize;
  /** Gradients by the logits, [row][step]. */
  private d: usize = 0;
  /** Null where symbols are what is seen. */
  readonly channel: Channel | null;
  /** Weighted sums of the batch, [row][step], where there is a channel. */
  private sums: usize = 0;

  constructor(
    shape: Shape,
    private readonly history: History,
  ) {
    const n = shape.secondOrder;
    const columns = (n + 3) & ~3;
    super(shape, (n + UNIT - 1) / UNIT, UNIT * columns, 0, vectorRule(shape));
    this.n = n;
    this.columns = columns;
    this.L = shape.length;
    this.channel = shape.noise > 0 ? new Channel(shape) : null;
    this.xBytes = (<usize>(FRONT + shape.length + n + BACK)) << 2;
  }

  reserve(): void {
    super.reserve();
    const B = this.shape.rows;
    this.x = floats(i64(B) * i64(this.xBytes >> 2));
    this.d = floats(i64(B) * this.L);
    if (this.channel) this.sums = floats(i64(B) * this.L);
  }

  /** Appends the parameters. */
  list(parameters: Parameter[]): void {
    parameters.push(this);
    if (this.channel) parameters.push(this.channel!);
  }

  initialise(): void {
    if (this.channel) this.channel!.initialise();
  }

  /** Bytes of the state that is carried from batch to batch: the numbers of all rows, where they are not the symbols. */
  get stateBytes(): usize {
    return this.channel ? (<usize>(this.shape.rows * this.n)) << 2 : 0;
  }

  /** Copies the state before the batch from `from`, for some rows. */
  restore(from: usize, first: i32, count: i32): void {
    if (!this.channel) return;
    const bytes = (<usize>this.n) << 2;
    for (let b = first; b < first + count; b++) {
      memory.copy(this.newest(0, b), from + <usize>b * bytes, bytes);
    }
  }

  /** Copies to `to` the state after `steps` steps. */
  save(to: usize, steps: i32, first: i32, count: i32): void {
    if (!this.channel) return;
    const bytes = (<usize>this.n) << 2;
    for (let b = first; b < first + count; b++) {
      memory.copy(to + <usize>b * bytes, this.newest(steps, b), bytes);
    }
  }

  /** Address of x_0 of row b at step t. */
  private newest(t: i32, b: i32): usize {
    return this.x + <usize>b * this.xBytes + ((<usize>(FRONT + this.L - t)) << 2);
  }

  /** Adds to the logits of symbol 1 of `count` rows of step t, from row `first` on; logits are `stride` bytes apart. */
  forward(logits: usize, stride: usize, t: i32, first: i32, count: i32): void {
    for (let b = first; b < first + count; b++, logits += stride) {
      if (this.channel) this.estimate(t, b);
      else this.read(t, b);
      let logit = this.sum(this.newest(t, b));
      if (this.channel) {
        store<f32>(this.sums + ((<usize>(b * this.L + t)) << 2), logit);
        logit = this.channel!.forward(logit);
      }
      store<f32>(logits, load<f32>(logits, 4) + logit, 4);
    }
  }

  /** Sets the numbers of row b for step t to the symbols; those of step 0 are from the batch before. */
  private read(t: i32, b: i32): void {
    const x = this.newest(t, b);
    for (let i = 0; i < (t == 0 ? this.n : 1); i++) {
      const sign: f32 = this.history.at(t - 1 - i, b) == 1 ? 1 : -1;
      store<f32>(x + ((<usize>i) << 2), sign);
    }
  }

  /** Sets x_0 of row b for step t, from 1 on, to the mean of the hidden symbol. */
  private estimate(t: i32, b: i32): void {
    if (t == 0) return;
    const symbol = this.history.target(t - 1, b);
    const sign: f32 = symbol == ABSENT ? 0 : symbol == 1 ? 1 : -1;
    const sum = load<f32>(this.sums + ((<usize>(b * this.L + t - 1)) << 2));
    store<f32>(this.newest(t, b), this.channel!.mean(sum, sign));
  }

  /** Takes the last symbol of `steps` steps; before an update, which changes the channel. */
  observe(steps: i32, first: i32, count: i32): void {
    if (!this.channel) return;
    for (let b = first; b < first + count; b++) this.estimate(steps, b);
  }

  /** The weighted sum for x_0 at x. */
  private sum(x: usize): f32 {
    const bytes = (<usize>this.columns) << 2;
    let total = f32x4.splat(0);
    let w = this.weights;
    for (let i = 0; i < this.n; i += 4, w += bytes << 2, x += 16) {
      const factor0: f32 = i == 0 ? 1 : load<f32>(x - 4);
      total = f32x4.add(total, fourRows(w, bytes, x, (this.n - i + 3) >> 2, factor0));
    }
    return sum4(total);
  }

  /** Takes the gradients by the logits of the same rows. */
  backward(d: usize, stride: usize, t: i32, first: i32, count: i32): void {
    for (let b = first; b < first + count; b++, d += stride) {
      const at = (<usize>(b * this.L + t)) << 2;
      let gradient = load<f32>(d, 4);
      if (this.channel) {
        gradient = this.channel!.backward(load<f32>(this.sums + at), gradient, t, b);
      }
      store<f32>(this.d + at, gradient);
    }
  }

  /** Columns in use of row i, rounded up to whole vectors. */
  private used(i: i32): i32 {
    return (this.n - i + 3) & ~3;
  }

  protected accumulate(unit: i32, g: usize, rows: i32): void {
    const steps = rows / this.shape.rows;
    const bytes = (<usize>this.columns) << 2;
    const end = min(this.n, (unit + 1) * UNIT);
    for (let i = unit * UNIT; i < end; i++, g += bytes) {
      const used = this.used(i);
      memory.fill(g, 0, (<usize>used) << 2);
      for (let b = 0; b < this.shape.rows; b++) {
        for (let t = 0; t < steps; t += 4) this.addSteps(g, i, b, t, steps);
      }
      for (let c = this.n - i; c < used; c++) store<f32>(g + ((<usize>c) << 2), 0);
    }
  }

  /** Adds to row i of the gradient, at g, what steps t to t + 3 of row b give, where they are below `steps`. */
  private addSteps(g: usize, i: i32, b: i32, t: i32, steps: i32): void {
    const x = this.newest(t, b) + ((<usize>i) << 2);
    const d = this.d + ((<usize>(b * this.L + t)) << 2);
    const left = steps - t;
    let d0 = load<f32>(d);
    let d1: f32 = left > 1 ? load<f32>(d, 4) : 0;
    let d2: f32 = left > 2 ? load<f32>(d, 8) : 0;
    let d3: f32 = left > 3 ? load<f32>(d, 12) : 0;
    if (i > 0) {
      d0 *= load<f32>(x - 4);
      d1 *= load<f32>(x - 8);
      d2 *= load<f32>(x - 12);
      d3 *= load<f32>(x - 16);
    }
    addFour(g, x, this.used(i), d0, d1, d2, d3);
  }

  protected sumOfSquares(g: usize, unit: i32): f32 {
    const end = min(this.n, (unit + 1) * UNIT);
    let sum: f32 = 0;
    for (let i = unit * UNIT; i < end; i++, g += (<usize>this.columns) << 2) {
      sum += dot(g, g, this.used(i));
    }
    return sum;
  }

  update(unit: i32, by: Update): void {
    const end = min(this.n, (unit + 1) * UNIT);
    let at = this.offset(unit);
    for (let i = unit * UNIT; i < end; i++, at += (<usize>this.columns) << 2) {
      this.change(at, this.used(i), by);
    }
  }
}

/**
 * The sum of four rows of weights at w, `bytes` apart, for the symbols from x on, those of the next row from x + 4 on. The
 * rows' sums are multiplied by factor0 and the numbers at x, x + 4, x + 8.
 */
function fourRows(w: usize, bytes: usize, x: usize, vectors: i32, factor0: f32): v128 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  let from = x;
  const w2 = bytes << 1;
  for (const end = w + ((<usize>vectors) << 4); w < end; w += 16, from += 16) {
    a = madd(a, v128.load(w), v128.load(from));
    b = madd(b, v128.load(w + bytes), v128.load(from, 4));
    c = madd(c, v128.load(w + w2), v128.load(from, 8));
    d = madd(d, v128.load(w + w2 + bytes), v128.load(from, 12));
  }
  a = f32x4.mul(a, f32x4.splat(factor0));
  a = madd(a, b, v128.load_splat<f32>(x));
  a = madd(a, c, v128.load_splat<f32>(x, 4));
  return madd(a, d, v128.load_splat<f32>(x, 8));
}

/** g[c] += d0 x[c] + d1 x[c - 1] + d2 x[c - 2] + d3 x[c - 3] for n floats. */
function addFour(g: usize, x: usize, n: i32, d0: f32, d1: f32, d2: f32, d3: f32): void {
  const s0 = f32x4.splat(d0);
  const s1 = f32x4.splat(d1);
  const s2 = f32x4.splat(d2);
  const s3 = f32x4.splat(d3);
  x -= 12;
  for (const end = g + ((<usize>n) << 2); g < end; g += 16, x += 16) {
    const newer = madd(f32x4.mul(s0, v128.load(x, 12)), s1, v128.load(x, 8));
    const older = madd(f32x4.mul(s2, v128.load(x, 4)), s3, v128.load(x));
    v128.store(g, f32x4.add(v128.load(g), f32x4.add(newer, older)));
  }
}
