/** NUMERICS.md, section 21: mixers. */
import { sigmoid } from './elementary.js';
import { f, get, type Vector, zeros } from './float32.js';

const MOST = 12;

/** Smaller errors teach nothing. */
const SMALL = f(0.004);

/** Eight sums, element i to sum i mod 8; then pairs of them. The length is a multiple of 8. */
function product(a: Vector, b: Vector): number {
  const s = zeros(8);
  for (let i = 0; i < a.length; i += 8)
    for (let k = 0; k < 8; k++) s[k] = f(get(s, k) + f(get(a, i + k) * get(b, i + k)));
  const t = (k: number) => f(get(s, k) + get(s, k + 4));
  return f(f(t(0) + t(1)) + f(t(2) + t(3)));
}

/** Weights, and how often they learned. */
interface Row {
  readonly weights: Vector;
  count: number;
}

/** A mixer: a row of weights for each value of its selector. */
export class Mixer {
  /** The prediction, stretched, and as P(1). */
  y = 0;
  p = 0;
  private readonly rows = new Map<number, Row>();
  private row: Row = { weights: zeros(0), count: 0 };

  constructor(private readonly initial: number) {}

  mix(x: Vector, selected: number): void {
    this.row = this.rows.get(selected) ?? { weights: zeros(x.length).fill(this.initial), count: 0 };
    this.rows.set(selected, this.row);
    this.y = Math.max(-MOST, Math.min(MOST, product(x, this.row.weights)));
    this.p = sigmoid(this.y);
  }

  /** `most`, `least`: the learning rate at first and at last; `bound`: the count stops there. */
  update(x: Vector, bit: number, most: number, least: number, bound = Infinity): void {
    const error = f(bit - this.p);
    if (Math.abs(error) < SMALL) return;
    const { weights, count } = this.row;
    this.row.count = Math.min(f(count + 1), bound);
    const rate = Math.max(least, f(most / f(Math.sqrt(f(1 + f(count / 16))))));
    const size = f(error * rate);
    for (let i = 0; i < x.length; i++) weights[i] = f(get(weights, i) + f(size * get(x, i)));
  }
}
