/** Whole archives of sequences that obey a recurrence; more of them: test/library/recurrence.medium.test.ts. */
import { expect, it } from 'vitest';
import { compress, decompress, inspect } from '#dist/node/index.js';
import { laggedFibonacci, mersenneTwister, xorBits } from '../support/generators.js';
import { decodeArchive } from '../support/reference.js';
import { analyzed } from './support/analyzed.js';

it.each([
  ['bits', xorBits({ lags: [1, 60], count: 5000 }), 60],
  ['words of 16 bits', laggedFibonacci({ bits: 16, count: 2000, lags: [5, 17] }), 100],
  ['the Mersenne Twister', mersenneTwister({ count: 2000 }), 2540],
] as const)('%s', async (_, bytes, most) => {
  const archive = await compress(bytes, { level: 1, threads: 0 });
  expect(archive.length).toBeLessThanOrEqual(most);
  const [frame] = (await inspect(archive)).frames;
  expect(frame?.blocks[0]?.streams[0]?.splitters).toEqual(['recurrence']);
  expect(Buffer.compare(await decompress(archive, { threads: 0 }), bytes)).toBe(0);
  expect(Buffer.compare(decodeArchive(archive), bytes)).toBe(0);
});

it('is analysed: each bit costs what its noise does', async () => {
  const bytes = xorBits({ lags: [2, 33], count: 3000, noise: 0.2, seed: 2 });
  const archive = await compress(bytes, { level: 1, threads: 0 });
  const [block] = await analyzed(bytes, { level: 1 });
  const bits = block?.bits ?? new Float32Array(0);
  expect(bits).toHaveLength(3000);
  const sum = bits.reduce((all, one) => all + one, 0);
  expect(Math.abs(sum / 8 - archive.length)).toBeLessThan(60);
  // The state is 33 bits in five bytes, each of which stands for the first bit in it.
  expect([...bits.keys()].filter((i) => bits[i] === 0).filter((i) => i < 40)).toEqual(
    Array.from({ length: 33 }, (_, i) => i).filter((i) => i % 8 !== 0),
  );
});
