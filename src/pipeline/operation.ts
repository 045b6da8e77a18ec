/** What one run of compressing or decompressing has: its settings, its tasks, its memory, its way to stop. */
import { onAbort } from '../engine/abort.js';
import type { Reached } from '../engine/block-coder.js';
import { Budget } from '../engine/budget.js';
import type { Result, Task } from '../engine/task.js';
import { type PoolUser, workerPool } from '../engine/worker-pool.js';
import { ForesayError } from '../errors.js';
import { Meter } from './meter.js';
import type { WorkSettings } from './settings.js';

/** The longest time that a timer measures, milliseconds; for more it fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

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
  readonly #seconds: number;
  readonly #deadline: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: WorkSettings) {
    const { threads, memory, size, signal, maxMilliseconds, onProgress, onWarning } = settings;
    this.threads = threads;
    this.memory = memory;
    this.width = Math.max(1, threads);
    this.budget = new Budget(memory);
    this.meter = new Meter(this.#guarded(onProgress), size);
    this.warn = this.#guarded(onWarning);
    this.#callers = signal;
    if (signal?.aborted) this.#abort();
    this.#forgetCallers = signal && onAbort(signal, this.#abort);
    this.#seconds = maxMilliseconds / 1000;
    this.#deadline = performance.now() + maxMilliseconds;
    if (Number.isFinite(maxMilliseconds)) this.#watch();
  }

  /** Fires when the operation must stop; its reason is the error to reject with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Does one task, here or on a worker; `report` hears how far it is. */
  readonly run = (task: Task, report: (reached: Reached) => void): Promise<Result> =>
    this.#pool.run(this, task, report);

  /** Throws when the operation must stop. A timer may be late while the calling thread works. */
  check(): void {
    if (performance.now() >= this.#deadline) this.#overdue();
    this.signal.throwIfAborted();
  }

  /** The end, however it came about: whatever is still at work is stopped. */
  close(): void {
    clearTimeout(this.#timer);
    this.#forgetCallers?.();
    this.#abort();
  }

  readonly #abort = () => {
    this.#controller.abort(
      new ForesayError('ABORTED', undefined, { cause: this.#callers?.reason }),
    );
  };

  #overdue(): void {
    this.#controller.abort(
      new ForesayError('TIME_LIMIT', `the work takes longer than ${this.#seconds} seconds`),
    );
  }

  #watch(): void {
    const left = this.#deadline - performance.now();
    if (left <= 0) {
      this.#overdue();
      return;
    }
    this.#timer = setTimeout(() => this.#watch(), Math.min(Math.ceil(left), LONGEST_TIMER));
    // In Node a timer keeps the process alive unless told otherwise; in browsers it is a plain number.
    if (typeof this.#timer === 'object') this.#timer.unref();
  }

  /** A caller's function, called where an error of its own would be lost: that ends the operation. It may be async. */
  #guarded<T>(call: ((value: T) => void) | undefined): ((value: T) => void) | undefined {
    return (
      call &&
      (async (value) => {
        try {
          await call(value);
        } catch (error) {
          this.#controller.abort(error);
        }
      })
    );
  }
}
