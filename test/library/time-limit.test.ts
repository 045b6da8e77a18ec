/** maxSeconds ends an operation with TIME_LIMIT in every state. The operations here never end by themselves. */
import { describe, expect, it } from 'vitest';
import {
  CompressStream,
  compress,
  compressChunks,
  createCompress,
  createDecompress,
  decompress,
  decompressChunks,
} from '#dist/node/index.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { joined, TEXT } from './samples.js';

const DATA = joined(...Array(100).fill(TEXT));
const SLOW = { model: 'lstm(512x2)', maxSeconds: 0.05 };

async function* silent() {
  yield TEXT;
  await new Promise(() => {});
}

async function drained(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

describe.each([0, 1, 2])('a time limit, with %i threads,', (threads) => {
  it('ends long work', async () => {
    const error = await rejection(compress(DATA, { ...SLOW, threads }));
    expect(error.code).toBe('TIME_LIMIT');
    expect(error.name).toBe('ForesayError');
    expect(error.message).toContain('0.05 seconds');
  });

  it('ends waiting for input', async () => {
    // Keeps the process alive, which the library's timer does not.
    const alive = setInterval(() => {}, 1000);
    const compressed = drained(compressChunks(silent(), { ...SLOW, threads }));
    expect(await rejectionCode(compressed)).toBe('TIME_LIMIT');
    const archive = await compress(TEXT, { model: 'lstm(16x1)' });
    async function* half() {
      yield archive.subarray(0, 100);
      await new Promise(() => {});
    }
    const decompressed = drained(decompressChunks(half(), { maxSeconds: 0.05, threads }));
    expect(await rejectionCode(decompressed)).toBe('TIME_LIMIT');
    clearInterval(alive);
  });

  it('ends the wait of one operation for another', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const long = Array.from({ length: 20 }, () =>
      rejectionCode(compress(DATA, { model: 'lstm(512x2)', threads, signal })),
    );
    expect(await rejectionCode(compress(TEXT, { ...SLOW, threads }))).toBe('TIME_LIMIT');
    controller.abort();
    expect(new Set(await Promise.all(long))).toEqual(new Set(['ABORTED']));
  });

  it('that is not reached has no effect, even if it is huge', async () => {
    const options = { model: 'lstm(16x1)', threads };
    const archive = await compress(TEXT, options);
    for (const maxSeconds of [
      600,
      2 ** 31 / 1000,
      1e12,
      Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
    ]) {
      expect(await compress(TEXT, { ...options, maxSeconds })).toEqual(archive);
      expect(await decompress(archive, { threads, maxSeconds })).toEqual(TEXT);
    }
  });
});

describe('a time limit of streams', () => {
  it('ends them', async () => {
    const alive = setInterval(() => {}, 1000);
    const { readable, writable } = new CompressStream(SLOW);
    const writer = writable.getWriter();
    writer.write(TEXT).catch(() => {});
    writer.closed.catch(() => {});
    expect(await rejectionCode(drained(readable as never))).toBe('TIME_LIMIT');
    for (const stream of [createCompress(SLOW), createDecompress({ maxSeconds: 0.05 })]) {
      stream.resume();
      const failed = new Promise<{ code?: string }>((resolve) => stream.on('error', resolve));
      expect((await failed).code).toBe('TIME_LIMIT');
    }
    clearInterval(alive);
  });
});
