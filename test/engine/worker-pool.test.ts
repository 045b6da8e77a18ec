/** The pool of workers, with workers that misbehave as real ones cannot be made to. */
import { afterEach, describe, expect, it } from 'vitest';
import { IDENTITY } from '#dist/engine/identity.js';
import { type Platform, usePlatform, type WorkerPort } from '#dist/engine/platform.js';
import { compress, decompress } from '#dist/index.js';
import { nodePlatform } from '#dist/node/platform.js';
import { rejection, rejectionCode } from '../support/rejection.js';

const DATA = new Uint8Array(Buffer.from('abracadabra '.repeat(500)));
const OPTIONS = { model: 'lstm(16x1)', blockSize: 1000, threads: 2 } as const;

afterEach(() => usePlatform(nodePlatform));

type Listener = (message: unknown) => void;

/** A platform whose workers say `first`, if anything, and do `answer` when a message comes. */
function workers(
  answer: (type: string, say: Listener, fail: Listener) => void,
  first: unknown = { type: 'hello', identity: IDENTITY },
): Platform & { started: number; ended: number } {
  const state = { ...nodePlatform, started: 0, ended: 0, startWorker };
  function startWorker(): WorkerPort {
    state.started++;
    let say: Listener = () => {};
    let fail: Listener = () => {};
    return {
      post: (message) => {
        const { type } = message as { type: string };
        setTimeout(() => answer(type, say, fail), 1);
      },
      onMessage: (listener) => {
        say = listener;
        if (first !== undefined) setTimeout(() => say(first), 1);
      },
      onFailure: (listener) => {
        fail = listener;
      },
      hold: () => {},
      terminate: async () => {
        state.ended++;
      },
    };
  }
  usePlatform(state);
  return state;
}

describe('workers', () => {
  it('that crash at work make the operation fail with ENGINE', async () => {
    const state = workers((type, say, fail) =>
      type === 'start' ? say({ type: 'ready' }) : fail(new Error('out of luck')),
    );
    const error = await rejection(compress(DATA, OPTIONS));
    expect(error.code).toBe('ENGINE');
    expect(error.message).toContain('out of luck');
    expect(state.started).toBeGreaterThan(0);
    expect(state.ended).toBe(state.started);
  });

  it('that never answer are ended by an abort', async () => {
    const state = workers((type, say) => {
      if (type === 'start') say({ type: 'ready' });
    });
    const controller = new AbortController();
    const code = rejectionCode(compress(DATA, { ...OPTIONS, signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    expect(await code).toBe('ABORTED');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(state.started).toBe(2);
    expect(state.ended).toBe(2);
  });

  it('that answer with an error pass it on', async () => {
    workers((type, say) =>
      say(
        type === 'start' ? { type: 'ready' } : { type: 'failed', code: 'DIVERGED', message: 'x' },
      ),
    );
    expect(await rejectionCode(compress(DATA, OPTIONS))).toBe('DIVERGED');
  });

  it('are not needed where there are none', async () => {
    const { threads, memory } = nodePlatform;
    usePlatform({ threads, memory });
    const archive = await compress(DATA, OPTIONS);
    usePlatform(nodePlatform);
    expect(await compress(DATA, OPTIONS)).toEqual(archive);
    expect(await decompress(archive)).toEqual(DATA);
  });

  it('of which one cannot start are tried again later', async () => {
    let starts = 0;
    const state = workers((type, say, fail) => {
      // The first starts and then dies at work; the second does not start; all others die at work.
      if (type === 'start' && ++starts !== 2) say({ type: 'ready' });
      else fail(new Error('too many'));
    });
    const run = () => rejectionCode(compress(DATA, { ...OPTIONS, threads: 1 }));
    expect(await run()).toBe('ENGINE');
    expect(await compress(DATA, { ...OPTIONS, threads: 1, blockSize: 10_000 })).toEqual(
      await compress(DATA, { ...OPTIONS, threads: 0, blockSize: 10_000 }),
    );
    expect(await run()).toBe('ENGINE');
    expect(state.started).toBe(3);
  });

  it('that cannot start are replaced by the calling thread', async () => {
    const state = workers((_type, _say, fail) => fail(new Error('forbidden here')));
    const archive = await compress(DATA, OPTIONS);
    expect(await decompress(archive, { threads: 2 })).toEqual(DATA);
    expect(state.started).toBeLessThanOrEqual(2);
    expect(state.ended).toBeGreaterThanOrEqual(state.started);
  });
});
