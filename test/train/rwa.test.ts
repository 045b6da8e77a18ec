/** The cell of the recurrent weighted average against the paper's equations in doubles, and far out. */
import { describe, expect, it } from 'vitest';
import { indexOf } from '#dist/codec/parameters.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { symbolsOf, Taught } from './support/taught.js';

const H = 8;
const SHAPE = {
  cell: 'rwa',
  width: H,
  layers: 1,
  symbols: 3,
  rows: 2,
  length: 10,
  norm: 'none',
} as const;

/** Gates in z. */
const G = 0;
const A = 1;
const U = 2;

/** The paper's cell for one row: sums of v e^a and of e^a as they are. */
class Reference {
  private h = new Array<number>(H).fill(0);
  private n = new Array<number>(H).fill(0);
  private d = new Array<number>(H).fill(0);

  constructor(private readonly taught: Taught) {}

  private at(name: string, row: number, column: number): number {
    const parameter = this.taught.parameter(name);
    return get(parameter.values, indexOf(parameter, row, column));
  }

  /** The pre-activation of a unit of a gate, with its gain and bias. */
  private gate(gate: number, unit: number, symbol: number): number {
    const column = gate * H + unit;
    let z = this.at('layer0.embedding1', symbol, column);
    if (gate !== U)
      this.h.forEach((h, k) => {
        z += h * this.at('layer0.recurrent', k, column);
      });
    return z * this.at(`layer0.gain${gate}`, 0, unit) + this.at(`layer0.bias${gate}`, 0, unit);
  }

  /** The probabilities after `symbol`. */
  next(symbol: number): number[] {
    const units = Array.from({ length: H }, (_, i) => {
      const weight = Math.exp(this.gate(A, i, symbol));
      return { weight, value: this.gate(U, i, symbol) * Math.tanh(this.gate(G, i, symbol)) };
    });
    units.forEach(({ weight, value }, i) => {
      this.n[i] = get(this.n, i) + value * weight;
      this.d[i] = get(this.d, i) + weight;
      this.h[i] = Math.tanh(get(this.n, i) / get(this.d, i));
    });
    const exps = Array.from({ length: SHAPE.symbols }, (_, v) =>
      Math.exp(
        this.h.reduce((sum, h, k) => sum + h * this.at('head.from0', k, v), 0) +
          this.at('head.bias', 0, v),
      ),
    );
    const sum = exps.reduce((all, e) => all + e, 0);
    return exps.map((e) => e / sum);
  }
}

describe('rwa', () => {
  it('is the average of all steps, over several batches', async () => {
    const taught = await Taught.create(SHAPE);
    const { trainer } = taught;
    const random = new Random(13);
    taught.randomise(random);
    const references = [0, 1].map(() => new Reference(taught));
    const last = [0, 0];
    for (let batch = 0; batch < 8; batch++) {
      const symbols = symbolsOf(SHAPE, SHAPE.length, random);
      trainer.symbols.set(symbols);
      for (let t = 0; t < SHAPE.length; t++) {
        const p = trainer.predict(t);
        references.forEach((reference, b) => {
          reference.next(last[b] as number).forEach((expected, v) => {
            expect(get(p, b * trainer.probabilityStride + v)).toBeCloseTo(expected, 5);
          });
          last[b] = symbols[2 * t + b] as number;
        });
      }
      trainer.carry(SHAPE.length);
    }
  });

  it('has no bias of the weights, which would cancel', async () => {
    const taught = await Taught.create(SHAPE);
    taught.trainer.symbols.set(symbolsOf(SHAPE, SHAPE.length, new Random(3)));
    const cost = taught.trainer.evaluate(SHAPE.length);
    taught.trainer.resetState();
    taught.parameter('layer0.bias1').values.fill(3);
    expect(taught.trainer.evaluate(SHAPE.length)).toBe(cost);
  });

  // The largest exponents of e are 88 in f32.
  it.each([30, 1000, 1e6])('stays finite with weights of e to the power of %d', async (scale) => {
    const taught = await Taught.create({ ...SHAPE, clip: 1 });
    const random = new Random(17);
    taught.randomise(random);
    taught.parameter('layer0.gain1').values.fill(scale);
    for (let batch = 0; batch < 20; batch++) {
      taught.trainer.symbols.set(symbolsOf(SHAPE, SHAPE.length, random));
      expect(taught.trainer.train(SHAPE.length, 0.01)).toBeLessThan(1000);
    }
    for (const values of taught.values.values()) expect(values.every(Number.isFinite)).toBe(true);
    const state = new Float32Array(taught.trainer.saveState().slice(-4 * 4 * 2 * H).buffer);
    expect(state.every(Number.isFinite)).toBe(true);
    expect(state.some((x) => Math.abs(x) > 1)).toBe(true);
  });
});
