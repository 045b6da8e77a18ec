/** Models of experts of symbols by the public API: what they take, and the error for what they do not. */
import { describe, expect, it } from 'vitest';
import { alphabetOf, encodeAlphabet } from '#dist/archive/alphabet.js';
import { compress, decompress, parseSpec } from '#dist/node/index.js';
import { codeOf } from '../support/failure.js';
import { assemble, mapStreams, takeApart } from '../support/forge.js';
import { Random } from '../support/random.js';
import { rejection, rejectionCode } from '../support/rejection.js';

const NONE = { threads: 0 } as const;
const MODEL = 'mix(symbolOrders=1+2+3,repeats=12,strands=both)';

/** Bytes of the values 10 to 9 + count. */
function bytesOf(count: number, length = 2000): Uint8Array {
  const random = new Random(count);
  return Uint8Array.from({ length }, () => 10 + random.below(count));
}

describe('a model of experts of symbols', () => {
  it.each([1, 2, 3, 4])('takes %i values', async (count) => {
    const input = bytesOf(count);
    const archive = await compress(input, { ...NONE, model: MODEL });
    expect(archive.length).toBeLessThan(600);
    expect(Buffer.compare(await decompress(archive, NONE), input)).toBe(0);
  });

  it.each([0, 1, 2, 5])('takes %i bytes', async (length) => {
    const input = bytesOf(4, length);
    const archive = await compress(input, { ...NONE, model: MODEL });
    expect(Buffer.compare(await decompress(archive, NONE), input)).toBe(0);
  });

  it.each([5, 255])('refuses %i values', async (count) => {
    const error = await rejection(compress(bytesOf(count), { ...NONE, model: MODEL }));
    expect(error.code).toBe('INVALID_SPEC');
    expect(error.message).toMatch(`at most 4 byte values, and here are ${count}`);
  });

  it('counts the values of a dictionary', async () => {
    const options = { ...NONE, model: MODEL, dictionary: bytesOf(4, 300) };
    const archive = await compress(bytesOf(3), options);
    expect(Buffer.compare(await decompress(archive, options), bytesOf(3))).toBe(0);
    const other = { ...options, dictionary: bytesOf(5, 300) };
    expect(await rejectionCode(compress(bytesOf(3), other))).toBe('INVALID_SPEC');
  });

  it.each([1, 5])('is not asked at level %i when a dictionary has more values', async (level) => {
    const options = { ...NONE, level: level as 1 | 5, dictionary: bytesOf(200, 300) };
    for (const input of [bytesOf(4), bytesOf(200)]) {
      const archive = await compress(input, options);
      expect(Buffer.compare(await decompress(archive, options), input)).toBe(0);
    }
  });

  it('refuses a prior, which has more values', async () => {
    const model = `${MODEL.slice(0, -1)},prior=text)`;
    expect(await rejectionCode(compress(bytesOf(4), { ...NONE, model }))).toBe('INVALID_SPEC');
  });

  it('is corrupt in an archive with more values', async () => {
    const archive = await compress(bytesOf(4), { ...NONE, model: MODEL });
    const [frame] = await takeApart(archive);
    const [block] = frame?.blocks ?? [];
    if (!frame || block?.kind !== 'modelled') throw new Error('no modelled block');
    const withValues = (count: number) => {
      const alphabet = encodeAlphabet(alphabetOf(bytesOf(count)));
      const tree = mapStreams(block.tree, (stream) => ({ ...stream, alphabet }));
      return assemble({ ...frame, blocks: [{ ...block, tree }] });
    };
    expect(Buffer.compare(withValues(4), archive)).toBe(0);
    for (const count of [5, 6, 200, 256])
      expect(await rejectionCode(decompress(withValues(count), NONE)), `${count}`).toBe('CORRUPT');
  });
});

it.each([
  ['mix(orders=1,symbolOrders=2)', 'experts of bytes and experts of symbols'],
  ['mix(matches=6,codons=2)+rnn(8x1)', 'experts of bytes and experts of symbols'],
  ['mix(repeats=12)+rnn(8x1,lanes=2)', 'one lane'],
  ['mix(symbolTables=12)', 'neither an expert nor a network'],
  ['mix(symbolOrders=1,hidden=6)', 'hidden is a multiple of 4 from 0 to 256, not 6'],
])('%s is refused', (text, message) => {
  expect(() => parseSpec(text)).toThrow(message);
  expect(codeOf(() => parseSpec(text))).toBe('INVALID_SPEC');
});
