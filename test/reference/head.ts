/** NUMERICS.md, sections 6 to 8: the output layer. */
import { Dense, Descent } from './dense.js';
import { addScaled, map, type Vector, zeros } from './float32.js';
import type { Layer } from './layer.js';
import { type Matrix, multiply, multiplyTransposed } from './matrix.js';
import type { Shape } from './shape.js';
import { softmax } from './softmax.js';
import type { Rates } from './update.js';

export class Head {
  private readonly matrices: Dense[];
  private readonly bias: Vector;
  private readonly descent: Descent;
  /** Gradients by the logits, a row each: of the segment being predicted, and of the one to learn from (lag). */
  private current: Vector[] = [];
  private learned = this.current;

  constructor(
    private readonly shape: Shape,
    private readonly layers: readonly Layer[],
  ) {
    this.matrices = layers.map(() => new Dense(shape.width, shape.symbols, shape));
    this.bias = zeros(shape.symbols);
    this.descent = new Descent(shape.symbols, shape);
  }

  /** By name; see Network. */
  get parameters(): [string, Matrix][] {
    return [
      ...this.matrices.map(({ weights }, l): [string, Matrix] => [`head.from${l}`, weights]),
      ['head.bias', [this.bias]],
    ];
  }

  /** Probabilities from the states of one lane, one for each layer. */
  predict(states: readonly Vector[]): Vector {
    const logits = zeros(this.shape.symbols);
    states.forEach((h, l) => {
      multiply(logits, h, (this.matrices[l] as Dense).weights);
    });
    addScaled(logits, 1, this.bias);
    return softmax(logits);
  }

  /** Takes the coded symbol of one lane; undefined for a lane that has ended. */
  observe(p: Vector, symbol: number | undefined): void {
    this.current.push(symbol === undefined ? zeros(p.length) : map((x) => x, p));
    const d = this.current.at(-1) as Vector;
    if (symbol !== undefined) d[symbol] = (d[symbol] as number) - 1;
  }

  /** Steps to learn from. */
  get steps(): number {
    return this.learned.length / this.shape.lanes;
  }

  learn(rates: Rates): void {
    const rows = this.learned;
    if (rows.length === 0) return;
    const directions = this.descent.turn(rows, rates);
    this.layers.forEach((layer, l) => {
      const matrix = this.matrices[l] as Dense;
      layer.dh.slice(-rows.length).forEach((dh, r) => {
        multiplyTransposed(dh, rows[r] as Vector, matrix.weights);
      });
      matrix.learn(layer.states.slice(-rows.length), rows, directions, rates);
    });
    for (const direction of directions) addScaled(this.bias, 1, direction);
    rows.length = 0;
  }

  /** Begins a segment. */
  begin(): void {
    const last = this.current;
    this.current = [];
    this.learned = this.shape.lag === 0 ? this.current : last;
  }
}
