/** The start of helper threads: those that cannot start are left out, and nothing waits for them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TRAINING_IDENTITY } from '#dist/train/messages.js';
import { TrainingThreads, useTrainingWorkers } from '#dist/train/training-threads.js';
import type { WorkerPort } from '#dist/workers/platform.js';

type Listener = (message: unknown) => void;

/** A worker that sends `hello`, and answers each message as `answer` says. */
class FakeWorker implements WorkerPort {
  terminated = 0;
  readonly received: { type: string; rank?: number }[] = [];
  #listener: Listener = () => {};
  #fail: Listener = () => {};

  constructor(
    hello: unknown,
    private readonly answer?: (type: string) => unknown,
  ) {
    queueMicrotask(() => this.send(hello));
  }

  send(message: unknown): void {
    if (message !== undefined) this.#listener(message);
  }

  die(cause: unknown): void {
    this.#fail(cause);
  }

  post(message: unknown): void {
    const request = message as { type: string };
    this.received.push(request);
    queueMicrotask(() => this.send(this.answer?.(request.type)));
  }

  onMessage(listener: Listener): void {
    this.#listener = listener;
  }

  onFailure(listener: Listener): void {
    this.#fail = listener;
  }

  hold(): void {}

  async terminate(): Promise<void> {
    this.terminated++;
  }
}

const HELLO = { type: 'hello', identity: TRAINING_IDENTITY };
const good = () => new FakeWorker(HELLO, (type) => ({ type: type === 'start' ? 'ready' : 'left' }));

/** Starts as many threads as there are workers; `make` makes each. */
async function started(...make: (() => FakeWorker)[]) {
  const workers: FakeWorker[] = [];
  let next = 0;
  useTrainingWorkers(() => {
    const worker = (make[next++] as () => FakeWorker)();
    workers.push(worker);
    return worker;
  });
  return { threads: await TrainingThreads.start(make.length), workers };
}

afterEach(() => vi.useRealTimers());

describe('helper threads', () => {
  it('get ranks from 1 on', async () => {
    const { threads, workers } = await started(good, good);
    expect(threads?.count).toBe(2);
    threads?.assist();
    expect(workers.map(({ received }) => received.at(-1)?.rank)).toEqual([1, 2]);
    await threads?.stop();
    expect(workers.map(({ terminated }) => terminated)).toEqual([1, 1]);
  });

  it.each<[string, () => FakeWorker]>([
    ['another program', () => new FakeWorker('hello')],
    [
      'another version',
      () => new FakeWorker({ type: 'hello', identity: 'foresay 0.0.0 training' }),
    ],
    ['a failure', () => new FakeWorker(HELLO, () => ({ type: 'failed', message: 'no memory' }))],
  ])('are left out for %s', async (_, bad) => {
    const { threads, workers } = await started(bad, good);
    expect(threads?.count).toBe(1);
    threads?.assist();
    expect(workers[1]?.received.at(-1)?.rank).toBe(1);
    expect(workers[0]?.terminated).toBe(1);
    // Nothing is sent to a worker of another program.
    if (workers[0]?.received.length) expect(_).toBe('a failure');
    expect((await started(bad)).threads).toBeUndefined();
  });

  it('are left out where they cannot be started', async () => {
    const broken = () => {
      throw new Error('forbidden');
    };
    expect((await started(broken)).threads).toBeUndefined();
    expect((await started(broken, good)).threads?.count).toBe(1);
  });

  it('are left out when they are silent, after ten seconds', async () => {
    await started(good);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const start = started(() => new FakeWorker(undefined));
    await vi.advanceTimersByTimeAsync(10_000);
    const { threads, workers } = await start;
    expect(threads).toBeUndefined();
    expect(workers[0]?.terminated).toBe(1);
  });

  it('are an error once one of them has died', async () => {
    const { threads, workers } = await started(good, good);
    threads?.assist();
    expect(() => threads?.check()).not.toThrow();
    workers[1]?.die(new Error('out of memory'));
    expect(() => threads?.check()).toThrow(
      expect.objectContaining({
        code: 'ENGINE',
        message: expect.stringContaining('out of memory'),
      }),
    );
    await threads?.abandon();
  });
});
