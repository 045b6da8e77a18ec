/** What few symbols of the past are worth, against enumeration and closed forms. */
import { describe, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { registerModel } from '../src/sources/register-model.js';
import { blockEntropies } from '../src/theory/birch.js';
import { checkEquations } from '../src/theory/check-equations.js';
import { convergence } from '../src/theory/convergence.js';
import { ForwardFilter } from '../src/theory/forward.js';
import { hiddenMarkovModel } from '../src/theory/hidden-markov-model.js';
import { binaryEntropy, entropy, nonZeroEntropy } from '../src/theory/information.js';
import { fitLine } from '../src/theory/line.js';
import { memoryNeeded } from '../src/theory/memory-needed.js';
import { modelMemory } from '../src/theory/model-memory.js';
import { rateFrom } from '../src/theory/observed-xor.js';
import { oddParity, parityEntropy } from '../src/theory/parities.js';
import { RegisterFilter } from '../src/theory/register-filter.js';
import { walshTransform } from '../src/theory/walsh.js';
import { EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

const NOISE = 0.1;
const observed = (k: number, noise = NOISE) =>
  source('xor-observed', { k: String(k), noise: String(noise) });

/** Bits of a figure that has to be there. */
function bitsOf(figure: { readonly bits?: number } | undefined): number {
  if (figure?.bits === undefined) throw new Error('no figure');
  return figure.bits;
}

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

  it('of the even process is where its curve is within the margin, also beyond the curve', () => {
    const from = source('hmm', { model: EVEN_PROCESS });
    const needed = (margin: number, memories?: number[]) =>
      memoryNeeded(from, { seed: 1, margin, memories }).symbols;
    const all = Array.from({ length: 20 }, (_, m) => m);
    const gapAt = (m: number) => bitsOf(from.memory?.rates?.exactly(m)) - 2 / 3;
    const first = needed(0.01, all) as number;
    expect(gapAt(first)).toBeLessThan(0.0101);
    expect(gapAt(first - 1)).toBeGreaterThan(0.0099);
    const beyond = needed(0.01, all.slice(0, 5)) as number;
    expect(Math.abs(beyond - first)).toBeLessThan(3);
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
