/** The worker pool with simulated workers, which fail in ways that real ones cannot be made to. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compress, decompress, ForesayError, type Warning } from '#dist/index.js';
import { nodePlatform } from '#dist/node/platform.js';
import { IDENTITY } from '#dist/workers/identity.js';
import { type Platform, usePlatform, type WorkerPort } from '#dist/workers/platform.js';
import { rejection, rejectionCode } from '../support/rejection.js';

const DATA = new Uint8Array(Buffer.from('abracadabra '.repeat(500)));
const OPTIONS = { model: 'lstm(16x1)', blockSize: 1000, threads: 2 } as const;

afterEach(() => usePlatform(nodePlatform));

const settled = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Listener = (message: unknown) => void;

/** A platform whose workers send `first`, unless it is undefined, and call `answer` on each message. */
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
  it('that crash make the operation fail with ENGINE', async () => {
    const state = workers((type, say, fail) =>
      type === 'start' ? say({ type: 'ready' }) : fail(new Error('out of luck')),
    );
    const error = await rejection(compress(DATA, OPTIONS));
    expect(error.code).toBe('ENGINE');
    expect(error.message).toContain('out of luck');
    expect(state.started).toBeGreaterThan(0);
    expect(state.ended).toBe(state.started);
  });

  it('that never answer are terminated by an abort', async () => {
    const controller = new AbortController();
    let tasks = 0;
    const state = workers((type, say) => {
      if (type === 'start') say({ type: 'ready' });
      else if (++tasks === 2) controller.abort();
    });
    const code = rejectionCode(compress(DATA, { ...OPTIONS, signal: controller.signal }));
    expect(await code).toBe('ABORTED');
    expect(state.started).toBe(2);
    while (state.ended < state.started) await settled(1);
  });

  it('that answer with an error make the operation fail with it', async () => {
    workers((type, say) =>
      say(
        type === 'start' ? { type: 'ready' } : { type: 'failed', code: 'DIVERGED', message: 'x' },
      ),
    );
    expect(await rejectionCode(compress(DATA, OPTIONS))).toBe('DIVERGED');
  });

  it('are not required: the calling thread codes the same bytes', async () => {
    const { threads, memory } = nodePlatform;
    usePlatform({ threads, memory });
    const archive = await compress(DATA, OPTIONS);
    usePlatform(nodePlatform);
    expect(await compress(DATA, OPTIONS)).toEqual(archive);
    expect(await decompress(archive)).toEqual(DATA);
  });

  it('are started again after a failed start, once one has started', async () => {
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

describe('a worker', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('of another program receives no message, and the calling thread does the work', async () => {
    const sent: string[] = [];
    const state = workers((type) => sent.push(type), { type: 'ready' });
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    const archive = await compress(DATA, { ...OPTIONS, onWarning });
    expect(await decompress(archive, { threads: 2, onWarning })).toEqual(DATA);
    expect(sent).toEqual([]);
    expect(state.ended).toBe(state.started);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'NO_WORKERS' });
    expect(warnings[0]?.message).toContain('not the worker of foresay');
    expect(warnings[0]?.cause).toBeInstanceOf(ForesayError);
  });

  it.each([null, 'hello', 5, { type: 'hello' }, [], { type: 'hello', identity: 5 }])(
    'whose first message is %j is not used',
    async (first) => {
      workers(() => {}, first);
      const archive = await compress(DATA, OPTIONS);
      expect(await decompress(archive, { threads: 0 })).toEqual(DATA);
    },
  );

  it('of another version is not used', async () => {
    workers(() => {}, { type: 'hello', identity: 'foresay 0.0.1 0123456789abcdef' });
    const warnings: Warning[] = [];
    await compress(DATA, { ...OPTIONS, onWarning: (warning) => warnings.push(warning) });
    expect(warnings[0]?.message).toContain('worker of foresay 0.0.1');
  });

  it.each([
    ['sends no message', undefined],
    ['sends only its identity', { type: 'hello', identity: IDENTITY }],
  ])('that %s is terminated after ten seconds', async (_about, first) => {
    const state = workers(() => {}, first);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const compressed = compress(DATA, { ...OPTIONS, threads: 1 });
    let ticks = 0;
    for (; state.ended === 0; ticks++) {
      await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(500);
    }
    expect(ticks).toBeGreaterThanOrEqual(20);
    expect(await decompress(await compressed, { threads: 0 })).toEqual(DATA);
    expect(state.ended).toBe(1);
  });

  it('is not terminated because the starting thread was blocked', async () => {
    const asked: string[] = [];
    let answer: Listener = () => {};
    const state = workers((type, say) => {
      asked.push(type);
      answer = say;
    });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const code = rejectionCode(compress(DATA, { ...OPTIONS, threads: 1 }));
    while (asked.length < 1) await settled(1);
    // After the thread was blocked for an hour, an interval timer fires once.
    vi.advanceTimersByTime(500);
    expect(state.ended).toBe(0);
    answer({ type: 'ready' });
    while (asked.length < 2) await settled(1);
    answer({ type: 'failed', code: 'DIVERGED', message: 'x' });
    expect(await code).toBe('DIVERGED');
  });
});

describe('a warning', () => {
  it('reaches the first operation that has a listener', async () => {
    workers((_type, _say, fail) => fail(new Error('forbidden here')));
    await compress(DATA, OPTIONS);
    const warnings: Warning[] = [];
    for (let i = 0; i < 2; i++)
      await compress(DATA, { ...OPTIONS, onWarning: (warning) => warnings.push(warning) });
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('forbidden here'),
    ]);
  });

  it('is not given where no worker is needed', async () => {
    const { threads, memory } = nodePlatform;
    usePlatform({ threads, memory });
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => warnings.push(warning);
    await compress(DATA, { ...OPTIONS, threads: 0, onWarning });
    expect(warnings).toEqual([]);
    await compress(DATA, { ...OPTIONS, onWarning });
    expect(warnings[0]?.message).toContain('the platform has none');
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('mine');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('mine');
      },
    ],
  ])('whose listener %s ends the operation with that error', async (_about, onWarning) => {
    workers((_type, _say, fail) => fail(new Error('forbidden here')));
    await expect(compress(DATA, { ...OPTIONS, onWarning })).rejects.toThrow('mine');
  });
});
