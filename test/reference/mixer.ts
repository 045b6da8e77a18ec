/** NUMERICS.md, section 21: mixers. */
import { sigmoid } from './elementary.js';
import { f, get, type Vector, zeros } from './float32.js';

const MOST = 12;

/** Smaller errors teach nothing. */
const SMALL = f(0.004);

/** The eight sums of a product. */
const s = zeros(8);

/** Element i goes to sum i mod 8; then pairs of sums. The length is a multiple of 8. */
function product(a: Vector, b: Vector): number {
  s.fill(0);
  for (let i = 0; i < a.length; i++) s[i % 8] = get(s, i % 8) + f(get(a, i) * get(b, i));
  for (let k = 0; k < 4; k++) s[k] = get(s, k) + get(s, k + 4);
  return f(f(get(s, 0) + get(s, 1)) + f(get(s, 2) + get(s, 3)));
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
  /** How much of the sum of products y keeps: 1 unless it is bounded. */
  kept = 1;
  private readonly rows = new Map<number, Row>();
  private row: Row = { weights: zeros(0), count: 0 };

  constructor(private readonly initial: number) {}

  mix(x: Vector, selected: number): void {
    this.row = this.rows.get(selected) ?? { weights: zeros(x.length).fill(this.initial), count: 0 };
    this.rows.set(selected, this.row);
    const sum = product(x, this.row.weights);
    this.y = Math.max(-MOST, Math.min(MOST, sum));
    this.kept = Math.abs(sum) > MOST ? this.y / sum : 1;
    this.p = sigmoid(this.y);
  }

  /** The weights of the row that was selected last. */
  get weights(): Vector {
    return this.row.weights;
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
