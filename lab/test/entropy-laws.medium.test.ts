/** Laws that hold for every source: estimates cover closed forms as often as they say, and no coder beats the entropy. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { foresayLevel, symbolBaselines } from '../src/baselines/baseline.js';
import { measure } from '../src/baselines/measure.js';
import { fileBytes, type Sequence } from '../src/data/sequence.js';
import type { Source } from '../src/sources/source.js';
import { birchBounds } from '../src/theory/birch.js';
import { convergence } from '../src/theory/convergence.js';
import { ForwardFilter } from '../src/theory/forward.js';
import { binaryEntropy } from '../src/theory/information.js';
import { cheapest, learningCosts } from '../src/theory/learning-cost.js';
import { monteCarlo } from '../src/theory/monte-carlo.js';
import { bitsOf } from './support/figures.js';
import { EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

/** All kinds with a closed entropy rate, with parameters that make it small, middling or large. */
const CLOSED = [
  ['iid', { probabilities: '0.05,0.95' }],
  ['iid', { probabilities: '0.4,0.3,0.2,0.1' }],
  ['k-markov', { k: '7' }],
  ['k-markov', { k: '60' }],
  ['xor-feedback', { k: '6', noise: '0.2' }],
  ['xor-feedback', { k: '20', noise: '0.05' }],
  ['xor-observed', { k: '5', noise: '0.2' }],
  ['xor-observed', { k: '20', noise: '0.1' }],
  ['fibonacci', { lags: '15,1' }],
  ['additive', { lags: '17,5', bits: '16' }],
  ['non-linear', { function: 'majority', lags: '1,2,3', xor: '7', noise: '0.1' }],
  ['de-bruijn', { order: '14' }],
  ['de-bruijn-maximal', { order: '12' }],
  ['congruential', { bits: '32' }],
] as const;

describe('the forward algorithm', () => {
  /** Sources with a model, closed rates and an error that is not 0. */
  const NOISY = [
    ['iid', { probabilities: '0.05,0.95' }, undefined],
    ['xor-feedback', { k: '6', noise: '0.2' }, undefined],
    ['xor-observed', { k: '5', noise: '0.2' }, undefined],
    ['non-linear', { function: 'majority', lags: '1,2,3', xor: '7', noise: '0.1' }, undefined],
    ['hmm', { model: EVEN_PROCESS }, 2 / 3],
  ] as const;

  it.each(NOISY)('%s, %j: its errors are as large as it says', (name, parameters, rate) => {
    const from = source(name, parameters);
    const model = from.model?.();
    if (model === undefined) throw new Error('no model');
    const truth = rate ?? from.theory().entropyRate.bits ?? Number.NaN;
    const runs = 60;
    let squares = 0;
    let covered = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const { bits = 0, standardError = 0 } = monteCarlo(model, seed, 4000, 2).entropyRate;
      const z = (bits - truth) / standardError;
      squares += z * z;
      if (Math.abs(z) < 2) covered++;
    }
    // z is near normal: its square has mean 1, with a deviation of 0.18 over 60 runs, and 95 % lie within 2.
    expect(squares / runs).toBeGreaterThan(0.45);
    expect(squares / runs).toBeLessThan(1.7);
    expect(covered).toBeGreaterThanOrEqual(0.85 * runs);
  });
});

