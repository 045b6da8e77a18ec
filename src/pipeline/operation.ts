/** One compression or decompression: its limits, its tasks, its progress, and how it stops. */

import type { BlockProgress } from '../codec/block-coder.js';
import { onAbort, stoppedBy } from '../workers/abort.js';
import type { Result, Task } from '../workers/task.js';
import { type PoolUser, workerPool } from '../workers/worker-pool.js';
import { Deadline } from './deadline.js';
import { MemoryBudget } from './memory-budget.js';
import { Meter } from './meter.js';
import type { WorkSettings } from './settings.js';

export class Operation implements PoolUser {
  readonly threads: number;
  readonly memory: number;
  readonly budget: MemoryBudget;
  readonly meter: Meter;
  /** Most blocks at work at once. */
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
    this.budget = new MemoryBudget(memory);
    this.meter = new Meter(this.guarded(onProgress), size);
    this.warn = this.guarded(onWarning);
    this.#callers = signal;
    if (signal?.aborted) this.#abort();
    this.#forgetCallers = signal && onAbort(signal, this.#abort);
    this.#deadline = new Deadline(maxMilliseconds, (error) => this.#controller.abort(error));
  }

  /** Fires when the operation must stop. Its reason is the error to reject with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Runs one task on a worker or in the calling thread. `report` receives its progress. */
  readonly run = (task: Task, report: (progress: BlockProgress) => void): Promise<Result> =>
    this.#pool.run(this, task, report);

  /** Throws when the operation must stop. Checks the clock too: timers are late while the calling thread works. */
  check(): void {
    this.#deadline.check();
    this.signal.throwIfAborted();
  }

  /** Ends the operation, successful or not. Tasks that are still at work are stopped. */
  close(): void {
    this.#deadline.close();
    this.#forgetCallers?.();
    this.#abort();
  }

  readonly #abort = () => this.#controller.abort(stoppedBy(this.#callers?.reason));

  /** Wraps a callback, which may be async: an error of its own, which would otherwise be lost, ends the operation. */
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
