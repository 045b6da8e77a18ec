/** NUMERICS.md, section 25: clip and updates of a parameter. */
import { rsqrt } from '../../reference/elementary.js';
import { addScaled, dot, f, get, type Vector, zeros } from '../../reference/float32.js';
import { type Matrix, zeroMatrix } from '../../reference/matrix.js';
import { type Group, quantiseColumn, quantiseVector } from '../../reference/quantiser.js';
import { adam, type Rates } from '../../reference/update.js';

const FLOOR = f(1e-12);
const PANEL = 32;
/** Rows of a unit of the second-order unit. */
const PAIR_ROWS = 64;

export type Rule = 'sgd' | 'adam' | 'factored' | 'exponentiated';

/** What decides an update, beside the gradient. */
export interface Update extends Rates {
  readonly scale: number;
  /** Present symbols, and rows of the batch. */
  readonly symbols: number;
  readonly rows: number;
  readonly smallest: number;
}

export interface ParameterOptions {
  readonly optimizer: Rule;
  readonly beta1: number;
  readonly weightBits: number;
  readonly vectorBits: number;
  readonly deadZone: number;
}

/** A matrix in panels; a vector of several rows; or the triangle of the second-order unit, of which no column is padding. */
type Kind = 'matrix' | 'vector' | 'pairs';

export class Parameter {
  readonly weights: Matrix;
  /** What the network reads: the weights, or their quantised values. */
  values: Matrix;
  gradient: Matrix;
  private readonly first: Matrix | null;
  private readonly second: Matrix;
  private readonly rule: Rule;
  /** factored: mean squares. */
  readonly inputs: Vector;
  private readonly outputs: Vector;

  constructor(
    K: number,
    private readonly n: number,
    private readonly kind: Kind,
    private readonly options: ParameterOptions,
  ) {
    const { optimizer, beta1 } = options;
    this.weights = zeroMatrix(K, n);
    this.values = this.weights;
    this.gradient = zeroMatrix(K, n);
    this.first = beta1 > 0 ? zeroMatrix(K, n) : null;
    this.second = zeroMatrix(K, n);
    this.rule = optimizer === 'factored' && kind !== 'matrix' ? 'adam' : optimizer;
    this.inputs = zeros(K);
    this.outputs = zeros(n);
  }

  /** Makes the values for a batch. */
  prepare(): void {
    const { weightBits, vectorBits, deadZone } = this.options;
    if (weightBits === 0) return;
    if (this.kind === 'vector') {
      this.values = this.weights.map((row) => valuesOf(quantiseVector(row, vectorBits)));
      return;
    }
    this.values = zeroMatrix(this.weights.length, this.n);
    for (let c = 0; c < this.n; c++) {
      const column = this.weights.map((row) => get(row, c));
      valuesOf(quantiseColumn(column, weightBits, deadZone)).forEach((value, k) => {
        (this.values[k] as Vector)[c] = value;
      });
    }
  }

  /** Whether the rows are the gains and biases of a gate. */
  get isGate(): boolean {
    return this.kind === 'vector' && this.weights.length === 2;
  }

  /** The sums of squares of the gradient of all units. */
  squares(): number[] {
    const { gradient, n, kind } = this;
    const square = (x: Vector) => dot(x, x);
    if (kind === 'vector') return [square(Float32Array.from(gradient.flatMap((row) => [...row])))];
    const sums: number[] = [];
    if (kind === 'pairs') {
      for (let i = 0; i < gradient.length; i += PAIR_ROWS)
        sums.push(gradient.slice(i, i + PAIR_ROWS).reduce((sum, row) => f(sum + square(row)), 0));
    } else {
      for (let first = 0; first < n; first += PANEL) {
        const panel = zeros(gradient.length * PANEL);
        gradient.forEach((row, k) => {
          panel.set(row.subarray(first, first + PANEL), k * PANEL);
        });
        sums.push(square(panel));
      }
    }
    return sums;
  }

  /** factored: moves the means of the outputs, and of the inputs where there are rows of them. */
  observe(dy: readonly Vector[], x: readonly Vector[] | null, gain: number): void {
    if (this.rule !== 'factored') return;
    move(this.outputs, dy, gain);
    if (x) move(this.inputs, x, gain);
  }

  update(by: Update): void {
    const { rule, weights, gradient } = this;
    const step = -f(by.rate * by.scale);
    const factor = f(f(-by.rate * f(by.scale * by.symbols)) / f(Math.sqrt(by.rows)));
    weights.forEach((w, k) => {
      const g = gradient[k] as Vector;
      if (rule === 'sgd') addScaled(w, step, g);
      else if (rule === 'adam') {
        const scaled = g.map((x) => x * by.scale);
        adam(w, this.first?.[k] ?? null, this.second[k] as Vector, scaled, by);
      } else if (rule === 'exponentiated') {
        const floor = f(by.smallest * by.smallest);
        w.forEach((old, o) => {
          const d = f(step * get(g, o));
          const size = f(Math.sqrt(f(floor + f(old * old))));
          w[o] = old + f(d * f(size + f(f(0.5 * d) * old)));
        });
      } else {
        const byInput = rsqrt(f(get(this.inputs, k) + FLOOR));
        w.forEach((old, o) => {
          const byOutput = f(factor * rsqrt(f(get(this.outputs, o) + FLOOR)));
          w[o] = old + f(f(byOutput * byInput) * get(g, o));
        });
      }
    });
  }
}

function valuesOf({ scale, levels }: Group): Vector {
  return Float32Array.from(levels, (level) => scale * level + 0);
}

function move(means: Vector, rows: readonly Vector[], gain: number): void {
  const share = f(1 / rows.length);
  means.forEach((old, i) => {
    const sum = rows.reduce((total, row) => f(total + f(get(row, i) * get(row, i))), 0);
    means[i] = old + f(gain * f(f(sum * share) - old));
  });
}