describe('no adaptive coder beats the entropy', () => {
  const LENGTH = 30_000;

  /** Models with more states take the forward algorithm longer than a second; their closed form serves instead. */
  const MOST_STATES = 2 ** 12;

  /**
   * Bits that a sequence costs where its source is known, but for `slack` of them. A coder that does not see the start stays
   * below the known cost by t bits with a probability of at most 2^-t.
   */
  function leastCost(from: Source, symbols: Uint8Array, noise: number): number {
    const slack = 30;
    const model = from.model?.();
    if (model !== undefined && model.states < MOST_STATES) {
      const filter = new ForwardFilter(model);
      return symbols.reduce((sum, symbol) => sum + filter.update(symbol), -slack);
    }
    const { entropyRate, excessEntropy } = from.theory();
    const mean = symbols.length * (entropyRate.bits ?? Number.NaN) + (excessEntropy.bits ?? 0);
    // Flips are all that varies. A flip costs log2((1-p)/p) bits more than none.
    const deviation =
      noise === 0
        ? 0
        : Math.sqrt(symbols.length * noise * (1 - noise)) * Math.log2((1 - noise) / noise);
    return mean - 5 * deviation - slack;
  }

  function sequenceOf(from: Source, symbols: Uint8Array): Sequence {
    const { alphabetSize } = from;
    const codes = Uint8Array.from({ length: alphabetSize }, (_, symbol) => symbol);
    return { bytes: fileBytes(symbols, codes), symbols, alphabetSize, codes, info: undefined };
  }

  it.each(CLOSED)('%s, %j', async (name, parameters) => {
    const from = source(name, parameters);
    const symbols = symbolsOf(from, Math.min(LENGTH, from.length ?? LENGTH), 11);
    const noise = 'noise' in parameters ? Number(parameters.noise) : 0;
    const least = leastCost(from, symbols, noise);
    const rows = learningCosts(symbols, from.alphabetSize);
    expect(rows.length).toBeGreaterThan(1);
    for (const { adaptive } of rows) expect(adaptive * symbols.length).toBeGreaterThan(least);
    const sequence = sequenceOf(from, symbols);
    const orders = [0, 1, cheapest(rows).order];
    for (const baseline of [...orders.flatMap(symbolBaselines), foresayLevel(3)])
      expect(8 * (await measure(baseline, sequence)).bytes).toBeGreaterThan(least);
  });

  it('and one of the right order comes near', () => {
    for (const [name, parameters, order, contexts] of [
      ['iid', { probabilities: '0.05,0.95' }, 0, 1],
      ['xor-feedback', { k: '6', noise: '0.2' }, 6, 64],
    ] as const) {
      const from = source(name, parameters);
      const symbols = symbolsOf(from, LENGTH, 11);
      const { adaptive } = learningCosts(symbols, 2)[order] ?? { adaptive: Number.NaN };
      const above = adaptive * LENGTH - leastCost(from, symbols, 0) - 30;
      // Half a logarithm of the visits for each context, and about one bit more.
      expect(above).toBeLessThan(contexts * (0.5 * Math.log2(LENGTH / contexts) + 1.5));
    }
  });
});

describe('models of the experiments', () => {
  const MODELS = [
    ['hmm', 'even', 3],
    ['driven-hmm', 'three-levels', 12],
    ['hmm', 'register', 32],
  ] as const;

  it.each(MODELS)("%s %s: Birch's bounds meet around the estimate", (kind, file, states) => {
    const path = fileURLToPath(new URL(`../experiments/models/${file}.json`, import.meta.url));
    const from = source(kind, { model: path });
    const model = from.model?.();
    if (model === undefined) throw new Error('no model');
    expect(model.states).toBe(states);
    const { lower, upper } = birchBounds(model) ?? { lower: 0, upper: 1 };
    expect(upper - lower).toBeLessThan(0.01 * lower);
    const { bits = 0, standardError = 1 } = from.theory().entropyRate;
    expect(bits).toBeGreaterThan(lower - 4 * standardError);
    expect(bits).toBeLessThan(upper + 4 * standardError);
    expect(standardError).toBeLessThan(0.01 * lower);
  });
});

describe('a register that is seen through noise', () => {
  const observed = source('xor-observed', { k: '4', noise: '0.1' });
  const h = binaryEntropy(0.1);

  it('adds up to the excess entropy', () => {
    // The sum of h(m) - h over all m is E; after 40 symbols all but nothing is left.
    const memories = Array.from({ length: 41 }, (_, m) => m);
    const rows = convergence(observed, { seed: 2, memories, sequences: 4000 }) ?? [];
    const sum = rows.reduce((all, { rate }) => all + bitsOf(rate) - h, 0);
    expect(sum).toBeCloseTo(4, 2);
  });

  it('decays as fast as Chernoff says', () => {
    // k = 4 has a single cycle of 15 bits, of which 8 are ones.
    const { rates } = observed.memory ?? {};
    const closed = bitsOf(rates?.decay?.());
    expect(closed).toBeCloseTo((-8 / 15) * Math.log2(2 * Math.sqrt(0.09)), 8);
    // From exact rates, 15 bits apart so that the cycle weighs equally, and with the factor 1 / sqrt(m) taken out.
    const gap = (m: number) => (bitsOf(rates?.exactly(m)) - h) * Math.sqrt(m);
    const found = (Math.log2(gap(10)) - Math.log2(gap(25))) / 15;
    expect(Math.abs(found / closed - 1)).toBeLessThan(0.15);
  });
});
