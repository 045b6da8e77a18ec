/** Concurrent operations share the realm's workers and memory, and none waits for ever. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CompressStream,
  compress,
  compressChunks,
  DecompressStream,
  decompress,
  memoryNeeded,
} from '#dist/index.js';
import { nodePlatform } from '#dist/node/platform.js';
import { type Platform, usePlatform } from '#dist/workers/platform.js';
import { FAST, TEXT } from './samples.js';

/** A platform of two cores that counts its workers. */
const state = { started: 0, alive: 0, most: 0 };

const counted: Platform = {
  ...nodePlatform,
  threads: () => 2,
  startWorker: () => {
    const port = (nodePlatform.startWorker as NonNullable<Platform['startWorker']>)();
    state.started++;
    state.most = Math.max(state.most, ++state.alive);
    let ended = false;
    return {
      ...port,
      terminate: () => {
        if (!ended) state.alive--;
        ended = true;
        return port.terminate();
      },
    };
  },
};

beforeEach(() => {
  Object.assign(state, { started: 0, alive: 0, most: 0 });
  usePlatform({ ...counted });
});

afterEach(() => usePlatform(nodePlatform));

const CALLS = 40;

describe('concurrent operations', () => {
  it('use no more workers than there are cores', async () => {
    const archives = await Promise.all(
      Array.from({ length: CALLS }, () => compress(TEXT, { model: FAST.model })),
    );
    expect(state.most).toBe(2);
    const texts = await Promise.all(archives.map((archive) => decompress(archive)));
    for (const text of texts) expect(text).toEqual(TEXT);
    expect(state.most).toBe(2);
  });

  it('use as many workers as the largest of their `threads`', async () => {
    const options = { model: FAST.model, blockSize: 300, threads: 3 };
    await Promise.all(Array.from({ length: CALLS }, () => compress(TEXT, options)));
    expect(state.most).toBe(3);
  });

  it('alternate: a short one does not wait for a long one', async () => {
    const order: string[] = [];
    const long = compress(TEXT, { model: FAST.model, blockSize: 50, threads: 2 });
    const short = Array.from({ length: 5 }, () =>
      compress(TEXT.subarray(0, 50), { model: FAST.model }),
    );
    await Promise.all([
      long.then(() => order.push('long')),
      Promise.all(short).then(() => order.push('short')),
    ]);
    expect(order).toEqual(['short', 'long']);
  });

  it('without workers share one coder, one at a time', async () => {
    const archives = await Promise.all(
      Array.from({ length: CALLS }, () => compress(TEXT, { ...FAST, threads: 0 })),
    );
    expect(new Set(archives.map(String)).size).toBe(1);
    expect(state.started).toBe(0);
  });

  it.each([0, 1, 2])('that feed each other through streams end, on %i threads', async (threads) => {
    const options = { model: FAST.model, blockSize: 300, threads };
    // Enough memory for one task, so the realm runs one at a time.
    const memory = Math.floor(1.5 * (await memoryNeeded(options)));
    usePlatform({ ...counted, memory: () => memory });
    const work = Array.from({ length: 6 }, async () => {
      const output = new Response(TEXT).body
        ?.pipeThrough(new CompressStream({ ...options, memory }))
        .pipeThrough(new DecompressStream({ threads, memory }));
      return new Uint8Array(await new Response(output as BodyInit).arrayBuffer());
    });
    for (const text of await Promise.all(work)) expect(text).toEqual(TEXT);
  });

  it('go on beside one whose result is never read', async () => {
    const options = { model: FAST.model, blockSize: 300, threads: 2 };
    const left = Array.from({ length: 4 }, () => compressChunks(TEXT, options));
    for (const chunks of left) await chunks.next();
    for (const chunks of left) await chunks.next();
    expect(await decompress(await compress(TEXT, options))).toEqual(TEXT);
    await Promise.all(left.map((chunks) => chunks.return()));
  });

  it('go on beside one that is stopped while it waits', async () => {
    const options = { model: FAST.model, blockSize: 300 };
    const controllers = Array.from({ length: 10 }, () => new AbortController());
    const stopped = controllers.map(({ signal }) => compress(TEXT, { ...options, signal }));
    const others = Array.from({ length: 10 }, () => compress(TEXT, options));
    for (const controller of controllers) controller.abort();
    for (const one of stopped) await expect(one).rejects.toMatchObject({ code: 'ABORTED' });
    expect(new Set((await Promise.all(others)).map(String)).size).toBe(1);
  });
});
