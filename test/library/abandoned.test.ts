/** Work that ends while another part waits for it: nothing hangs, and no operation receives another's answer. */
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { CompressStream, compress, decompress, inspect } from '#dist/index.js';
import { nodePlatform } from '#dist/node/platform.js';
import { createCompress } from '#dist/node/streams.js';
import { usePlatform } from '#dist/workers/platform.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { FAST, joined, TEXT } from './samples.js';

afterEach(() => usePlatform(nodePlatform));

/** A platform with a new pool. Its first worker calls `ready` when it has started. */
function whenReady(ready: () => void): void {
  let started = 0;
  usePlatform({
    ...nodePlatform,
    startWorker: () => {
      const port = nodePlatform.startWorker?.();
      if (!port) throw new Error('Node has workers');
      const isFirst = started++ === 0;
      const onMessage: typeof port.onMessage = (listener) =>
        port.onMessage((message) => {
          listener(message);
          if (isFirst && (message as { type: string }).type === 'ready') ready();
        });
      return { ...port, onMessage };
    },
  });
}

describe('an operation that is aborted while its workers start', () => {
  it.each([0, 1, 2, 3])(
    'does not leave its answers to the next one (%i turns later)',
    async (turns) => {
      const controller = new AbortController();
      const abort = (left: number) => {
        if (left === 0) controller.abort();
        else setImmediate(() => abort(left - 1));
      };
      whenReady(() => abort(turns));
      const options = { model: 'lstm(16x1,lag=1)', threads: 2 } as const;
      const first = joined(...Array(20).fill(TEXT));
      const { signal } = controller;
      expect(await rejectionCode(compress(first, { ...options, signal }))).toBe('ABORTED');
      expect(await decompress(await compress(TEXT, options))).toEqual(TEXT);
    },
  );
});

describe('a stream whose reader has stalled', () => {
  const endless = () =>
    Readable.from(
      (async function* () {
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          yield TEXT;
        }
      })(),
    );
  const stalled = () => new Writable({ highWaterMark: 1, write() {} });
  const OPTIONS = { ...FAST, blockSize: 1000 };

  it('fails when it is aborted', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const running = pipeline(endless(), createCompress({ ...OPTIONS, signal }), stalled());
    setTimeout(() => controller.abort(), 50);
    expect(await rejectionCode(running)).toBe('ABORTED');
  });

  it('fails after its time limit', async () => {
    const slow = createCompress({ ...OPTIONS, maxSeconds: 0.05 });
    expect(await rejectionCode(pipeline(endless(), slow, stalled()))).toBe('TIME_LIMIT');
  });

  it('fails at both ends where it is a web stream', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const { readable, writable } = new CompressStream({ ...OPTIONS, signal: controller.signal });
    const writer = writable.getWriter();
    const writing = (async () => {
      for (;;) await writer.write(TEXT);
    })();
    const reader = readable.getReader();
    await reader.read();
    controller.abort(reason);
    for (const end of [writing, writer.closed, reader.closed]) {
      const error = await rejection(end);
      expect(error.code).toBe('ABORTED');
      expect(error.cause).toBe(reason);
    }
  });

  it('fails without a reader too', async () => {
    const { writable } = new CompressStream({ ...OPTIONS, maxSeconds: 0.02 });
    expect(await rejectionCode(writable.getWriter().closed)).toBe('TIME_LIMIT');
  });
});

describe('inspect', () => {
  it('can be aborted while its source waits', async () => {
    const archive = await compress(TEXT, FAST);
    const controller = new AbortController();
    async function* source() {
      yield archive.subarray(0, 10);
      setTimeout(() => controller.abort(), 5);
      await new Promise(() => {});
    }
    const { signal } = controller;
    expect(await rejectionCode(inspect(source(), { signal }))).toBe('ABORTED');
  });
});

describe('an async callback that rejects', () => {
  const reason = new Error('no display');
  const refuse = () => Promise.reject(reason) as never;

  it('ends compress() as onBlock', async () => {
    const options = { ...FAST, blockSize: 100, onBlock: refuse };
    await expect(compress(TEXT, options)).rejects.toBe(reason);
  });

  it.each(['onFrame', 'onBlock'])('ends inspect() as %s', async (name) => {
    const archive = await compress(TEXT, FAST);
    await expect(inspect(archive, { [name]: refuse })).rejects.toBe(reason);
  });
});
