/** What few symbols of the past are worth, against enumeration and closed forms. */
import { describe, expect, it } from 'vitest';
import { blockEntropies } from '../src/theory/birch.js';
import { convergence } from '../src/theory/convergence.js';
import { hiddenMarkovModel } from '../src/theory/hidden-markov-model.js';
import { binaryEntropy, entropy, nonZeroEntropy } from '../src/theory/information.js';
import { fitLine } from '../src/theory/line.js';
import { memoryNeeded } from '../src/theory/memory-needed.js';
import { modelMemory } from '../src/theory/model-memory.js';
import { bitsOf } from './support/figures.js';
import { EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

/** Sources whose curve is a closed form, and that are models small enough to visit all blocks. */
const STEPS = [
  ['iid', { probabilities: '0.5,0.3,0.2' }],
  ['k-markov', { k: '6' }],
  ['fibonacci', { lags: '7,4' }],
  ['xor-feedback', { k: '6', noise: '0.2' }],
  ['non-linear', { function: 'and', lags: '1,2', xor: '5', noise: '0.1' }],
  ['de-bruijn-maximal', { order: '6' }],
] as const;

describe('closed curves', () => {
  it.each(STEPS)('%s, %j: are those of all blocks', (name, parameters) => {
    const from = source(name, parameters);
    const model = from.model?.();
    if (model === undefined) throw new Error('no model');
    const length = 9;
    const blocks = blockEntropies(model, model.initial, length);
    for (let m = 0; m < length; m++)
      expect(bitsOf(from.memory?.rates?.exactly(m))).toBeCloseTo(
        (blocks[m + 1] as number) - (blocks[m] as number),
        7,
      );
    expect(from.memory?.order).toBeLessThan(length);
  });

  it.each([
    ['k-markov', { k: '20' }, 0, nonZeroEntropy(20)],
    ['xor-feedback', { k: '30', noise: '0.2' }, binaryEntropy(0.2), 30 * (1 - binaryEntropy(0.2))],
    ['additive', { lags: '7,3', bits: '16' }, 0, 7 * 16],
    ['congruential', { bits: '32' }, 0, 32],
    ['de-bruijn-maximal', { order: '15' }, 0, 15],
  ] as const)('%s, %j: add up to the excess entropy', (name, parameters, h, E) => {
    const { memory } = source(name, parameters);
    const order = memory?.order ?? Number.NaN;
    let sum = 0;
    for (let m = 0; m <= order; m++) sum += bitsOf(memory?.rates?.exactly(m)) - h;
    expect(sum).toBeCloseTo(E, 6);
    expect(bitsOf(source(name, parameters).theory().excessEntropy)).toBeCloseTo(E, 6);
  });

  it('of sums of words: the last three words are enough, the carry follows from the sum so far', () => {
    const from = source('additive', { lags: '3,1', bits: '16' });
    expect(from.memory?.order).toBe(6);
    const x = symbolsOf(from, 20_000);
    const at = (n: number) => x[n] as number;
    const carry = (n: number) => (n % 2 === 1 && at(n - 1) < at(n - 3) ? 1 : 0);
    const wrong = x.filter(
      (byte, n) => n >= 6 && byte !== (at(n - 6) + at(n - 2) + carry(n)) % 256,
    );
    expect(wrong.length).toBe(0);
  });

  it('of congruential words: the last word is enough, half of it is not', () => {
    const from = source('congruential', { bits: '16' });
    expect(from.memory?.order).toBe(2);
    const x = symbolsOf(from, 140_000);
    const conflicts = (order: number) => {
      const following = new Map<number, number>();
      let found = 0;
      for (let n = order; n < x.length; n++) {
        const key = x.subarray(n - order, n).reduce((sum, byte) => 256 * sum + byte, n % 2);
        if ((following.get(key) ?? x[n]) !== x[n]) found++;
        following.set(key, x[n] as number);
      }
      return found;
    };
    expect(conflicts(2)).toBe(0);
    expect(conflicts(1)).toBeGreaterThan(100_000);
  });
});

describe('non-linear recurrences with several ways to a state', () => {
  it.each([
    ['or', '2,3', 3],
    ['majority', '1,3,5', 5],
  ] as const)(
    '%s of %s: excess entropy and curve are those of its sequence',
    (name, lags, order) => {
      const from = source('non-linear', { function: name, lags, noise: '0.1' });
      const h = binaryEntropy(0.1);
      const blocks = new Map<number, number>();
      const x = symbolsOf(from, 200_000);
      for (let n = order; n <= x.length; n++) {
        const block = x.subarray(n - order, n).reduce((sum, bit) => 2 * sum + bit, 0);
        blocks.set(block, (blocks.get(block) ?? 0) + 1);
      }
      const total = x.length - order + 1;
      const found = entropy([...blocks.values()].map((count) => count / total)) - order * h;
      const { excessEntropy } = from.theory();
      expect(excessEntropy.kind).toBe('exact');
      expect(Math.abs(bitsOf(excessEntropy) - found)).toBeLessThan(0.01);
      const rows = convergence(from, {
        seed: 1,
        memories: Array.from({ length: order }, (_, m) => m),
      });
      const sum = rows?.reduce((all, { rate }) => all + bitsOf(rate) - h, 0);
      expect(sum).toBeCloseTo(bitsOf(excessEntropy), 7);
      expect(convergence(from, { seed: 1 })?.at(-1)).toMatchObject({ memory: order });
      expect(bitsOf(convergence(from, { seed: 1 })?.at(-1)?.rate)).toBeCloseTo(h, 7);
    },
  );

  it('have a bound only without noise, or where they are long', () => {
    for (const parameters of [{ lags: '2,3' }, { lags: '2,30', noise: '0.1' }])
      expect(
        source('non-linear', { function: 'or', ...parameters }).theory().excessEntropy.kind,
      ).toBe('upper bound');
  });
});

describe('congruential sources', () => {
  it('show as bits what their words have, if the period is the longest', () => {
    const excess = (parameters: Record<string, string>) =>
      source('congruential', { take: 'bit', ...parameters }).theory().excessEntropy;
    expect(excess({})).toMatchObject({ kind: 'exact', bits: 32 });
    expect(excess({ increment: '2' })).toMatchObject({ kind: 'upper bound', bits: 32 });
    // All 256 sequences of 8-bit words are different: one of 256 bits names the word that it began with.
    const next = source('congruential', {
      bits: '8',
      multiplier: '5',
      increment: '3',
      take: 'bit',
    });
    const x = symbolsOf(next, 512).join('');
    expect(new Set(Array.from({ length: 256 }, (_, n) => x.slice(n, n + 256))).size).toBe(256);
  });
});

describe('hidden Markov models', () => {
  it('of the even process: rates and their decay in closed form', () => {
    const { rates } = source('hmm', { model: EVEN_PROCESS }).memory ?? {};
    expect(bitsOf(rates?.exactly(0))).toBeCloseTo(binaryEntropy(1 / 3), 8);
    // After a 1, whose pair may be complete or not with equal probability, 1 follows with probability 3/4.
    const afterOne = binaryEntropy(3 / 4);
    expect(bitsOf(rates?.exactly(1))).toBeCloseTo((1 / 3) * 1 + (2 / 3) * afterOne, 8);
    // Only ones, m of them, leave the state unknown: their probability halves with each pair.
    const decay = rates?.decay?.();
    expect(Math.abs(bitsOf(decay) - 0.5)).toBeLessThan(decay?.standardError ?? 0);
    expect(decay?.standardError).toBeLessThan(0.1);
  });

  it('of the even process: estimates beyond the exact rates', () => {
    const from = source('hmm', { model: EVEN_PROCESS });
    const [row] = convergence(from, { seed: 3, memories: [40] }) ?? [];
    expect(row?.rate.kind).toBe('estimate');
    const error = row?.rate.standardError ?? Number.NaN;
    expect(Math.abs(bitsOf(row?.rate) - 2 / 3)).toBeLessThan(3 * error);
    expect(error).toBeLessThan(0.004);
  });

  it('have no decay where the curve is a step', () => {
    const { rates } = modelMemory(visibleChain());
    expect(rates?.decay?.()).toBeUndefined();
  });
});

/** A Markov chain of order 1 that shows its state. */
function visibleChain() {
  return hiddenMarkovModel(
    Float64Array.of(0.5, 0.5),
    [
      [
        [0, 0.9],
        [1, 0.1],
      ],
      [
        [0, 0.1],
        [1, 0.9],
      ],
    ],
    Float64Array.of(1, 0, 0, 1),
  );
}

describe('memory needed', () => {
  it('of a step is its order', () => {
    const { symbols, stateBits, order, decay } = memoryNeeded(source('k-markov', { k: '60' }), {
      seed: 1,
    });
    expect([symbols, stateBits, order, decay]).toEqual([60, 60, 60, undefined]);
  });

  it('of the even process is where its curve is within the margin, also where exact rates end', () => {
    const from = source('hmm', { model: EVEN_PROCESS });
    const rates = from.memory?.rates;
    const gapAt = (m: number) => bitsOf(rates?.exactly(m)) - 2 / 3;
    const { symbols = 0 } = memoryNeeded(from, { seed: 1, margin: 0.01 });
    expect(gapAt(symbols)).toBeLessThan(0.0101);
    expect(gapAt(symbols - 1)).toBeGreaterThan(0.0099);
    // As if the exact rates ended early: the curve has a row at 8, and goes on after its decay.
    const short = {
      ...from,
      memory: {
        stateBits: 2,
        rates: {
          points: [0, 8],
          exactly: (m: number) => (m <= 1 || m === 8 ? rates?.exactly(m) : undefined),
          decay: () => rates?.decay?.(),
        },
      },
    };
    expect(memoryNeeded(short, { seed: 1, margin: 0.02 }).symbols).toBe(8);
    const beyond = memoryNeeded(short, { seed: 1, margin: 0.01 }).symbols ?? 0;
    expect(Math.abs(beyond - symbols)).toBeLessThan(3);
    expect(beyond).toBeGreaterThan(8);
  });

  it('of sources without theory is not known', () => {
    expect(memoryNeeded(source('de-bruijn', { order: '8' }), { seed: 1 })).toMatchObject({
      stateBits: 7 + 128,
      curve: [],
      symbols: undefined,
    });
  });

  it('lines have the slope and error of least squares', () => {
    expect(
      fitLine([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toEqual({ slope: 2, standardError: 0 });
    const { slope, standardError } = fitLine([
      [0, 0],
      [1, 1],
      [2, 0],
    ]);
    expect(slope).toBe(0);
    expect(standardError).toBeCloseTo(Math.sqrt(2 / 3 / 2), 12);
  });
});
