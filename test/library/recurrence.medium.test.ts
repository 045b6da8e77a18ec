/** Whole archives of sequences that obey a recurrence: how long they are, at a low level and a high one. */
import { describe, expect, it } from 'vitest';
import { compress, decompress } from '#dist/node/index.js';
import {
  congruentialWords,
  deBruijn,
  denseLags,
  laggedFibonacci,
  mersenneTwister,
  xorBits,
  xorshift,
  xorshift128,
} from '../support/generators.js';

const COUNT = 200_000;

/** Entropy of a bit that is flipped one time in five, and 1 % above it. */
const NOISE = Math.ceil((COUNT / 8) * 0.7219 * 1.01);

const LAG_PAIRS =
  '15,1 20,3 25,3 25,7 31,13 35,2 39,8 41,20 49,12 52,21 58,19 63,31 73,25 81,16 95,11';

const bits = (name: string, lags: readonly number[], most: number) =>
  [name, () => xorBits({ lags, count: COUNT }), most] as const;

const noisy = (lags: readonly number[]) =>
  [
    `noise, lags ${lags.join(', ')}`,
    () => xorBits({ lags, count: COUNT, noise: 0.2 }),
    NOISE + Math.ceil(Math.max(...lags) / 20),
  ] as const;

const lagged = (size: 8 | 16 | 32 | 64, highestFirst: boolean) =>
  [
    `lagged Fibonacci, ${size} bits, ${highestFirst ? 'highest' : 'lowest'} first`,
    () => laggedFibonacci({ bits: size, count: (8 * COUNT) / size, highestFirst, lags: [5, 17] }),
    260,
  ] as const;

const words = { bits: 32, count: COUNT / 4 } as const;

const SOURCES: readonly (readonly [string, () => Uint8Array, number])[] = [
  ...[10, 20, 30, 40, 50, 60].map((k) => bits(`k = ${k}`, [1, k], 60)),
  ...[100, 250, 1000].map((k) => bits(`k = ${k}`, [1, k], 60 + k / 8)),
  ...LAG_PAIRS.split(' ').map((pair) => bits(`lags ${pair}`, pair.split(',').map(Number), 70)),
  bits('order 2,048', denseLags(2048), 1400),
  ...[20, 40, 60, 100].map((k) => noisy([1, k])),
  noisy([2900, 4096]),
  ['De Bruijn', () => deBruijn([1, 15], COUNT), 110],
  ...([8, 16, 32, 64] as const).flatMap((size) => [lagged(size, false), lagged(size, true)]),
  ['xorshift 32', () => xorshift({ ...words, shifts: [13, 17, 5] }), 200],
  ['xorshift 64', () => xorshift({ bits: 64, count: COUNT / 8, shifts: [13, 7, 17] }), 600],
  ['xorshift128', () => xorshift128({ count: COUNT / 4 }), 620],
  ['congruential 32', () => congruentialWords({ ...words, factor: 1664525n, summand: 1n }), 70],
  [
    'java.util.Random',
    () =>
      congruentialWords({ ...words, stateBits: 48, shift: 16, factor: 0x5deece66dn, summand: 11n }),
    80,
  ],
  ['Mersenne Twister', () => mersenneTwister({ count: COUNT / 4 }), 2540],
];

describe.each([1, 5] as const)('level %i', (level) => {
  it.each(SOURCES)('%s', async (_, source, most) => {
    const bytes = source();
    const archive = await compress(bytes, { level, threads: 0 });
    expect(archive.length).toBeLessThanOrEqual(most);
    expect(Buffer.compare(await decompress(archive, { threads: 0 }), bytes)).toBe(0);
  });
});
