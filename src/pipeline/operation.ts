/** What one run of compressing or decompressing has: its settings, its tasks, its memory, its way to stop. */

import type { BlockProgress } from '../codec/block-coder.js';
import { onAbort, stoppedBy } from '../workers/abort.js';
import { Budget } from '../workers/budget.js';
import type { Result, Task } from '../workers/task.js';
import { type PoolUser, workerPool } from '../workers/worker-pool.js';
import { Deadline } from './deadline.js';
import { Meter } from './meter.js';
import type { WorkSettings } from './settings.js';

export class Operation implements PoolUser {
  readonly threads: number;
  readonly memory: number;
  readonly budget: Budget;
  readonly meter: Meter;
  /** Blocks that may be at work at once. */
  readonly width: number;
  readonly warn: PoolUser['warn'];
  readonly #pool = workerPool();
  readonly #controller = new AbortController();
  readonly #callers: AbortSignal | undefined;
  readonly #forgetCallers: (() => void) | undefined;
  readonly #deadline: Deadline;

  constructor(settings: WorkSettings) {
    const { threads, memory, size, signal, maxMilliseconds, onProgress, onWarning } = settings;
    this.threads = threads;
    this.memory = memory;
    this.width = Math.max(1, threads);
    this.budget = new Budget(memory);
    this.meter = new Meter(this.guarded(onProgress), size);
    this.warn = this.guarded(onWarning);
    this.#callers = signal;
    if (signal?.aborted) this.#abort();
    this.#forgetCallers = signal && onAbort(signal, this.#abort);
    this.#deadline = new Deadline(maxMilliseconds, (error) => this.#controller.abort(error));
  }

  /** Fires when the operation must stop; its reason is the error to reject with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Does one task, here or on a worker; `report` hears how far it is. */
  readonly run = (task: Task, report: (reached: BlockProgress) => void): Promise<Result> =>
    this.#pool.run(this, task, report);

  /** Throws when the operation must stop. A timer may be late while the calling thread works. */
  check(): void {
    this.#deadline.check();
    this.signal.throwIfAborted();
  }

  /** The end, however it came about: whatever is still at work is stopped. */
  close(): void {
    this.#deadline.close();
    this.#forgetCallers?.();
    this.#abort();
  }

  readonly #abort = () => this.#controller.abort(stoppedBy(this.#callers?.reason));

  /** A caller's function, called where an error of its own would be lost: that ends the operation. It may be async. */
  readonly guarded = <T>(
    call: ((value: T) => void) | undefined,
  ): ((value: T) => void) | undefined =>
    call &&
    (async (value) => {
      try {
        await call(value);
      } catch (error) {
        this.#controller.abort(error);
      }
    });
}
