/** NUMERICS.md, section 27: the mixer of distributions. */
import { tanh } from '../elementary.js';
import { addScaled, dot, f, get, map, type Vector, zeros } from '../float32.js';
import { InitialWeights } from '../random.js';
import { softmax } from '../softmax.js';
import { sum4, type Vote } from './sequence.js';

/** A hidden unit: weights of its inputs, weights of its output for the symbols, and its value. */
interface Unit {
  readonly first: Vector;
  readonly second: Vector;
  value: number;
}

/** c / sqrt(1 + n d). */
const fallen = (c: number, n: number, d: number): number =>
  f(f(c) / f(Math.sqrt(f(1 + f(f(n) * f(d))))));

export class SymbolMixer {
  /** By expert and class. */
  private readonly byClass: readonly Vector[];
  /** By row and expert. */
  private readonly byRepeat: readonly Vector[];
  private readonly byPair: readonly Vector[];
  private readonly units: readonly Unit[];

  /** Of the last prediction: what each expert gave, and the weight of it. */
  readonly terms: { readonly logs: Vector; readonly weight: number }[] = [];
  private votes: readonly Vote[] = [];
  private rows: readonly Vector[] = [];
  /** The inputs of the hidden units. */
  private inputs: Vector = zeros(0);
  private p: Vector = zeros(4);

  constructor(classes: readonly number[], hidden: number) {
    const n = classes.length;
    const rows = (count: number) => Array.from({ length: count }, () => zeros(n));
    this.byClass = classes.map((count) => zeros(count).fill(0.2));
    this.byRepeat = rows(32);
    this.byPair = rows(16);
    const random = new InitialWeights(0);
    this.units = Array.from({ length: hidden }, () => ({
      first: Float32Array.from({ length: 4 * n + 4 }, () => f(random.unit() * f(0.15))),
      second: zeros(4),
      value: 0,
    }));
  }

  predict(votes: readonly Vote[], repeat: number, pair: number): Vector {
    this.votes = votes;
    this.rows = [this.byRepeat[repeat] as Vector, this.byPair[pair] as Vector];
    const logits = zeros(4);
    this.terms.length = 0;
    votes.forEach(({ logs, confidence }, i) => {
      const own = get(this.byClass[i] as Vector, confidence);
      const weight = this.rows.reduce((sum, row) => f(sum + get(row, i)), own);
      addScaled(logits, weight, logs);
      this.terms.push({ logs, weight });
    });
    const bias = [1, 0, 0, 0];
    const halves = votes.flatMap(({ logs }) => Array.from(logs, (x) => f(x * 0.5)));
    this.inputs = Float32Array.from([...halves, ...bias]);
    for (const unit of this.units) {
      unit.value = tanh(dot(unit.first, this.inputs));
      addScaled(logits, unit.value, unit.second);
    }
    this.p = softmax(logits);
    return this.p;
  }

  /** Learns the symbol; `count` symbols were before it. */
  update(symbol: number, count: number): void {
    const gradient = map((p) => -p, this.p);
    gradient[symbol] = get(gradient, symbol) + 1;
    this.updateUnits(gradient, count);
    const age = Math.max(1, fallen(10, count, 1e-5));
    this.votes.forEach(({ logs, confidence }, i) => {
      const slope = sum4(map((g, x) => g * x, gradient, logs));
      const own = this.byClass[i] as Vector;
      own[confidence] = get(own, confidence) + f(f(f(0.0005) * age) * slope);
      for (const row of this.rows) row[i] = get(row, i) + f(f(f(0.0003) * age) * slope);
    });
  }

  private updateUnits(gradient: Vector, count: number): void {
    const rate = fallen(0.02, count, 1e-6);
    const step = map((g) => g * rate, gradient);
    for (const { first, second, value } of this.units) {
      const sum = sum4(map((s, w) => s * w, step, second));
      addScaled(second, value, step);
      addScaled(first, f(sum * f(1 - f(value * value))), this.inputs);
    }
  }
}
