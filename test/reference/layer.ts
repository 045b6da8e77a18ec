/** NUMERICS.md, sections 6 to 9: a layer of recurrent units over a segment. */
import { Dense, Descent } from './dense.js';
import { Embedding } from './embedding.js';
import { addScaled, f, map, type Vector, zeros } from './float32.js';
import { type Matrix, multiply, multiplyTransposed } from './matrix.js';
import type { InitialWeights } from './random.js';
import type { Shape } from './shape.js';
import { type Step, UNITS, type Unit } from './units.js';
import type { Rates } from './update.js';

/** By row t x lanes + lane: the steps of a segment, the embedding rows chosen, and the gradients by h from above. */
class Segment {
  readonly steps: Step[] = [];
  readonly chosen: (readonly number[])[] = [];
  readonly dh: Vector[] = [];
}

export class Layer {
  private readonly unit: Unit;
  private readonly recurrent: Dense;
  private readonly below: Dense | null;
  private readonly embeddings: Embedding[] = [];
  private readonly descent: Descent;
  private readonly recurrentDescent: Descent;
  /** The segment being predicted and the one to learn from; the same where lag is 0. */
  private current = new Segment();
  private learned = this.current;
  /** The states before the segment being predicted. */
  private carried: Step['past'][];

  constructor(
    private readonly shape: Shape,
    isFirst: boolean,
  ) {
    const H = shape.width;
    this.unit = new UNITS[shape.cell as 0 | 1 | 2](shape);
    const N = this.unit.gates.length * H;
    this.recurrent = new Dense(H, N, shape);
    this.below = isFirst ? null : new Dense(H, N, shape);
    this.descent = new Descent(N, shape);
    this.recurrentDescent = new Descent(N, shape);
    this.carried = Array.from({ length: shape.lanes }, () => ({ h: zeros(H), c: zeros(H) }));
    for (let order = 1; isFirst && order <= shape.ngrams; order++)
      this.embeddings.push(new Embedding(N, shape));
  }

  initialise(random: InitialWeights): void {
    const scale = f(0.5 / f(Math.sqrt(this.shape.width)));
    this.recurrent.initialise(random, scale);
    this.below?.initialise(random, scale);
    this.embeddings[0]?.initialise(random, this.shape.symbols);
  }

  /** By name; see Network. */
  get parameters(): [string, Matrix][] {
    const symbols = Array.from({ length: this.shape.symbols }, (_, symbol) => symbol);
    return [
      ['recurrent', this.recurrent.weights],
      ...(this.below ? [['below', this.below.weights] as [string, Matrix]] : []),
      ['embedding1', symbols.flatMap((symbol) => this.embeddings[0]?.row(symbol) ?? [])],
      ...this.unit.gates.flatMap(({ gain, bias }, i): [string, Matrix][] => [
        [`gain${i}`, [gain.values]],
        [`bias${i}`, [bias.values]],
      ]),
    ];
  }

  /** The states of the steps to learn from, row by row, and the gradients by them. */
  get states(): Vector[] {
    return this.learned.steps.map(({ h }) => h);
  }

  get dh(): readonly Vector[] {
    return this.learned.dh;
  }

  /** The next step of the next lane; `input` is h of the layer below, null for the first layer. */
  forward(rows: readonly number[], input: Vector | null): Vector {
    const { lanes, width } = this.shape;
    const { steps, chosen, dh } = this.current;
    const past = steps.at(-lanes) ?? this.carried[steps.length];
    const z = zeros(this.unit.gates.length * width);
    this.embeddings.forEach((embedding, i) => {
      addScaled(z, 1, embedding.row(rows[i] as number));
    });
    const q = this.unit.apart ? zeros(z.length) : z;
    const { h, c } = past as Step['past'];
    multiply(q, h, this.recurrent.weights);
    if (this.below && input) multiply(z, input, this.below.weights);
    const step = this.unit.forward(z, q, { h, c });
    steps.push(step);
    chosen.push(rows);
    dh.push(zeros(width));
    return step.h;
  }

  /** Back-propagates through the segment, gives `below` its gradients, and learns. */
  backward(below: Layer | null, rates: Rates): void {
    const { lanes, width } = this.shape;
    const dz: Vector[] = [];
    const dq: Vector[] = [];
    const next = this.carried.map(() => ({ dh: zeros(width), dc: zeros(width) }));
    const { steps } = this.learned;
    for (let t = steps.length / lanes - 1; t >= 0; t--)
      next.forEach(({ dh, dc }, lane) => {
        const row = t * lanes + lane;
        const total = map((a, b) => a + b, this.dh[row] as Vector, dh);
        const back = this.unit.backward(steps[row] as Step, total, dc);
        dz[row] = back.dz;
        dq[row] = back.dq;
        multiplyTransposed(back.dh, back.dq, this.recurrent.weights);
        next[lane] = { dh: back.dh, dc: back.dc };
      });
    if (this.below)
      below?.dh.forEach((dh, row) => {
        multiplyTransposed(dh, dz[row] as Vector, (this.below as Dense).weights);
      });
    this.learn(dz, dq, below, rates);
  }

  /** Begins a segment. */
  begin(): void {
    const last = this.current;
    this.carried = last.steps.slice(-this.shape.lanes);
    this.current = new Segment();
    this.learned = this.shape.lag === 0 ? this.current : last;
  }

  private learn(dz: Vector[], dq: Vector[], below: Layer | null, rates: Rates): void {
    const directions = this.descent.turn(dz, rates);
    const { steps, chosen } = this.learned;
    const past = steps.map((step) => step.past.h);
    const recurrent = this.unit.apart ? this.recurrentDescent.turn(dq, rates) : directions;
    this.recurrent.learn(past, dq, recurrent, rates);
    if (below) this.below?.learn(below.states, dz, directions, rates);
    directions.forEach((direction, row) => {
      this.embeddings.forEach((embedding, i) => {
        embedding.learn(chosen[row]?.[i] as number, direction);
      });
    });
    for (const gate of this.unit.gates) gate.learn(rates);
  }
}
