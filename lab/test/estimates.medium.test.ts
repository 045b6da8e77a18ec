/** What is estimated from a sequence alone. */
import { describe, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { blockStatistics } from '../src/theory/block-statistics.js';
import { ContextCounts, maxOrder } from '../src/theory/context-counts.js';
import { entropyOfCounts } from '../src/theory/grassberger.js';
import { entropy } from '../src/theory/information.js';
import { jackknife, PARTS } from '../src/theory/jackknife.js';
import { cheapest, learningCosts } from '../src/theory/learning-cost.js';
import { EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

describe("Grassberger's estimate", () => {
  it('is what its series says', () => {
    // G(1) = -0.5772 - ln 2, G(2) = G(3) = 2 + G(1), in nats.
    const g1 = -0.5772156649 - Math.LN2;
    const nats = Math.log(6) - (1 * g1 + 2 * (2 + g1) + 3 * (2 + g1)) / 6;
    expect(entropyOfCounts(Uint32Array.of(1, 2, 3, 0))).toBeCloseTo(nats / Math.LN2, 9);
    expect(entropyOfCounts(Uint32Array.of(2, 2, 4, 5), Uint32Array.of(1, 0, 1, 5))).toBeCloseTo(
      nats / Math.LN2,
      9,
    );
    expect(entropyOfCounts(Uint32Array.of(0, 7))).toBe(0);
  });

  it('is nearer than the plain estimate and that of Miller and Madow where outcomes are rare', () => {
    // 2,000 draws of 1,000 outcomes, 20 times.
    const truth = Math.log2(1000);
    const errors = { plain: 0, millerMadow: 0, grassberger: 0 };
    const random = new Random(1);
    for (let run = 0; run < 20; run++) {
      const counts = new Uint32Array(1000);
      for (let i = 0; i < 2000; i++) {
        const value = random.below(1000);
        counts[value] = (counts[value] as number) + 1;
      }
      const total = counts.reduce((a, b) => a + b);
      const plain = entropy(Array.from(counts, (count) => count / total));
      const seen = counts.filter((count) => count > 0).length;
      errors.plain += (plain - truth) / 20;
      errors.millerMadow += (plain + (seen - 1) / (2 * total * Math.LN2) - truth) / 20;
      errors.grassberger += (entropyOfCounts(counts) - truth) / 20;
    }
    expect(errors.plain).toBeLessThan(-0.3);
    expect(Math.abs(errors.grassberger)).toBeLessThan(Math.abs(errors.millerMadow) / 2);
    expect(Math.abs(errors.grassberger)).toBeLessThan(0.03);
  });
});

describe('block statistics', () => {
  it.each([
    ['iid', { probabilities: '0.9,0.1' }, 0.4689955936, 0],
    ['iid', { probabilities: '0.5,0.3,0.2' }, 1.4854752972, 0],
    ['xor-feedback', { k: '6', noise: '0.2' }, 0.7219280949, 6 * (1 - 0.7219280949)],
  ] as const)('of %s %j cover the truth', (name, parameters, h, E) => {
    const from = source(name, parameters);
    let covered = 0;
    for (let seed = 1; seed <= 3; seed++) {
      const found = blockStatistics(symbolsOf(from, 50_000, seed), from.alphabetSize);
      const { rate: entropyRate, excess: excessEntropy } = found.best;
      expect(entropyRate.halfWidth).toBeLessThan(0.03);
      expect(excessEntropy.halfWidth).toBeLessThan(0.1);
      if (Math.abs(entropyRate.value - h) <= entropyRate.halfWidth) covered++;
      if (Math.abs(excessEntropy.value - E) <= excessEntropy.halfWidth) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(5);
  });

  it('see a short period: the rate is 0 and the excess entropy is its logarithm', () => {
    const { rows, best } = blockStatistics(symbolsOf(source('k-markov', { k: '10' }), 200_000), 2);
    expect(rows.at(-1)?.distinct).toBe(889);
    expect(rows.length).toBe(11);
    expect(best.rate.value).toBeCloseTo(0, 4);
    expect(best.excess.value).toBeCloseTo(Math.log2(889), 1);
  });

  it('do not see a memory longer than their blocks', () => {
    const { rows, best } = blockStatistics(symbolsOf(source('k-markov', { k: '20' }), 200_000), 2);
    expect(rows.length).toBeLessThan(20);
    expect(best.rate.value).toBeGreaterThan(0.99);
  });

  it('approach the entropy rate of the even process from above', () => {
    const from = source('hmm', { model: EVEN_PROCESS });
    const { rows, best } = blockStatistics(symbolsOf(from, 100_000), 2);
    const rates = rows.map(({ rate }) => rate.value);
    expect(rates[0]).toBeGreaterThan(0.9);
    expect(best.rate.value).toBeGreaterThan(2 / 3 - 0.01);
    expect(best.rate.value).toBeLessThan(2 / 3 + 0.01);
  });

  it('of a constant sequence are 0', () => {
    const { rows, best } = blockStatistics(new Uint8Array(2000), 1);
    expect(rows.map(({ entropy: bits }) => bits)).toEqual([0]);
    expect([best.rate.value, best.rate.halfWidth]).toEqual([0, 0]);
  });

  it('take their interval from a jackknife over parts', () => {
    // Of a mean, the jackknife's error is the standard error of the parts' mean.
    const parts = Array.from({ length: PARTS }, (_, i) => i % 2);
    const without = parts.map((part) => (PARTS / 2 - part) / (PARTS - 1));
    const standardError = Math.sqrt((PARTS * 0.25) / (PARTS - 1) / PARTS);
    expect(jackknife(0.5, without).halfWidth).toBeCloseTo(2.093 * standardError, 9);
  });
});

describe('learning costs', () => {
  it('are the code length of Krichevsky and Trofimov beside the empirical entropy', () => {
    // Order 0 over 1 1 0 1: 1/2 * 3/4 * 1/6 * 5/8.
    const [row] = learningCosts(Uint8Array.of(1, 1, 0, 1), 2);
    const bits = -Math.log2((1 / 2) * (3 / 4) * (1 / 6) * (5 / 8));
    expect(row?.adaptive).toBeCloseTo(bits / 4, 12);
    expect(row?.hindsight).toBeCloseTo(entropy([0.75, 0.25]), 12);
    expect(row?.learning).toBeCloseTo(bits - 4 * entropy([0.75, 0.25]), 10);
  });

  it('choose the order of a Markov source and pay about half a logarithm a parameter', () => {
    const length = 200_000;
    const rows = learningCosts(
      symbolsOf(source('xor-feedback', { k: '6', noise: '0.2' }), length),
      2,
    );
    const best = cheapest(rows);
    expect(best.order).toBe(6);
    const perParameter = best.learning / 64;
    expect(Math.abs(perParameter - Math.log2(length / 64) / 2)).toBeLessThan(1);
  });
});

describe('context counts', () => {
  it('count what follows each context', () => {
    const table = new ContextCounts(3, 2);
    for (const symbol of [1, 2, 0, 1, 2, 0]) table.update(symbol);
    // After 0 1 (also at the start, before which there are zeros) came 2; after 1 2 came 0.
    expect([...table.counts.subarray(3, 6)]).toEqual([0, 0, 2]);
    expect([...table.counts.subarray(15, 18)]).toEqual([2, 0, 0]);
    expect(table.totals[5]).toBe(2);
  });

  it('are bounded', () => {
    expect([maxOrder(2, 30), maxOrder(4, 30), maxOrder(256, 30), maxOrder(2, 5)]).toEqual([
      23, 11, 2, 5,
    ]);
  });
});
