/** Dictionaries: their gain, their checks, and their use with threads and streams. */
import { describe, expect, it } from 'vitest';
import {
  CompressStream,
  compress,
  compressChunks,
  DecompressStream,
  decompress,
  inspect,
  memoryNeeded,
} from '#dist/node/index.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { FAST, TEXT } from './samples.js';

const dictionary = TEXT.subarray(0, 2500);
const data = TEXT.slice(2400, 2900);

describe('a dictionary', () => {
  it.each([0, 2])('makes the archive smaller, and it round-trips: %i threads', async (threads) => {
    const options = { model: FAST.model, blockSize: 300, threads };
    const archive = await compress(data, { ...options, dictionary });
    expect(archive.length).toBeLessThan((await compress(data, options)).length - 8);
    expect(await decompress(archive, { threads, dictionary })).toEqual(data);
    // The same bytes in another buffer.
    expect(await decompress(archive, { threads, dictionary: dictionary.slice() })).toEqual(data);
  });

  it('gives the same archive for any number of threads', async () => {
    const options = { model: FAST.model, blockSize: 200, dictionary };
    const alone = await compress(data, { ...options, threads: 0 });
    expect(await compress(data, { ...options, threads: 3 })).toEqual(alone);
  });

  it('works with streams', async () => {
    const through = (pair: CompressStream | DecompressStream, bytes: Uint8Array) =>
      new Response(new Blob([new Uint8Array(bytes)]).stream().pipeThrough(pair as never))
        .arrayBuffer()
        .then((buffer) => new Uint8Array(buffer));
    const archive = await through(new CompressStream({ ...FAST, dictionary }), data);
    expect(archive).not.toEqual(await compress(data, FAST));
    expect(await through(new DecompressStream({ dictionary }), archive)).toEqual(data);
  });

  it('is identified in the archive', async () => {
    const archive = await compress(data, { ...FAST, dictionary });
    const { frames } = await inspect(archive);
    expect(frames[0]?.dictionary).toMatch(/^[0-9a-f]{16}$/);
    const plain = await inspect(await compress(data, FAST));
    expect(plain.frames[0]).not.toHaveProperty('dictionary');
  });

  it('is required for decoding, and must be the same', async () => {
    const archive = await compress(data, { ...FAST, dictionary });
    const name = (await inspect(archive)).frames[0]?.dictionary as string;
    const required = await rejection(decompress(archive));
    expect(required.code).toBe('DICTIONARY_REQUIRED');
    expect(required.message).toContain(name);
    const mismatch = await rejection(decompress(archive, { dictionary: TEXT }));
    expect(mismatch.code).toBe('DICTIONARY_MISMATCH');
    expect(mismatch.message).toContain(name);
  });

  it('is required before any byte of its frame is yielded', async () => {
    const archive = await compress(data, { ...FAST, dictionary });
    const both = Buffer.concat([await compress(TEXT, FAST), archive]);
    expect(await rejectionCode(decompress(both))).toBe('DICTIONARY_REQUIRED');
    expect((await decompress(both, { dictionary })).length).toBe(TEXT.length + data.length);
  });

  it('is ignored for frames made without one', async () => {
    const archive = await compress(data, FAST);
    expect(await decompress(archive, { dictionary })).toEqual(data);
  });

  it('with other byte values than the block is learned too', async () => {
    const other = Uint8Array.from({ length: 256 }, (_, i) => i);
    const archive = await compress(data, { ...FAST, dictionary: other });
    expect(await decompress(archive, { dictionary: other })).toEqual(data);
    const equal = new Uint8Array(50).fill(7);
    const short = await compress(equal, { ...FAST, dictionary: other });
    expect(await decompress(short, { dictionary: other })).toEqual(equal);
  });

  it('counts as memory', async () => {
    const options = { model: 'lstm(8x1,ngramBits=1)', size: 1000 };
    const long = new Uint8Array(2 ** 22);
    const more =
      (await memoryNeeded({ ...options, dictionary: long })) - (await memoryNeeded(options));
    expect(more).toBeGreaterThanOrEqual(2 * long.length);
    expect(more).toBeLessThan(2.1 * long.length);
    const refused = compressChunks([data], { ...FAST, dictionary: long, memory: long.length });
    expect(await rejectionCode(refused.next())).toBe('MEMORY_LIMIT');
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['too long', new Uint8Array(2 ** 26 + 1)],
    ['no bytes', 'text'],
  ])('that is %s is refused', async (_, refused) => {
    const options = { dictionary: refused as never };
    expect(await rejectionCode(compress(data, options))).toBe('INVALID_OPTION');
    expect(await rejectionCode(decompress(data, options))).toBe('INVALID_OPTION');
    expect(() => new DecompressStream(options)).toThrow(/64 MiB/);
  });
});
