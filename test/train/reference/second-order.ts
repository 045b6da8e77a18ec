/** NUMERICS.md, section 25: the second-order unit and its channel. */
import type { TrainerSettings } from '#dist/train/options.js';
import { log, sigmoid, tanh } from '../../reference/elementary.js';
import { f, get, type Vector, zeros } from '../../reference/float32.js';
import { zeroMatrix } from '../../reference/matrix.js';
import { Parameter } from './parameter.js';

const limited = (x: number): number => Math.max(-40, Math.min(40, x));

/** Of a step of a row: its numbers, the sum S, and the gradient by it. */
interface Row {
  readonly x: Vector;
  readonly S: number;
  d: number;
}

export class SecondOrder {
  readonly weights: Parameter;
  readonly channel: Parameter | null;
  private readonly n: number;
  /** The newest number first, for each row of the batch. */
  private readonly numbers: Vector[];
  private rows: Row[][] = [];
  /** Gradients by c. */
  private byChannel: number[][] = [];

  constructor(options: TrainerSettings) {
    const n = options.secondOrder;
    this.n = n;
    this.weights = new Parameter(n, n, 'pairs', options);
    this.channel = options.noise > 0 ? new Parameter(1, 1, 'vector', options) : null;
    const { rows, noise } = options;
    const right = f(1 - f(noise));
    this.channel?.weights[0]?.fill(log(f(right / f(1 - right))));
    this.numbers = Array.from({ length: rows }, () => zeros(n).fill(this.channel ? 0 : -1));
  }

  get parameters(): Parameter[] {
    return this.channel ? [this.weights, this.channel] : [this.weights];
  }

  private get c(): number {
    return limited(this.channel?.weights[0]?.[0] ?? 0);
  }

  /** Begins a batch. */
  begin(): void {
    this.rows = this.numbers.map(() => []);
    this.byChannel = this.numbers.map(() => []);
  }

  /** What row b adds to the logit of symbol 1. */
  forward(b: number): number {
    const x = (this.numbers[b] as Vector).slice();
    const total = [0, 0, 0, 0];
    const four = (i: number) => {
      const sums = [0, 0, 0, 0];
      for (let c = 0; i + c < this.n; c++)
        sums[c % 4] = f(
          get(sums, c % 4) + f(get(this.weights.weights[i] as Vector, c) * get(x, i + c)),
        );
      return sums;
    };
    for (let i = 0; i < this.n; i += 4) {
      const P = [0, 1, 2, 3].map((k) => (i + k < this.n ? four(i + k) : [0, 0, 0, 0]));
      for (let j = 0; j < 4; j++) {
        const part = P.reduce((sum, row, k) => {
          const factor = i + k === 0 ? 1 : (x[i + k - 1] ?? 0);
          return f(sum + f(get(row, j) * factor));
        }, 0);
        total[j] = f(get(total, j) + part);
      }
    }
    const [t0, t1, t2, t3] = total as [number, number, number, number];
    const S = f(f(t0 + t1) + f(t2 + t3));
    this.rows[b]?.push({ x, S, d: 0 });
    if (!this.channel) return S;
    const { one, zero } = this.seen(S);
    return f(log(one) - log(zero));
  }

  /** The probabilities that 1 and 0 are seen, and what they are made of. */
  private seen(S: number) {
    const r = sigmoid(this.c);
    const w = sigmoid(-this.c);
    const p = sigmoid(limited(S));
    const q = sigmoid(-limited(S));
    return { r, w, p, q, one: f(f(r * p) + f(w * q)), zero: f(f(r * q) + f(w * p)) };
  }

  /** Takes the symbol of row b, as -1 or 1; 0 if it is absent. */
  observe(b: number, sign: number): void {
    const numbers = this.numbers[b] as Vector;
    const S = this.rows[b]?.at(-1)?.S ?? 0;
    numbers.copyWithin(1, 0);
    // Where symbols are what is seen, an absent one is read as symbol 0.
    numbers[0] = this.channel ? tanh(f(0.5 * f(S + f(sign * this.c)))) : sign || -1;
  }

  /** Takes the gradient d by the logit of step t of row b. */
  backward(t: number, b: number, d: number): void {
    const row = this.rows[b]?.[t] as Row;
    row.d = d;
    if (!this.channel) return;
    const { r, w, p, q, one, zero } = this.seen(row.S);
    const factor = f(d / f(one * zero));
    this.byChannel[b]?.push(f(f(f(factor * r) * w) * f(p - q)));
    row.d = f(f(f(factor * p) * q) * f(r - w));
  }

  /** Computes the gradients. */
  collect(): void {
    const { n } = this;
    const gradient = zeroMatrix(n, n);
    gradient.forEach((g, i) => {
      for (const rows of this.rows)
        for (let t = 0; t < rows.length; t += 4)
          for (let c = 0; i + c < n; c++) {
            const products = [0, 1, 2, 3].map((k) => {
              const row = rows[t + k];
              if (!row) return 0;
              return f((i > 0 ? f(row.d * get(row.x, i - 1)) : row.d) * get(row.x, i + c));
            }) as [number, number, number, number];
            const newer = f(products[0] + products[1]);
            g[c] = get(g, c) + f(newer + f(products[2] + products[3]));
          }
    });
    this.weights.gradient = gradient;
    if (this.channel)
      this.channel.gradient = [
        Float32Array.of(this.byChannel.flat().reduce((sum, x) => f(sum + x), 0)),
      ];
  }
}
