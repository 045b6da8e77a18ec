import { type Duplex, PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CompressStream,
  compress,
  compressChunks,
  createCompress,
  createDecompress,
  DecompressStream,
  decompress,
  decompressChunks,
  inspect,
} from '#dist/node/index.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { FAST, joined, TEXT } from './samples.js';

const OPTIONS = { ...FAST, blockSize: 700, size: TEXT.length };
const ARCHIVE = await compress(TEXT, OPTIONS);

/** The bytes cut into chunks before each of the positions. */
function cutAt(bytes: Uint8Array, positions: readonly number[]): Uint8Array[] {
  const cuts = [0, ...[...positions].sort((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((end, i) => bytes.slice(cuts[i], end));
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joined(...parts);
}

const positions = (length: number) =>
  fc.array(fc.integer({ min: 0, max: length }), { maxLength: 12 });

describe('chunks', () => {
  it('cut anywhere give the same archive', async () => {
    await fc.assert(
      fc.asyncProperty(positions(TEXT.length), async (cuts) => {
        expect(await gather(compressChunks(cutAt(TEXT, cuts), OPTIONS))).toEqual(ARCHIVE);
      }),
      { numRuns: 25 },
    );
  });

  it('of an archive cut anywhere give the same bytes', async () => {
    const two = joined(ARCHIVE, ARCHIVE);
    await fc.assert(
      fc.asyncProperty(positions(two.length), async (cuts) => {
        const bytes = await gather(decompressChunks(cutAt(two, cuts), { threads: 0 }));
        expect(bytes).toEqual(joined(TEXT, TEXT));
      }),
      { numRuns: 25 },
    );
  });

  it('may come from a Blob, a ReadableStream or a Node stream', async () => {
    const blob = new Blob([TEXT]);
    for (const source of [blob, blob.stream(), Readable.from(cutAt(TEXT, [9, 1000])), [TEXT]])
      expect(await gather(compressChunks(source, OPTIONS))).toEqual(ARCHIVE);
    // As in browsers whose streams are not iterable.
    const plain = blob.stream();
    Object.defineProperty(plain, Symbol.asyncIterator, { value: undefined });
    expect(await gather(compressChunks(plain, OPTIONS))).toEqual(ARCHIVE);
    expect((await inspect(new Blob([ARCHIVE]))).originalBytes).toBe(TEXT.length);
  });

  it('are read before the next is requested', async () => {
    const reused = new Uint8Array(100);
    async function* source() {
      for (let start = 0; start < TEXT.length; start += 100) {
        reused.set(TEXT.subarray(start, start + 100));
        yield reused;
      }
    }
    expect(await gather(compressChunks(source(), OPTIONS))).toEqual(ARCHIVE);
  });

  it('are requested only as fast as the result is taken', async () => {
    let asked = 0;
    async function* source() {
      for (; asked < 100; asked++) yield TEXT.subarray(0, 100);
    }
    const output = compressChunks(source(), { ...FAST, blockSize: 100 });
    await output.next();
    await output.next();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toBeLessThanOrEqual(4);
    await output.return();
  });

  it('reject with an error of their source, and close it when the loop is left', async () => {
    let ended = 0;
    async function* source(error?: Error) {
      try {
        yield TEXT;
        if (error) throw error;
        yield TEXT;
      } finally {
        ended++;
      }
    }
    const broken = new Error('disk');
    await expect(gather(compressChunks(source(broken), OPTIONS))).rejects.toBe(broken);
    for await (const chunk of compressChunks(source(), { ...FAST, blockSize: 300 })) {
      if (chunk.length > 20) break;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ended).toBe(2);
  });

  it('are yielded as soon as their block is complete, even if more input follows', async () => {
    async function* source() {
      yield ARCHIVE.subarray(0, ARCHIVE.length - 4);
      await new Promise(() => {});
    }
    const output = decompressChunks(source(), { threads: 0 });
    const first = await output.next();
    expect(first.value).toEqual(TEXT.subarray(0, 700));
  });
});

describe('CompressStream and DecompressStream', () => {
  it('are pairs for pipeThrough', async () => {
    const archive = new Blob([TEXT]).stream().pipeThrough(new CompressStream(OPTIONS));
    const [kept, passed] = archive.tee();
    const back = passed.pipeThrough(new DecompressStream({ threads: 1 }));
    expect(new Uint8Array(await new Response(back as BodyInit).arrayBuffer())).toEqual(TEXT);
    expect(await gather(kept)).toEqual(ARCHIVE);
  });

  it('accept all buffers and views, and no other value', async () => {
    const stream = new CompressStream({ ...FAST, blockSize: 700 });
    const writer = stream.writable.getWriter();
    const written = Promise.all([
      writer.write(TEXT.slice(0, 1000).buffer),
      writer.write(new DataView(TEXT.slice(1000, 2000).buffer)),
      writer.write(TEXT.subarray(2000)),
      writer.close(),
    ]);
    const archive = await gather(stream.readable);
    await written;
    expect(await decompress(archive, { threads: 0 })).toEqual(TEXT);

    const wrong = new CompressStream(FAST);
    const code = rejectionCode(gather(wrong.readable));
    const put = wrong.writable.getWriter();
    put.closed.catch(() => {});
    await put.write('text' as never).catch(() => {});
    expect(await code).toBe('INVALID_OPTION');
    expect(await rejectionCode(put.write(TEXT))).toBe('INVALID_OPTION');
  });

  it.each([1, 7, 100, 999])('have read %i bytes when their write is done', async (size) => {
    const refilled = async (stream: CompressStream | DecompressStream, bytes: Uint8Array) => {
      const all = gather(stream.readable);
      const writer = stream.writable.getWriter();
      // A view into a pool, like Node's own buffers.
      const pool = new Uint8Array(3 * size);
      for (let at = 0; at < bytes.length; at += size) {
        const part = bytes.subarray(at, at + size);
        pool.set(part, size);
        await writer.write(pool.subarray(size, size + part.length));
        pool.fill(0);
      }
      await writer.close();
      return all;
    };
    expect(await refilled(new CompressStream(OPTIONS), TEXT)).toEqual(ARCHIVE);
    const two = joined(ARCHIVE, ARCHIVE);
    const back = await refilled(new DecompressStream({ threads: 0 }), two);
    expect(back).toEqual(joined(TEXT, TEXT));
  });

  it('let a buffer be transferred when its write is done', async () => {
    const stream = new CompressStream(OPTIONS);
    const all = gather(stream.readable);
    const writer = stream.writable.getWriter();
    for (const part of cutAt(TEXT, [500, 1700])) {
      await writer.write(part);
      structuredClone(part.buffer, { transfer: [part.buffer as ArrayBuffer] });
    }
    await writer.close();
    expect(await all).toEqual(ARCHIVE);
  });

  it('fail at both ends', async () => {
    const { readable, writable } = new DecompressStream({ threads: 0 });
    const writer = writable.getWriter();
    const code = rejectionCode(gather(readable));
    writer.write(new Uint8Array([1, 2, 3, 4, 5])).catch(() => {});
    expect(await code).toBe('NOT_FORESAY');
    expect(await rejectionCode(writer.closed)).toBe('NOT_FORESAY');
  });

  it('stop when the writer aborts: the reader gets an error, not half an archive', async () => {
    const { readable, writable } = new CompressStream({ ...FAST, blockSize: 700 });
    const writer = writable.getWriter();
    const reader = readable.getReader();
    const written = writer.write(TEXT).catch(() => {});
    await reader.read();
    const reason = new Error('changed my mind');
    await writer.abort(reason);
    await written;
    const error = await rejection(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    );
    expect(error.code).toBe('ABORTED');
    expect(error.cause).toBe(reason);
  });

  it('stop when the reader cancels', async () => {
    const { readable, writable } = new CompressStream({ ...FAST, blockSize: 700 });
    const writer = writable.getWriter();
    const written = writer.write(TEXT).catch(() => {});
    const reader = readable.getReader();
    await reader.read();
    await reader.cancel(new Error('enough'));
    await written;
    await expect(writer.write(TEXT)).rejects.toThrow('enough');
  });
});

describe('createCompress and createDecompress', () => {
  it('pipe', async () => {
    const archive = new PassThrough();
    const back = createDecompress({ threads: 1 });
    const kept = buffer(archive);
    const [bytes] = await Promise.all([
      buffer(back),
      pipeline(Readable.from(cutAt(TEXT, [1, 2, 1500])), createCompress(OPTIONS), archive),
      pipeline(archive, back),
    ]);
    expect(new Uint8Array(bytes)).toEqual(TEXT);
    expect(new Uint8Array(await kept)).toEqual(ARCHIVE);
  });

  it.each([1, 7, 100, 999])('have read %i bytes when their callback is called', async (size) => {
    const refilled = async (stream: Duplex, bytes: Uint8Array) => {
      const all = buffer(stream);
      const chunk = Buffer.alloc(size);
      for (let at = 0; at < bytes.length; at += size) {
        const part = bytes.subarray(at, at + size);
        chunk.set(part);
        await new Promise((done) => stream.write(chunk.subarray(0, part.length), done));
        chunk.fill(0);
      }
      stream.end();
      return new Uint8Array(await all);
    };
    expect(await refilled(createCompress(OPTIONS), TEXT)).toEqual(ARCHIVE);
    const two = joined(ARCHIVE, ARCHIVE);
    expect(await refilled(createDecompress({ threads: 0 }), two)).toEqual(joined(TEXT, TEXT));
  });

  it('emit the errors of decompress()', async () => {
    const run = pipeline(
      Readable.from([ARCHIVE.subarray(0, 50)]),
      createDecompress(),
      async (out) => {
        for await (const _ of out);
      },
    );
    expect(await rejectionCode(run)).toBe('TRUNCATED');
  });

  it('stop when destroyed', async () => {
    const stream = createCompress({ model: FAST.model, blockSize: 100, threads: 1 });
    stream.write(TEXT);
    stream.resume();
    await new Promise((resolve) => stream.once('data', resolve));
    stream.destroy();
    await new Promise((resolve) => stream.once('close', resolve));
    expect(stream.readableEnded).toBe(false);
  });
});
