/** NUMERICS.md, section 21: mixers. */
import { sigmoid } from './elementary.js';
import { f, get, type Vector, zeros } from './float32.js';

const MOST = 12;

/** An error that teaches nothing. */
const SMALL = f(0.004);

/** Eight running sums, the i-th product to sum i mod 8 in order; added as in dot (float32.ts), k and k + 4 first. */
function dot8(a: Vector, b: Vector): number {
  const s = zeros(8);
  for (let i = 0; i < a.length; i++) s[i % 8] = get(s, i % 8) + f(get(a, i) * get(b, i));
  const [s0, s1, s2, s3] = [0, 1, 2, 3].map((k) => f(get(s, k) + get(s, k + 4)));
  return f(f((s0 as number) + (s1 as number)) + f((s2 as number) + (s3 as number)));
}

/** A row of weights, and how often it learned. */
interface Row {
  readonly weights: Vector;
  count: number;
}

/** One mixer: a row of weights for each context of its selector. */
export class Mixer {
  /** The prediction, stretched, and as P(1). */
  y = 0;
  p = 0;
  private readonly rows = new Map<number, Row>();
  private row: Row = { weights: zeros(0), count: 0 };

  constructor(private readonly initial: number) {}

  mix(x: Vector, context: number): void {
    this.row = this.rows.get(context) ?? { weights: zeros(x.length).fill(this.initial), count: 0 };
    this.rows.set(context, this.row);
    this.y = Math.max(-MOST, Math.min(MOST, dot8(x, this.row.weights)));
    this.p = sigmoid(this.y);
  }

  /**
   * By `most` at first, by less the more often the row learned, and by no less than `least`; it counts up to `ripe`.
   */
  learn(x: Vector, bit: number, most: number, least: number, ripe = Infinity): void {
    const error = f(bit - this.p);
    if (Math.abs(error) < SMALL) return;
    const { weights, count } = this.row;
    this.row.count = Math.min(f(count + 1), ripe);
    const rate = Math.max(least, f(most / f(Math.sqrt(f(1 + f(count / 16))))));
    const size = f(error * rate);
    for (let i = 0; i < x.length; i++) weights[i] = get(weights, i) + f(size * get(x, i));
  }
}
