/** The splitter `recurrence`: what it finds, and that the reference joins what it made. */
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '#dist/split/recurrence/truncated.js';
import { recurrence } from '#dist/split/recurrence.js';
import { JOIN } from '../reference/splitters.js';
import {
  congruentialWords,
  deBruijn,
  denseLags,
  laggedFibonacci,
  mersenneTwister,
  randomWords,
  xorBits,
  xorshift,
  xorshift128,
} from '../support/generators.js';
import { runToEnd } from '../support/stepwise.js';

interface Found {
  readonly outside: Uint8Array;
  readonly state: Uint8Array;
  readonly residual: Uint8Array;
  readonly parameters: readonly number[];
}

/** The streams, both joins of which are checked; undefined where nothing is found. */
function found(bytes: Uint8Array): Found | undefined {
  const split = recurrence.split;
  const made = split && runToEnd(split(new Uint8Array(bytes)));
  if (!made) return undefined;
  const streams = made.parts.map((part) => part.bytes);
  const { parameters } = made;
  const lengths = streams.map(({ length }) => length);
  expect(recurrence.lengths(parameters, bytes.length)).toEqual(lengths);
  const back = runToEnd(recurrence.join(parameters, streams, bytes.length));
  expect(Buffer.compare(back ?? new Uint8Array(0), bytes)).toBe(0);
  const reference = JOIN['recurrence']?.(parameters, streams, bytes.length);
  expect(Buffer.compare(reference ?? new Uint8Array(0), bytes)).toBe(0);
  const places = runToEnd(recurrence.places(parameters, bytes));
  expect(places).toHaveLength(lengths.reduce((sum, length) => sum + length, 0));
  expect(new Set(places).size).toBe(places.length);
  expect(places.every((place) => place < bytes.length)).toBe(true);
  const [outside, state, residual] = streams as [Uint8Array, Uint8Array, Uint8Array];
  return { outside, state, residual, parameters };
}

const shareOf = (residual: Uint8Array) =>
  residual.filter((value) => value !== 0).length / residual.length;

/** Everything but the state and, perhaps, some bytes at the ends is predicted. */
function expectPredicted(bytes: Uint8Array, state: number): void {
  const streams = found(bytes);
  expect(streams?.state.length).toBe(state);
  expect(streams?.outside.length).toBe(0);
  expect(shareOf(streams?.residual ?? bytes)).toBe(0);
}

describe('of bits', () => {
  it.each([10, 31, 32, 33, 60, 64, 100, 250, 1000, 2048])('x[n-1] ^ x[n-%i]', (k) => {
    expectPredicted(xorBits({ lags: [1, k], count: 12_000 }), Math.ceil(k / 8));
  });

  it.each(['20,3', '31,13', '41,20', '63,31', '95,11'])('the pair %s', (pair) => {
    const lags = pair.split(',').map(Number);
    const bytes = xorBits({ lags, count: 4000, values: [0, 1] });
    expectPredicted(bytes, Math.ceil((lags[0] as number) / 8));
  });

  it.each([30, 500, 2048])('any of order %i', (order) => {
    const bytes = xorBits({ lags: denseLags(order), count: 12_000 });
    expectPredicted(bytes, Math.ceil(order / 8));
  });

  it.each([{ lags: [1, 20] }, { lags: [1, 100], inverted: true }, { lags: [900, 1000] }])(
    'two lags under noise: %j',
    (rule) => {
      const streams = found(xorBits({ ...rule, count: 40_000, noise: 0.2 }));
      expect(streams?.residual.length).toBeGreaterThan(38_900);
      expect(shareOf(streams?.residual ?? new Uint8Array(1))).toBeCloseTo(0.2, 2);
    },
  );

  it.each([
    [[3, 20], 3, false],
    [[5, 47], 6, true],
    [denseLags(400), 50, true],
  ] as const)('eight of a byte, %#', (lags, state, highestFirst) => {
    const bits = xorBits({ lags, count: 80_000, values: [0, 1] });
    const bytes = Uint8Array.from({ length: 10_000 }, (_, i) => {
      const eight = [...bits.subarray(8 * i, 8 * i + 8)];
      if (!highestFirst) eight.reverse();
      return Number.parseInt(eight.join(''), 2);
    });
    expectPredicted(bytes, state);
  });

  it('with exceptions, as a De Bruijn sequence has two a period', () => {
    const streams = found(deBruijn([3, 20], 40_000));
    expect(streams?.state.length).toBe(3);
    const many = found(deBruijn([1, 15], 80_000));
    expect(many?.residual.filter((bit) => bit === 1).length).toBe(4);
  });

  it('between other bytes', () => {
    const bits = xorBits({ lags: [5, 47], count: 20_000 });
    const text = Buffer.from('A table of bits follows.\n');
    const streams = found(new Uint8Array(Buffer.concat([text, bits, text])));
    expect(streams?.outside).toEqual(new Uint8Array(Buffer.concat([text, text])));
  });
});

