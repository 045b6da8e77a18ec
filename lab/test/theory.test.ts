/** Theory against itself: the forward algorithm, bounds and closed forms have to agree. */
import { describe, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { LAG_PAIRS } from '../src/sources/xor.js';
import { meanOf } from '../src/theory/batch-means.js';
import { birchBounds, blockEntropies } from '../src/theory/birch.js';
import { ForwardFilter } from '../src/theory/forward.js';
import { hiddenMarkovModel } from '../src/theory/hidden-markov-model.js';
import { binaryEntropy, entropy, nonZeroEntropy } from '../src/theory/information.js';
import { monteCarlo } from '../src/theory/monte-carlo.js';
import {
  isPrimitive,
  lagsOf,
  periodOfX,
  polynomialOf,
  primeFactors,
  smallestPrimitive,
} from '../src/theory/primitive.js';
import { stationary } from '../src/theory/stationary.js';
import { DRIVEN, EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

/** The model of a source that has one. */
function modelOf(name: string, parameters: Readonly<Record<string, string>>) {
  const model = source(name, parameters).model?.();
  if (model === undefined) throw new Error(`${name} has no model`);
  return model;
}

/** A closed form by another way than the program's: of each case the entropy rate and the excess entropy. */
const CLOSED = [
  ['iid', { probabilities: '0.5,0.25,0.25' }, 1.5, 0],
  ['iid', { probabilities: '0.9,0.1' }, 0.4689955936, 0],
  // Two of three symbols are followed by a fair coin; the state has the entropy of (2/3, 1/3).
  ['hmm', { model: EVEN_PROCESS }, 2 / 3, Math.log2(3) - 2 / 3],
  ['xor-feedback', { k: '7', noise: '0.2' }, 0.7219280949, 7 * (1 - 0.7219280949)],
  ['xor-observed', { k: '6', noise: '0.1' }, 0.4689955936, 6],
  ['k-markov', { k: '9' }, 0, Math.log2(511)],
  ['fibonacci', { lags: '9,4' }, 0, Math.log2(511)],
  [
    'non-linear',
    { function: 'and', lags: '1,2', xor: '6', noise: '0.3' },
    0.8812908992,
    6 * (1 - 0.8812908992),
  ],
  ['de-bruijn-maximal', { order: '8' }, 0, 8],
] as const;

describe('the forward algorithm', () => {
  it.each(CLOSED)(
    '%s, %j: agrees with the closed form within its error',
    (name, parameters, h, E) => {
      const { entropyRate, excessEntropy } = monteCarlo(modelOf(name, parameters), 2, 20_000, 200);
      for (const [figure, truth] of [
        [entropyRate, h],
        [excessEntropy, E],
      ] as const) {
        expect(figure.kind).toBe('estimate');
        const error = Math.abs((figure.bits ?? Number.NaN) - truth);
        expect(error).toBeLessThan(4 * (figure.standardError ?? Number.NaN) + 1e-8);
      }
      // A wide error would agree with anything.
      expect(entropyRate.standardError).toBeLessThan(0.02);
      expect(excessEntropy.standardError).toBeLessThan(0.2);
    },
  );

  it.each(CLOSED.filter(([name]) => name !== 'hmm'))(
    '%s, %j: the source names the closed form',
    (name, parameters, h, E) => {
      const { entropyRate, excessEntropy } = source(name, parameters).theory();
      expect([entropyRate.kind, excessEntropy.kind]).toEqual(['exact', 'exact']);
      expect(entropyRate.bits).toBeCloseTo(h, 8);
      expect(excessEntropy.bits).toBeCloseTo(E, 7);
    },
  );

  it('gives the probability of a sequence, as the sum over all paths does', () => {
    const model = modelOf('hmm', { model: EVEN_PROCESS });
    // The even process from its stationary state: 0 has probability 1/3; 0110 is 1/3 * 1/2 * 1 * 1/2.
    const cost = (text: string) => {
      const filter = new ForwardFilter(model);
      return [...text].reduce((sum, symbol) => sum + filter.update(Number(symbol)), 0);
    };
    expect(2 ** -cost('0')).toBeCloseTo(1 / 3, 12);
    expect(2 ** -cost('0110')).toBeCloseTo(1 / 12, 12);
    expect(cost('010')).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes what a source gives for possible, and the law of its name for probable', () => {
    for (const [name, parameters, h] of CLOSED) {
      const from = source(name, parameters);
      const filter = new ForwardFilter(modelOf(name, parameters));
      const symbols = symbolsOf(from, 20_000, 5);
      const bits = symbols.reduce((sum, symbol) => sum + filter.update(symbol), 0);
      // The costs of single symbols are below 8 bits here: three standard errors of the mean are below 0.06.
      expect(Math.abs(bits / symbols.length - h)).toBeLessThan(0.03);
    }
  });
});

describe("Birch's bounds", () => {
  it.each(CLOSED)('%s, %j: enclose the entropy rate', (name, parameters, h, E) => {
    const bounds = birchBounds(modelOf(name, parameters));
    expect(bounds?.length).toBeGreaterThan(3);
    expect(bounds?.lower).toBeLessThan(h + 1e-9);
    expect(bounds?.upper).toBeGreaterThan(h - 1e-9);
    expect(bounds?.sharedByHalves).toBeLessThan(E + 1e-9);
  });

  it('are tight where the state is soon known', () => {
    const bounds = birchBounds(modelOf('driven-hmm', { model: DRIVEN }));
    expect((bounds?.upper ?? 1) - (bounds?.lower ?? 0)).toBeLessThan(1e-6);
    const { entropyRate } = monteCarlo(modelOf('driven-hmm', { model: DRIVEN }));
    const error = Math.abs((entropyRate.bits ?? 0) - (bounds?.lower ?? 0));
    expect(error).toBeLessThan(4 * (entropyRate.standardError ?? 0));
  });

  it('come from exact block entropies', () => {
    const model = modelOf('iid', { probabilities: '0.5,0.3,0.2' });
    const h = entropy([0.5, 0.3, 0.2]);
    for (const [n, bits] of blockEntropies(model, model.initial, 6).entries())
      expect(bits).toBeCloseTo(n * h, 10);
  });

  it('are not given where even two symbols cost too much', () => {
    const states = 512;
    const uniform = new Float64Array(states).fill(1 / states);
    const rows = Array.from({ length: states }, () =>
      Array.from(uniform, (p, i) => [i, p] as const),
    );
    const emissions = new Float64Array(states * 256).fill(1 / 256);
    expect(birchBounds(hiddenMarkovModel(uniform, rows, emissions))).toBeUndefined();
  });
});

describe('stationary distributions', () => {
  it('do not change in a step, and add up to 1', () => {
    const random = new Random(1);
    const states = 20;
    const table = Float64Array.from({ length: states * states }, () => random.next53());
    for (let s = 0; s < states; s++) {
      const row = table.subarray(s * states, (s + 1) * states);
      const sum = row.reduce((a, b) => a + b);
      for (let i = 0; i < states; i++) row[i] = (row[i] as number) / sum;
    }
    const pi = stationary(table.slice(), states);
    expect(pi.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    for (let j = 0; j < states; j++) {
      const next = pi.reduce((sum, p, i) => sum + p * (table[i * states + j] as number), 0);
      expect(next).toBeCloseTo(pi[j] as number, 12);
    }
  });
});

describe('entropies', () => {
  it('of known distributions', () => {
    expect(binaryEntropy(0.2)).toBeCloseTo(0.7219280949, 10);
    expect([binaryEntropy(0), binaryEntropy(0.5), binaryEntropy(1)]).toEqual([0, 1, 0]);
    expect(entropy([0.25, 0.25, 0.25, 0.25, 0])).toBe(2);
    expect([nonZeroEntropy(1), nonZeroEntropy(64)]).toEqual([0, 64]);
  });

  it('have the standard error of the mean', () => {
    const { mean, standardError } = meanOf(Float64Array.of(1, 2, 3, 4));
    expect(mean).toBe(2.5);
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 12);
  });
});

describe('periods', () => {
  it('of k-markov sources: 889 for k = 10, 761,763 for k = 20', () => {
    expect(periodOfX(polynomialOf([1, 10]))).toBe(889);
    expect(periodOfX(polynomialOf([1, 20]))).toBe(761_763);
    expect(source('k-markov', { k: '10' }).theory().notes?.[0]).toContain('889');
  });

  it.each([
    ['10', 889],
    ['20', 761_763],
  ] as const)('k-markov, k = %s, repeats after %d symbols', (k, period) => {
    const x = symbolsOf(source('k-markov', { k }), period + 100);
    expect(x.slice(period)).toEqual(x.slice(0, 100));
  });

  it('of k-markov, k = 60, is the longest possible', () => {
    const order = (1n << 60n) - 1n;
    const factors = primeFactors(order);
    expect(isPrimitive(polynomialOf([1, 60]), factors)).toBe(true);
    expect(isPrimitive(polynomialOf([2, 60]), factors)).toBe(false);
  });

  /** Prime factors of 2^n - 1, each once, with the powers that make the product. */
  const FACTORS: Readonly<Record<number, readonly bigint[]>> = {
    15: [7n, 31n, 151n],
    20: [3n, 5n, 5n, 11n, 31n, 41n],
    25: [31n, 601n, 1801n],
    31: [2147483647n],
    35: [31n, 71n, 127n, 122921n],
    39: [7n, 79n, 8191n, 121369n],
    41: [13367n, 164511353n],
    49: [127n, 4432676798593n],
    52: [3n, 5n, 53n, 157n, 1613n, 2731n, 8191n],
    58: [3n, 59n, 233n, 1103n, 2089n, 3033169n],
    63: [7n, 7n, 73n, 127n, 337n, 92737n, 649657n],
    73: [439n, 2298041n, 9361973132609n],
    81: [7n, 73n, 2593n, 71119n, 262657n, 97685839n],
    95: [31n, 191n, 524287n, 420778751n, 30327152671n],
  };

  it.each([...LAG_PAIRS])('of the lags %s is the longest possible', (pair) => {
    const [long = 0, short = 0] = pair.split(',').map(Number);
    const factors = FACTORS[long] ?? [];
    expect(factors.reduce((a, b) => a * b, 1n)).toBe((1n << BigInt(long)) - 1n);
    expect(isPrimitive(polynomialOf([short, long]), factors)).toBe(true);
  });

  it('of the smallest primitive polynomials are counted out', () => {
    for (let order = 2; order <= 14; order++)
      expect(periodOfX(smallestPrimitive(order))).toBe(2 ** order - 1);
    expect(lagsOf(polynomialOf([3, 20]))).toEqual([3, 20]);
  });
});
