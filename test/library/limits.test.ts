/** Limits of memory and output for one-shot calls and streams. */
import { describe, expect, it } from 'vitest';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import {
  compress,
  DecompressStream,
  decompress,
  decompressChunks,
  memoryNeeded,
} from '#dist/node/index.js';
import { joined } from '../support/archives.js';
import { frameOf, oneValueBlock, storedBlock, times } from '../support/hostile.js';
import { Random } from '../support/random.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { FAST, TEXT } from './samples.js';

await loadChecksum();

const MIB = 2 ** 20;

/** 886 bytes whose headers state 10 GiB. */
const BOMB = joined(frameOf(times(40, oneValueBlock(256 * MIB))));

/** Sixteen blocks of 1 MiB that decode. */
const MEBIBYTES = joined(frameOf(times(16, storedBlock(new Random(1).bytes(MIB)))));

/** Three blocks in a frame that states their length. */
const SMALL = await compress(TEXT, { ...FAST, blockSize: 1000 });

/** The number of bytes before the error, and its code. */
async function given(chunks: AsyncIterable<Uint8Array>): Promise<[number, string]> {
  let length = 0;
  const reading = (async () => {
    for await (const chunk of chunks) length += chunk.length;
  })();
  const code = await rejectionCode(reading);
  return [length, code];
}

describe('the result of a one-shot call', () => {
  it('counts against the memory: an archive of a kilobyte that states ten gigabytes is refused', async () => {
    expect(BOMB.length).toBe(886);
    const before = process.memoryUsage().rss;
    const error = await rejection(decompress(BOMB, { memory: 600 * MIB }));
    expect(error.code).toBe('MEMORY_LIMIT');
    expect(error.message).toMatch(/needs 10240 MiB .* 600 MiB are allowed.*decompressChunks/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MIB);
  });

  it('counts together with the block at work', async () => {
    const options = { threads: 2 } as const;
    const enough = await decompress(MEBIBYTES, { ...options, memory: 17 * MIB });
    expect(enough.length).toBe(16 * MIB);
    for (const memory of [16 * MIB, 17 * MIB - 1])
      expect(await rejectionCode(decompress(MEBIBYTES, { ...options, memory }))).toBe(
        'MEMORY_LIMIT',
      );
    // A caller that takes the chunks needs memory for one of them.
    let length = 0;
    for await (const chunk of decompressChunks(MEBIBYTES, { ...options, memory: MIB }))
      length += chunk.length;
    expect(length).toBe(16 * MIB);
  });

  it('is limited too where the archive is damaged', async () => {
    const cut = MEBIBYTES.subarray(0, MEBIBYTES.length - 1);
    expect(await rejectionCode(decompress(cut, { memory: 4 * MIB }))).toBe('MEMORY_LIMIT');
    expect(await rejectionCode(decompress(cut))).toBe('TRUNCATED');
  });

  it('of compressing counts too', async () => {
    const data = new Random(2).bytes(4 * MIB);
    const options = { ...FAST, blockSize: MIB / 4 };
    const memory = await memoryNeeded(options);
    expect(await compress(data, { ...options, memory: memory + 5 * MIB })).not.toHaveLength(0);
    const error = await rejection(compress(data, { ...options, memory: memory + 2 * MIB }));
    expect(error.code).toBe('MEMORY_LIMIT');
    expect(error.message).toContain('compressChunks');
  });
});

describe('maxOutputBytes', () => {
  it('accepts results up to the limit', async () => {
    expect(await decompress(SMALL, { maxOutputBytes: TEXT.length })).toEqual(TEXT);
    expect(await decompress(await compress(new Uint8Array(0)), { maxOutputBytes: 0 })).toHaveLength(
      0,
    );
  });

  it('refuses an archive in memory before it decodes any of it', async () => {
    const maxOutputBytes = TEXT.length - 1;
    expect(await rejectionCode(decompress(SMALL, { maxOutputBytes }))).toBe('OUTPUT_LIMIT');
    expect(await given(decompressChunks(SMALL, { maxOutputBytes }))).toEqual([0, 'OUTPUT_LIMIT']);
    expect(await rejectionCode(decompress(BOMB, { maxOutputBytes: 2 ** 33 }))).toBe('OUTPUT_LIMIT');
  });

  it('counts all frames', async () => {
    const two = joined([SMALL, SMALL]);
    const maxOutputBytes = 2 * TEXT.length;
    expect(await decompress(two, { maxOutputBytes })).toHaveLength(maxOutputBytes);
    for (const source of [two, [two]])
      expect(
        (await given(decompressChunks(source, { maxOutputBytes: maxOutputBytes - 1 })))[1],
      ).toBe('OUTPUT_LIMIT');
  });

  it('refuses a stream at the header that exceeds it', async () => {
    // The frame states its size.
    expect(await given(decompressChunks([SMALL], { maxOutputBytes: 2999 }))).toEqual([
      0,
      'OUTPUT_LIMIT',
    ]);
    // These frames do not.
    const unsaid = MEBIBYTES;
    expect(
      await given(decompressChunks([unsaid], { maxOutputBytes: 3 * MIB, threads: 0 })),
    ).toEqual([3 * MIB, 'OUTPUT_LIMIT']);
    const { readable, writable } = new DecompressStream({ maxOutputBytes: 1 });
    const writer = writable.getWriter();
    writer.write(SMALL).catch(() => {});
    expect(await rejectionCode(readable.getReader().read())).toBe('OUTPUT_LIMIT');
  });
});

describe('a result of very many chunks', () => {
  it('counts the overhead of each', async () => {
    const options = { ...FAST, blockSize: 1, memory: 4 * 2 ** 20 };
    const error = await rejection(
      compress(TEXT.subarray(0, 3000), { ...options, model: 'rnn(8x1)' }),
    );
    expect(error.code).toBe('MEMORY_LIMIT');
    expect(error.message).toContain('compressChunks');
  });
});