describe('of words', () => {
  const sizes = ([8, 16, 32, 64] as const).flatMap((bits) =>
    [false, true].map((highestFirst) => ({ bits, highestFirst })),
  );

  it.each(sizes)('lagged Fibonacci generators, $bits bits, big-endian: $highestFirst', (size) => {
    for (const operation of ['sum', 'difference', 'xor'] as const) {
      const bytes = laggedFibonacci({ ...size, count: 3000, lags: [17, 5], operation });
      const streams = found(bytes);
      expect(shareOf(streams?.residual ?? bytes)).toBe(0);
      expect(streams?.residual.length).toBeGreaterThan(0.9 * bytes.length);
    }
  });

  it('lags to 4,096', () => {
    const bytes = laggedFibonacci({ bits: 32, count: 16_000, lags: [4096, 4095] });
    expectPredicted(bytes, 4 * 4096);
  });

  it.each(sizes.slice(2))(
    'linear congruential generators, $bits bits, big-endian: $highestFirst',
    (size) => {
      const words = { ...size, count: 2000, factor: 6364136223846793005n };
      expectPredicted(
        congruentialWords({ ...words, summand: 1442695040888963407n }),
        size.bits / 8,
      );
      expectPredicted(congruentialWords(words), size.bits / 8);
    },
  );

  it.each([
    ['of Knuth', 32, 64, 32, 6364136223846793005n, 1442695040888963407n],
    ['of newlib', 32, 63, 32, 6364136223846793005n, 1n],
    ['of Java', 32, 48, 16, 0x5deece66dn, 11n],
    ['of lrand48()', 32, 48, 17, 0x5deece66dn, 11n],
    ['of Numerical Recipes', 16, 32, 16, 1664525n, 1013904223n],
    ['of Microsoft', 16, 31, 16, 214013n, 2531011n],
    ['of ANSI C', 32, 31, 16, 1103515245n, 12345n],
    ['of Borland', 16, 31, 16, 22695477n, 1n],
  ] as const)('truncated generators: that %s', (_, bits, stateBits, shift, factor, summand) => {
    for (const highestFirst of [false, true]) {
      const words = { bits, count: 4000, highestFirst, stateBits, shift, factor };
      expectPredicted(congruentialWords({ ...words, summand }), 0);
      // Another summand is found from what it does to the words.
      const other = found(congruentialWords({ ...words, summand: 987_654_321n }));
      expect(shareOf(other?.residual ?? Uint8Array.of(1))).toBeLessThan(0.002);
    }
  });

  it('the relations of truncated generators hold', () => {
    for (const { bits, factor, relations } of GENERATORS)
      for (const relation of relations) {
        const sum = relation.reduce(
          (sum, value, i) => sum + BigInt(value) * factor ** BigInt(i),
          0n,
        );
        expect(BigInt.asUintN(bits, sum)).toBe(0n);
      }
  });

  it('xorshift of 32, 64 and 128 bits', () => {
    expectPredicted(xorshift({ bits: 32, count: 6000, shifts: [13, 17, 5] }), 128);
    expectPredicted(xorshift({ bits: 64, count: 6000, shifts: [13, 7, 17] }), 512);
    expectPredicted(xorshift128({ count: 6000, highestFirst: true }), 512);
  });

  it('the Mersenne Twister, both orders of bytes', () => {
    for (const highestFirst of [false, true])
      expectPredicted(mersenneTwister({ count: 4000, highestFirst }), 4 * 624);
  });

  it('between other bytes, aligned or not', () => {
    const random = randomWords(5);
    for (const before of [0, 1, 6, 1003]) {
      const header = Uint8Array.from({ length: before }, random);
      const tail = Uint8Array.from({ length: 999 }, random);
      const words = laggedFibonacci({ bits: 32, count: 9000, lags: [5, 17] });
      const streams = found(new Uint8Array(Buffer.concat([header, words, tail])));
      expect(streams?.residual.length).toBeGreaterThanOrEqual(4 * 8980);
      expect(streams?.outside.length).toBeLessThan(before + 1010);
    }
  });
});

describe('where there is none', () => {
  it('finds nothing', () => {
    const random = randomWords(9);
    expect(found(Uint8Array.from({ length: 300_000 }, random))).toBeUndefined();
    expect(found(Uint8Array.from({ length: 10_000 }, () => 48 + (random() & 1)))).toBeUndefined();
    expect(found(new Uint8Array(10_000))).toBeUndefined();
    expect(found(new Uint8Array(0))).toBeUndefined();
    expect(found(Buffer.from('No rule predicts a text. '.repeat(400)))).toBeUndefined();
  });
});

