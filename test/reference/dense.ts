/** NUMERICS.md, sections 8 and 9: a matrix that learns. */
import { f, type Vector, zeros } from './float32.js';
import { addOuter, type Matrix, zeroMatrix } from './matrix.js';
import type { InitialWeights } from './random.js';
import { ADAM, FACTORED, type Shape } from './shape.js';
import { adam, type Rates, whiten } from './update.js';

/** Outputs are drawn in groups of this many. */
const PANEL = 32;

export class Dense {
  readonly weights: Matrix;
  private readonly first: Matrix | null;
  private readonly second: Matrix;
  private readonly inputs: Vector;

  constructor(
    private readonly K: number,
    private readonly n: number,
    private readonly shape: Shape,
  ) {
    this.weights = zeroMatrix(K, n);
    this.first = shape.beta1 > 0 ? zeroMatrix(K, n) : null;
    this.second = zeroMatrix(K, n);
    this.inputs = zeros(K);
  }

  initialise(random: InitialWeights, scale: number): void {
    for (let panel = 0; panel < this.n; panel += PANEL)
      for (const row of this.weights)
        for (let o = panel; o < panel + PANEL; o++) {
          const weight = f(scale * random.unit());
          if (o < this.n) row[o] = weight;
        }
  }

  /** Learns from rows of inputs, of gradients by the outputs, and of the directions of these. */
  learn(x: readonly Vector[], dy: readonly Vector[], directions: readonly Vector[], rates: Rates) {
    if (this.shape.optimizer === ADAM) {
      const gradient = zeroMatrix(this.K, this.n);
      addOuter(gradient, x, dy);
      gradient.forEach((g, k) => {
        const [w, v] = [this.weights[k] as Vector, this.second[k] as Vector];
        adam(w, this.first?.[k] ?? null, v, g, rates);
      });
    } else {
      const isFactored = this.shape.optimizer === FACTORED;
      const scale = f(1 / f(Math.sqrt(x.length)));
      const inputs = isFactored ? whiten(x, this.inputs, rates.gain2, scale) : x;
      addOuter(this.weights, inputs, directions);
    }
  }
}

/** The directions of the outputs of a layer, for all that feeds these outputs. */
export class Descent {
  private readonly mean: Vector;

  constructor(
    N: number,
    private readonly shape: Shape,
  ) {
    this.mean = zeros(N);
  }

  turn(dy: readonly Vector[], rates: Rates): Vector[] {
    return this.shape.optimizer === 0
      ? dy.map((row) => row.map((d) => -rates.rate * d))
      : whiten(dy, this.mean, rates.gain2, -rates.rate);
  }
}
