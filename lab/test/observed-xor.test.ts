/** Bits that are seen through noise: what a part of them says of the next one, against a visit of all noise. */
import { describe, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { registerModel } from '../src/sources/register-model.js';
import { blockEntropies } from '../src/theory/birch.js';
import { checkEquations } from '../src/theory/check-equations.js';
import { convergence } from '../src/theory/convergence.js';
import { ForwardFilter } from '../src/theory/forward.js';
import { binaryEntropy, entropy } from '../src/theory/information.js';
import { rateFrom } from '../src/theory/observed-xor.js';
import { oddParity, parityEntropy } from '../src/theory/parities.js';
import { RegisterFilter } from '../src/theory/register-filter.js';
import { walshTransform } from '../src/theory/walsh.js';
import { bitsOf } from './support/figures.js';
import { source, symbolsOf } from './support/sources.js';

const NOISE = 0.1;
const observed = (k: number, noise = NOISE) =>
  source('xor-observed', { k: String(k), noise: String(noise) });

/** The probability of each set of flips of `length` bits. */
function noiseSets(length: number, p: number): [set: number, probability: number][] {
  return Array.from({ length: 2 ** length }, (_, set) => {
    const ones = set.toString(2).replaceAll('0', '').length;
    return [set, p ** ones * (1 - p) ** (length - ones)];
  });
}

/** The entropy of a function of noise, by a visit of all noise. */
function entropyOver(length: number, p: number, value: (set: number) => string): number {
  const probabilities = new Map<string, number>();
  for (const [set, probability] of noiseSets(length, p)) {
    const key = value(set);
    probabilities.set(key, (probabilities.get(key) ?? 0) + probability);
  }
  return entropy(probabilities.values());
}

const parityOf = (set: number) => set.toString(2).replaceAll('0', '').length % 2;

describe('parities', () => {
  it('have the entropy that a visit of all bits gives', () => {
    const sets = [0b1011n, 0b0110n, 0b1101n, 0b100000011n];
    const visited = entropyOver(9, 0.2, (noise) =>
      sets.map((set) => parityOf(noise & Number(set))).join(''),
    );
    expect(parityEntropy(sets, 0.2)).toBeCloseTo(visited, 10);
    // 1011 + 0110 = 1101: it adds nothing.
    expect(parityEntropy([...sets, 0n], 0.2)).toBeCloseTo(visited, 10);
    expect(
      parityEntropy([sets[0] as bigint, sets[1] as bigint, sets[3] as bigint], 0.2),
    ).toBeCloseTo(visited, 10);
  });

  it('over more than 32 bits are those of as many bits elsewhere', () => {
    const far = [(1n << 70n) | (1n << 40n) | 1n, (1n << 70n) | (1n << 33n)];
    expect(parityEntropy(far, 0.3)).toBeCloseTo(parityEntropy([0b1101n, 0b1010n], 0.3) ?? 0, 12);
  });

  it('of disjoint sets add up', () => {
    const three = binaryEntropy(oddParity(0.1, 3));
    expect(three).toBeCloseTo(binaryEntropy(3 * 0.1 * 0.81 + 0.001), 12);
    expect(parityEntropy([0b111n, 0b111000n], 0.1)).toBeCloseTo(2 * three, 10);
    expect(parityEntropy([], 0.1)).toBe(0);
  });

  it('of too many independent sets are not computed', () => {
    const sets = Array.from({ length: 23 }, (_, i) => 1n << BigInt(i));
    expect(parityEntropy(sets, 0.1)).toBeUndefined();
  });

  it('come from a transform that is its own inverse', () => {
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    const twice = values.slice();
    walshTransform(twice);
    expect(twice[3]).toBe(3 - 1 - 4 + 1 + 5 - 9 - 2 + 6);
    walshTransform(twice);
    expect(twice.map((value) => value / 8)).toEqual(values);
  });
});

describe('check equations', () => {
  it.each([
    [1, 10, 3],
    [1, 10, 4],
    [3, 7, 3],
    [3, 7, 5],
  ] as const)('of lags %d and %d with %d bits hold, and none is missing', (short, long, weight) => {
    const window = 24;
    const x = symbolsOf(source('fibonacci', { lags: `${long},${short}` }), 2000);
    const holds = (lags: readonly number[]) =>
      x.every(
        (bit, n) =>
          n < window || lags.reduce((sum, lag) => sum ^ (x[n - lag] as number), bit) === 0,
      );
    const choices = (count: number, from: number): number[][] =>
      count === 0
        ? [[]]
        : Array.from({ length: window - from + 1 }, (_, i) => from + i).flatMap((lag) =>
            choices(count - 1, lag + 1).map((rest) => [lag, ...rest]),
          );
    expect(checkEquations({ short, long }, weight, window)).toEqual(
      choices(weight - 1, 1).filter(holds),
    );
  });

  it('of three bits of k = 10 are its squares only, up to 64 bits', () => {
    expect(checkEquations({ short: 1, long: 10 }, 3, 64)).toEqual([
      [1, 10],
      [2, 20],
      [4, 40],
    ]);
  });

  it('together are worth what a visit of all noise says', () => {
    // Lags 1 and 3: X[n] = X[n-1] + X[n-3] = X[n-2] + X[n-3] + X[n-4] = X[n-2] + X[n-6].
    const equations = [
      [1, 3],
      [2, 3, 4],
      [2, 6],
    ];
    const joint = (withNext: boolean) =>
      [0, 1].flatMap((bit) =>
        noiseSets(7, NOISE).map(([set, probability]) => {
          const seen = equations.map((lags) =>
            lags.reduce((sum, lag) => sum ^ ((set >> lag) & 1), bit),
          );
          return [
            withNext ? [bit ^ (set & 1), ...seen].join('') : seen.join(''),
            probability / 2,
          ] as const;
        }),
      );
    const entropyOf = (pairs: (readonly [string, number])[]) => {
      const sums = new Map<string, number>();
      for (const [key, p] of pairs) sums.set(key, (sums.get(key) ?? 0) + p);
      return entropy(sums.values());
    };
    const visited = entropyOf(joint(true)) - entropyOf(joint(false));
    expect(rateFrom(equations, NOISE)).toBeCloseTo(visited, 10);
    expect(checkEquations({ short: 1, long: 3 }, 3, 6)).toContainEqual([2, 6]);
  });

  it('alone are worth H(p) of three flips', () => {
    expect(rateFrom([[1, 20]], 0.2)).toBeCloseTo(0.9660780976, 9);
    expect(bitsOf(observed(40, 0.2).memory?.parts?.()[0]?.figure)).toBeCloseTo(0.9660780976, 8);
  });

  it('are worth more the more there are, and less than all bits are', () => {
    const values =
      observed(20)
        .memory?.parts?.()
        .map(({ figure }) => bitsOf(figure)) ?? [];
    expect(values.length).toBe(4);
    for (let i = 1; i < values.length; i++)
      expect(values[i]).toBeLessThan((values[i - 1] as number) - 0.01);
    expect(values.at(-1)).toBeGreaterThan(binaryEntropy(NOISE));
  });
});

describe('a register that is seen through noise', () => {
  it.each([
    [1, 8],
    [3, 7],
  ])('of lags %d and %d: the filter over first states is the forward algorithm', (short, long) => {
    const model = observedModel(short, long);
    const forward = new ForwardFilter(model);
    const filter = new RegisterFilter({ short, long }, NOISE);
    const random = new Random(3);
    for (let i = 0; i < 600; i++) {
      const bit = random.bit();
      const p = i % 3 === 0 ? filter.predict() : Number.NaN;
      const cost = forward.update(bit);
      if (i % 3 === 0) expect(-Math.log2(bit === 1 ? p : 1 - p)).toBeCloseTo(cost, 9);
      filter.update(bit);
    }
  });

  it('has errors that allow for what few sequences do not show', () => {
    // After 60 bits nearly every sequence has told its state: the values of 50 of them hardly differ.
    const [figure] = observed(5).memory?.rates?.estimated?.([60], { seed: 1, sequences: 50 }) ?? [];
    expect(figure?.standardError).toBeGreaterThan((1 - binaryEntropy(NOISE)) / 51);
    expect(Math.abs(bitsOf(figure) - binaryEntropy(NOISE))).toBeLessThan(0.01);
  });

  it.each([3, 4, 5])('k = %d: exact rates are those of all blocks', (k) => {
    const model = observedModel(1, k);
    const blocks = blockEntropies(model, model.initial, 15);
    const rows = convergence(observed(k), {
      seed: 1,
      memories: Array.from({ length: 15 }, (_, m) => m),
    });
    expect(rows?.length).toBe(15);
    for (const { memory, rate } of rows ?? []) {
      expect(rate.kind).toBe('exact');
      expect(rate.bits).toBeCloseTo((blocks[memory + 1] as number) - (blocks[memory] as number), 8);
    }
  });

  it('has estimates that go on where exact rates end', () => {
    const { rates } = observed(4).memory ?? {};
    const memories = [8, 16, 22];
    for (const [i, figure] of (
      rates?.estimated?.(memories, { seed: 1, sequences: 4000 }) ?? []
    ).entries()) {
      const truth = bitsOf(rates?.exactly(memories[i] as number));
      expect(Math.abs(bitsOf(figure) - truth)).toBeLessThan(4 * (figure.standardError ?? 0));
      expect(figure.standardError).toBeLessThan(0.006);
    }
  });
});

/** The model of `xor-observed` by the source's own register, for any lags. */
function observedModel(short: number, long: number) {
  return registerModel({
    order: long,
    next: (state) => ((state >>> (short - 1)) ^ (state >>> (long - 1))) & 1,
    feedbackNoise: 0,
    observationNoise: NOISE,
    allowZeros: true,
  });
}
