import { describe, expect, it } from 'vitest';
import { FORMAT_VERSION } from '#dist/archive/format.js';
import { compress, decompress, inspect } from '#dist/node/index.js';
import { SPLITTERS } from '#dist/split/registry.js';
import { alice } from '../codec/support/blocks.js';
import { assemble, mapStreams, rawSplit, takeApart } from '../support/forge.js';
import { BLOCK, FAST, joined, SAMPLES, TEXT } from './samples.js';

describe('compress and decompress', () => {
  it.each(SAMPLES)('return %s', async (_name, data, kinds) => {
    const before = data.slice();
    const archive = await compress(data, { ...FAST, blockSize: BLOCK });
    expect(await decompress(archive, { threads: 0 })).toEqual(before);
    expect(data).toEqual(before);
    const { frames, archiveBytes, originalBytes } = await inspect(archive);
    expect(frames).toHaveLength(1);
    expect(frames[0]?.blocks.map(({ kind }) => kind).join(' ')).toBe(kinds);
    expect({ archiveBytes, originalBytes }).toEqual({
      archiveBytes: archive.length,
      originalBytes: data.length,
    });
  });

  it.each(SAMPLES)('never make %s much longer', async (_name, data) => {
    const archive = await compress(data, { ...FAST, blockSize: 2 ** 20 });
    expect(archive.length - data.length).toBeLessThanOrEqual(40);
  });

  it('give the same bytes for any number of threads', async () => {
    const options = { model: FAST.model, blockSize: 400 };
    const archive = await compress(TEXT, { ...options, threads: 0 });
    for (const threads of [1, 2, 3, undefined]) {
      expect(await compress(TEXT, { ...options, threads })).toEqual(archive);
      expect(await decompress(archive, { threads })).toEqual(TEXT);
    }
  });

  it('decode concatenated frames of different models', async () => {
    const frames = await Promise.all([
      compress(TEXT, FAST),
      compress(new Uint8Array(0), FAST),
      compress(TEXT.subarray(7), { model: 'gru(8x2)', blockSize: 700, threads: 1, name: 'x' }),
    ]);
    const data = joined(TEXT, TEXT.subarray(7));
    expect(await decompress(joined(...frames), { threads: 2 })).toEqual(data);
    expect((await inspect(joined(...frames))).frames).toHaveLength(3);
  });

  it('run concurrently', async () => {
    const inputs = SAMPLES.map(([, data]) => data);
    const archives = await Promise.all(
      inputs.map((data) => compress(data, { ...FAST, threads: 2 })),
    );
    expect(await Promise.all(archives.map((archive) => decompress(archive)))).toEqual(inputs);
  });

  it('let the event loop run between slices in the calling thread', async () => {
    let turns = 0;
    let working = true;
    const count = () => {
      turns++;
      if (working) setImmediate(count);
    };
    count();
    const archive = await compress(TEXT, { ...FAST, blockSize: 500 });
    const packing = turns;
    await decompress(archive, { threads: 0 });
    working = false;
    // Six blocks of at least two slices each, in both directions.
    expect(packing).toBeGreaterThanOrEqual(12);
    expect(turns - packing).toBeGreaterThanOrEqual(12);
  });

  it('transform line ends before a prior, but not before a dictionary', async () => {
    const lines = new TextEncoder().encode('It was so, and it was late.\r\n'.repeat(700));
    const options = { level: 1, kind: 'text' } as const;
    const streamOf = async (archive: Uint8Array) =>
      (await inspect(archive)).frames[0]?.blocks[0]?.streams[0];
    const archive = await compress(lines, options);
    expect(await streamOf(archive)).toMatchObject({
      splitters: ['line-ends'],
      model: expect.stringContaining('prior=text'),
    });
    expect(await decompress(archive)).toEqual(lines);
    const dictionary = lines.subarray(0, 300);
    const behind = await compress(lines, { ...options, dictionary });
    expect((await streamOf(behind))?.splitters).toEqual([]);
    expect(await decompress(behind, { dictionary })).toEqual(lines);
  });

  it('join splits in splits, the innermost first', async () => {
    const archive = await compress(TEXT, { ...FAST, kind: 'text' });
    const { blocks } = (await inspect(archive)).frames[0] ?? {};
    expect(blocks?.[0]?.streams[0]?.splitters).toEqual(['line-ends']);
    // `branches` does not change a text.
    const frames = await takeApart(archive);
    const twice = frames.map((frame) => ({
      ...frame,
      blocks: frame.blocks.map((block) => {
        if (block.kind !== 'modelled') return block;
        const tree = mapStreams(block.tree, (one) => rawSplit(SPLITTERS.branches.id, [], one));
        return { ...block, tree };
      }),
    }));
    const forged = joined(...twice.map(assemble));
    const [frame] = (await inspect(forged)).frames;
    expect(frame?.blocks[0]?.streams[0]?.splitters).toEqual(['line-ends', 'branches']);
    expect(await decompress(forged, { threads: 0 })).toEqual(TEXT);
  });

  it('accept an ArrayBuffer, or a view of a part of one', async () => {
    const buffer = joined(TEXT).buffer;
    const archive = await compress(buffer, FAST);
    expect(archive).toEqual(await compress(TEXT, FAST));
    expect(await decompress(archive.buffer)).toEqual(TEXT);
    expect(await compress(new Uint8Array(buffer, 100, 50), FAST)).toEqual(
      await compress(TEXT.slice(100, 150), FAST),
    );
  });

  it('store name, time and size', async () => {
    const mtime = new Date('2026-01-02T03:04:05.678Z');
    const archive = await compress(TEXT, { ...FAST, name: 'alice.txt', mtime });
    const { frames, memory } = await inspect(archive);
    expect(frames[0]).toMatchObject({ version: FORMAT_VERSION, name: 'alice.txt', mtime });
    expect(frames[0]?.blocks[0]?.streams[0]?.model).toBe('lstm(16x1)');
    expect(memory).toBe(frames[0]?.blocks[0]?.memory);
  });

  it('store the size in the frame header only for several blocks', async () => {
    const flags = async (blockSize: number) => (await compress(TEXT, { ...FAST, blockSize }))[5];
    expect(await flags(TEXT.length)).toBe(0);
    expect(await flags(TEXT.length - 1)).toBe(1);
    expect(await compress(new Uint8Array(0), FAST)).toHaveLength(11);
  });

  it('use one model for short input at all levels', async () => {
    const long = alice(10_000);
    const modelOf = async (length: number, level: number) => {
      const archive = await compress(long.subarray(0, length), { level, threads: 0 });
      expect(await decompress(archive, { threads: 0 })).toEqual(long.subarray(0, length));
      return (await inspect(archive)).frames[0]?.blocks[0]?.streams[0]?.model;
    };
    expect(await modelOf(long.length, 1)).not.toBe(await modelOf(long.length, 2));
    expect(await modelOf(300, 1)).toBe(await modelOf(300, 9));
  });
});
