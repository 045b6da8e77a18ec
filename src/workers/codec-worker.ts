/** One worker, as the thread that started it sees it. */

import type { BlockProgress } from '../codec/block-coder.js';
import { asForesayError, describe } from '../codec/failure.js';
import { codecForWorker } from '../codec/module.js';
import { ForesayError } from '../errors.js';
import { IDENTITY } from './identity.js';
import { type FromWorker, identityIn, type ToWorker } from './messages.js';
import type { PairSource } from './pair.js';
import type { WorkerPort } from './platform.js';
import type { Result, Task } from './task.js';

/**
 * Time in which a worker must be ready. A start takes 50 ms, and some seconds on a very busy machine. Some failures
 * cause no event: then this is how long the first operations of a realm wait.
 */
const START_MS = 10_000;

/** The time is counted in ticks: a blocked thread misses ticks, so a block of ten seconds ends no worker. */
const TICK_MS = 500;

/** The question that the worker has not yet answered. */
interface Pending {
  progress(reached: BlockProgress): void;
  resolve(result: Result | undefined): void;
  reject(error: ForesayError): void;
}

export class CodecWorker {
  readonly #port: WorkerPort;
  /** Resolves when the worker has proved to be foresay's. */
  readonly #proof: Promise<void>;
  #prove: () => void = () => {};
  #disprove: (error: ForesayError) => void = () => {};
  #proved = false;
  #pending: Pending | undefined;
  #failure: ForesayError | undefined;
  /** Bytes of memory it keeps between tasks. */
  held = 0;

  /** Takes charge of a fresh worker; start() makes it ready. */
  constructor(port: WorkerPort) {
    this.#port = port;
    this.#proof = new Promise((resolve, reject) => {
      this.#prove = resolve;
      this.#disprove = reject;
    });
    this.#proof.catch(() => {});
    port.onMessage((message) => this.#hear(message));
    port.onFailure((cause) => this.#fail(cause));
  }

  /**
   * Waits for the worker's proof and hands over the codec. Nothing is sent to a worker that is not foresay's, as it
   * might act on it. Rejects with ENGINE when the worker cannot start, is another program, or takes too long.
   */
  async start(): Promise<void> {
    let left = START_MS / TICK_MS;
    const timer = setInterval(() => {
      if (--left === 0) this.#fail(`it was not ready within ${START_MS / 1000} seconds`);
    }, TICK_MS);
    try {
      const codec = await codecForWorker();
      await this.#proof;
      await this.#ask({ type: 'start', codec }, [], () => {});
    } finally {
      clearInterval(timer);
    }
  }

  /** Helps in the pair until it is dismissed. */
  async assist(pair: PairSource): Promise<void> {
    await this.#ask({ type: 'assist', pair }, [], () => {});
  }

  /**
   * Does the task, in a pair or alone; its bytes change hands. Rejects as the task does, or with ENGINE when the worker
   * dies.
   */
  async run(
    task: Task,
    progress: (reached: BlockProgress) => void,
    pair?: PairSource,
  ): Promise<Result> {
    const result = await this.#ask({ type: 'task', task, pair }, [task.bytes.buffer], progress);
    return result as Result;
  }

  /** Whether it can be given another task. */
  get usable(): boolean {
    return this.#failure === undefined && this.#pending === undefined;
  }

  /** Whether it keeps the process alive. */
  hold(alive: boolean): void {
    this.#port.hold(alive);
  }

  /** Ends it at once, whatever it is doing; resolves when its memory is free. */
  terminate(): Promise<void> {
    this.#fail('terminated');
    return this.#port.terminate();
  }

  #ask(
    message: ToWorker,
    transfer: readonly ArrayBuffer[],
    progress: (reached: BlockProgress) => void,
  ): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      // Answers have no number: a second question would get the answer to the first.
      if (this.#pending) this.#fail('it was given a task while it was at work');
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#pending = { progress, resolve, reject };
      try {
        this.#port.post(message, transfer);
      } catch (cause) {
        this.#fail(cause);
      }
    });
  }

  #hear(message: unknown): void {
    if (this.#proved) {
      this.#answered(message as FromWorker);
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

  #answered(message: FromWorker): void {
    const pending = this.#pending;
    if (message.type === 'progress') {
      pending?.progress(message.reached);
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

function asFailure(cause: unknown, what: string): ForesayError {
  const { code } = asForesayError(cause);
  return new ForesayError(code, `${what}: ${describe(cause)}`, { cause });
}
