/** The sizes that the levels give. Sizes of whole files are in docs/benchmarks.md. */
import { describe, expect, it } from 'vitest';
import { compress, decompress, inspect, type Level } from '#dist/node/index.js';
import { Random } from '../support/random.js';
import { TEXT } from './samples.js';

const size = async (bytes: Uint8Array, level: Level) =>
  (await compress(bytes, { level, threads: 0 })).length;

/** Random letters and digits, as in base64: six bits a byte, and nothing else to learn. */
const NOISE = new Random(11).bytes(30_000).map((byte) => 48 + (byte & 63));

describe('levels', () => {
  it('spend no more on noise than a level below', async () => {
    const lowest = await size(NOISE, 2);
    expect(lowest).toBeLessThan(1.012 * 0.75 * NOISE.length);
    for (const level of [3, 4, 5, 6] as const) expect(await size(NOISE, level)).toBe(lowest);
  });

  it('code noise with a model that the archive names', async () => {
    const archive = await compress(NOISE, { level: 4, threads: 0 });
    const [model] = (await inspect(archive)).models;
    expect(model).toContain('orders=0+1+2+3,select=partial+knownContexts');
    expect(await decompress(archive, { threads: 0 })).toEqual(NOISE);
  });

  it('do not replace a model that the caller names', async () => {
    const archive = await compress(NOISE, { model: 'mix(orders=1+6)', threads: 0 });
    expect((await inspect(archive)).models).toEqual(['mix(orders=1+6)']);
  });

  it('take fewer bytes for a text, the higher they are', async () => {
    const sizes: number[] = [];
    for (const level of [1, 2, 3, 4, 5, 6] as const) sizes.push(await size(LONGER, level));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
});

/** Longer than short streams, which have a model of their own. */
const LONGER = new Uint8Array(Buffer.concat([TEXT, TEXT.map((byte) => byte ^ 1), TEXT, TEXT]));
