/** Those who do the tasks of one operation: workers, or the calling thread. */
import { unlessAborted } from './abort.js';
import { BlockCoder, type Reached, type Steps } from './block-coder.js';
import { asForesayError } from './failure.js';
import { codecModule } from './module.js';
import { stock } from './stock.js';
import { type Result, runTask, type Task } from './task.js';
import { turn } from './turn.js';

export class Crew {
  readonly #threads: number;
  readonly #signal: AbortSignal;
  readonly #stock = stock();
  #local: Promise<unknown> = Promise.resolve();
  #coder: BlockCoder | undefined;

  constructor(
    /** Workers that may be used at once; 0 = none. The caller asks for no more at a time. */
    threads: number,
    /** Fires when the operation is over before its end: tasks are stopped, and reject with its reason. */
    signal: AbortSignal,
  ) {
    this.#threads = threads;
    this.#signal = signal;
  }

  /** Does one task; `progress` hears how far it is. */
  async run(task: Task, progress: (reached: Reached) => void): Promise<Result> {
    this.#signal.throwIfAborted();
    const worker = this.#threads > 0 ? await this.#stock.take() : undefined;
    if (!worker) return this.#runHere(task, progress);
    try {
      this.#signal.throwIfAborted();
      return await unlessAborted(worker.run(task, progress), this.#signal);
    } finally {
      // A worker that is still at it is of no use any more: it is terminated.
      this.#stock.giveBack(worker);
    }
  }

  /** In this thread, one task after another. */
  #runHere(task: Task, progress: (reached: Reached) => void): Promise<Result> {
    const run = this.#local.then(() => this.#work(task, progress));
    this.#local = run.catch(() => {});
    return run;
  }

  async #work(task: Task, progress: (reached: Reached) => void): Promise<Result> {
    this.#coder ??= new BlockCoder(await codecModule());
    const steps = runTask(this.#coder, task);
    for (;;) {
      this.#signal.throwIfAborted();
      const step = advance(steps);
      if (step.done) return step.value;
      progress(step.value);
      await turn();
    }
  }
}

function advance(steps: Steps<Result>): IteratorResult<Reached, Result> {
  try {
    return steps.next();
  } catch (error) {
    throw asForesayError(error);
  }
}
