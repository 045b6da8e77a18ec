/** One worker, seen from the thread that started it. */

import type { BlockProgress } from '../codec/block-coder.js';
import { asForesayError, describe } from '../codec/failure.js';
import { codecForWorker } from '../codec/module.js';
import { ForesayError } from '../errors.js';
import { IDENTITY } from './identity.js';
import { type FromWorker, identityIn, type SharedSource, type ToWorker } from './messages.js';
import type { WorkerPort } from './platform.js';
import type { Result, Task } from './task.js';

/**
 * Milliseconds within which a worker must be ready. A start takes 50 ms, and some seconds on a very busy machine. Some
 * failures cause no event: the first operations of a realm then wait this long.
 */
const START_MS = 10_000;

/** Interval of the timer that counts START_MS. A blocked thread misses ticks, so blocking it ends no worker. */
const TICK_MS = 500;

/** The request that the worker has not answered yet. */
interface Pending {
  report(progress: BlockProgress): void;
  resolve(result: Result | undefined): void;
  reject(error: ForesayError): void;
}

export class CodecWorker {
  readonly #port: WorkerPort;
  /** Resolves when the worker has sent the right identity. */
  readonly #proof: Promise<void>;
  #prove: () => void = () => {};
  #disprove: (error: ForesayError) => void = () => {};
  #proved = false;
  #pending: Pending | undefined;
  #failure: ForesayError | undefined;
  /** Bytes of memory that the worker keeps between tasks. */
  held = 0;

  /** Takes over a worker that was just started. start() must follow. */
  constructor(port: WorkerPort) {
    this.#port = port;
    this.#proof = new Promise((resolve, reject) => {
      this.#prove = resolve;
      this.#disprove = reject;
    });
    this.#proof.catch(() => {});
    port.onMessage((message) => this.#receive(message));
    port.onFailure((cause) => this.#fail(cause));
  }

  /**
   * Waits for the worker's identity, then sends it the codec. Nothing is sent to a worker of another program, which
   * might act on it. Rejects with ENGINE when the worker cannot start, is another program's, or takes too long.
   */
  async start(): Promise<void> {
    let left = START_MS / TICK_MS;
    const timer = setInterval(() => {
      if (--left === 0) this.#fail(`it was not ready within ${START_MS / 1000} seconds`);
    }, TICK_MS);
    try {
      const codec = await codecForWorker();
      await this.#proof;
      await this.#request({ type: 'start', codec }, [], () => {});
    } finally {
      clearInterval(timer);
    }
  }

  /** Makes the worker a helper thread. Resolves when it has been dismissed. */
  async assist(shared: SharedSource): Promise<void> {
    await this.#request({ type: 'assist', shared }, [], () => {});
  }

  /**
   * Does the task, in shared memory if it is given. The buffer of the task's bytes is transferred. Rejects as the task
   * does, or with ENGINE when the worker dies.
   */
  async run(
    task: Task,
    report: (progress: BlockProgress) => void,
    shared?: SharedSource,
  ): Promise<Result> {
    const result = await this.#request({ type: 'task', task, shared }, [task.bytes.buffer], report);
    return result as Result;
  }

  /** Whether the worker can take another task. */
  get usable(): boolean {
    return this.#failure === undefined && this.#pending === undefined;
  }

  /** Whether the worker keeps the process alive. */
  hold(alive: boolean): void {
    this.#port.hold(alive);
  }

  /** Terminates the worker at once, even at work. Resolves when its memory is free. */
  terminate(): Promise<void> {
    this.#fail('terminated');
    return this.#port.terminate();
  }

  #request(
    message: ToWorker,
    transfer: readonly ArrayBuffer[],
    report: (progress: BlockProgress) => void,
  ): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      // Messages have no number: the answer to the first request would be taken for that to the second.
      if (this.#pending) this.#fail('it was given a task while it was at work');
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#pending = { report, resolve, reject };
      try {
        this.#port.post(message, transfer);
      } catch (cause) {
        this.#fail(cause);
      }
    });
  }

  #receive(message: unknown): void {
    if (this.#proved) {
      this.#receiveAnswer(message as FromWorker);
      return;
    }
    const identity = identityIn(message);
    this.#proved = identity === IDENTITY;
    if (this.#proved) this.#prove();
    else
      this.#fail(
        identity === undefined
          ? 'its file is not the worker of foresay'
          : `its file is the worker of ${identity}, not of ${IDENTITY}`,
      );
  }

  #receiveAnswer(message: FromWorker): void {
    const pending = this.#pending;
    if (message.type === 'progress') {
      pending?.report(message.progress);
      return;
    }
    this.#pending = undefined;
    if (message.type === 'failed') pending?.reject(new ForesayError(message.code, message.message));
    else if (message.type === 'result') {
      this.held = message.held;
      pending?.resolve(message.result);
    } else pending?.resolve(undefined);
  }

  #fail(cause: unknown): void {
    this.#failure ??= asFailure(
      cause,
      this.#proved ? 'a worker stopped working' : 'the worker did not start',
    );
    this.#disprove(this.#failure);
    this.#pending?.reject(this.#failure);
    this.#pending = undefined;
  }
}

function asFailure(cause: unknown, summary: string): ForesayError {
  const { code } = asForesayError(cause);
  return new ForesayError(code, `${summary}: ${describe(cause)}`, { cause });
}
