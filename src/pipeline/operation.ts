/** What one run of compressing or decompressing has: its settings, its workers, its memory, its way to stop. */
import { Budget } from '../engine/budget.js';
import { Crew } from '../engine/crew.js';
import { ForesayError } from '../errors.js';
import { Meter } from './meter.js';
import type { WorkSettings } from './settings.js';

export class Operation {
  readonly crew: Crew;
  readonly budget: Budget;
  readonly meter: Meter;
  /** Blocks that may be at work at once. */
  readonly width: number;
  readonly #controller = new AbortController();
  readonly #callers: AbortSignal | undefined;

  constructor({ threads, memory, size, signal, onProgress }: WorkSettings) {
    this.width = Math.max(1, threads);
    this.crew = new Crew(threads, this.signal);
    this.budget = new Budget(memory);
    // Called from a worker's message handler, where an error of the caller's would be lost. The callback may be async.
    const report: typeof onProgress = async (progress) => {
      try {
        await onProgress?.(progress);
      } catch (error) {
        this.#controller.abort(error);
      }
    };
    this.meter = new Meter(onProgress && report, size);
    this.#callers = signal;
    if (this.#callers?.aborted) this.#abort();
    this.#callers?.addEventListener('abort', this.#abort);
  }

  /** Fires when the operation must stop; its reason is the error to reject with. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The end, however it came about: whatever is still at work is stopped. */
  close(): void {
    this.#callers?.removeEventListener('abort', this.#abort);
    this.#abort();
  }

  readonly #abort = () => {
    this.#controller.abort(
      new ForesayError('ABORTED', undefined, { cause: this.#callers?.reason }),
    );
  };
}