/** Rules that the encoder does not look for, which an archive may have. */
describe('joins as the reference does', () => {
  const random = randomWords(11);
  const stream = (length: number, most: number) =>
    Uint8Array.from({ length }, () => random() % (most + 1));

  it.each([
    ['bits, the lowest first', [1, 3, 90, 0, 0, 3, 1, 30, 2]],
    ['bits, the highest first, inverted', [2, 0, 99, 0, 1, 2, 40, 33]],
    ['two values, inverted', [0, 7, 9, 1, 80, 0, 1, 3, 1, 31, 9]],
    ['words, inverted', [5, 1, 40, 0, 1, 1, 3]],
    ['three terms, 64 bits', [8, 0, 12, 1, 3, 1, 5, 4e9, 1, 4e9, 7, 3, 0, 1, 12345, 4e9]],
    ['three terms, 16 bits', [5, 0, 40, 1, 3, 1, 65535, 0, 1, 40_000, 0, 3, 9, 0, 12345, 0]],
    ['a hidden state of 48 bits', [6, 2, 20, 3, 48, 16, 0xdeece66d, 5, 11, 0, 123456789, 4321]],
    ['a hidden state of 64 bits', [9, 2, 11, 3, 64, 3, 0xdeece66d, 4e9, 11, 4e9, 123456789, 4e9]],
    ['a hidden state of 64 bits, its high half', [7, 0, 9, 3, 64, 33, 4e9 + 1, 4e9, 1, 0, 5, 4e9]],
    ['a hidden state of 31 bits', [4, 0, 50, 3, 31, 16, 214013, 0, 2531011, 0, 77, 0]],
  ] as const)('%s', (_, parameters) => {
    const length = 100;
    const lengths = recurrence.lengths(parameters, length);
    expect(lengths).toBeDefined();
    const [outside = 0, state = 0, residual = 0] = lengths ?? [];
    const streams = [
      stream(outside, 255),
      stream(state, 255),
      stream(residual, parameters[0] === 0 ? 1 : 255),
    ];
    const joined = runToEnd(recurrence.join(parameters, streams, length));
    expect(joined).toEqual(JOIN['recurrence']?.(parameters, streams, length));
  });
});

describe('parameters that break a rule', () => {
  const lengths = (parameters: readonly number[]) => recurrence.lengths(parameters, 100);

  it('have no lengths', () => {
    expect(lengths([3, 0, 100, 0, 0, 1, 99])).toEqual([0, 99, 1]);
    for (const parameters of [
      [],
      [10, 0, 100, 0, 0, 1, 9],
      [0, 5, 5, 0, 100, 0, 0, 1, 9],
      [0, 5, 256, 0, 100, 0, 0, 1, 9],
      [3, 1, 100, 0, 0, 1, 9],
      [3, 0, 0, 0, 0, 1, 9],
      [3, 0, 100, 0, 2, 1, 9],
      [3, 0, 100, 0, 0, 0],
      [3, 0, 100, 0, 0, 1, 0],
      [3, 0, 100, 0, 0, 1, 100],
      [3, 0, 100, 0, 0, 1],
      [3, 0, 100, 0, 0, 1, 9, 9],
      [3, 0, 100, 0, 0, 129, ...new Array(129).fill(1)],
      [3, 0, 100, 1, 1, 9, 256, 0, 0, 0],
      [3, 0, 100, 1, 9, ...new Array(9).fill([1, 1, 0]).flat(), 0, 0],
      [6, 0, 25, 1, 1, 9, 1, 1, 0, 0],
      [3, 0, 100, 2],
      [6, 0, 25, 2],
      [1, 0, 100, 1, 1, 9, 1, 0, 0, 0],
      [4, 0, 50, 3, 31, 31, 1, 0, 1, 0, 1, 0],
      [4, 0, 50, 3, 31, 16, 2 ** 31, 0, 1, 0, 1, 0],
      [4, 0, 50, 3, 65, 16, 1, 0, 1, 0, 1, 0],
      [4, 0, 50, 4],
    ])
      expect(lengths(parameters), parameters.join(' ')).toBeUndefined();
  });

  it('residuals of two values are bits', () => {
    const join = (residual: number) =>
      runToEnd(
        recurrence.join(
          [0, 1, 2, 0, 4, 0, 0, 1, 1],
          [new Uint8Array(0), Uint8Array.of(1), Uint8Array.of(0, residual, 0)],
          4,
        ),
      );
    expect(join(1)).toEqual(Uint8Array.of(2, 2, 1, 1));
    expect(join(2)).toBeUndefined();
  });
});
