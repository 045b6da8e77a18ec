/** Those who do the tasks of one operation: workers, or the calling thread. */
import { unlessAborted } from './abort.js';
import { BlockCoder, type Reached, type Steps } from './block-coder.js';
import type { CodecWorker } from './codec-worker.js';
import { asForesayError } from './failure.js';
import { codecModule } from './module.js';
import type { Pair } from './pair.js';
import { stock } from './stock.js';
import { canBeShared, type Result, runTask, type Task } from './task.js';
import { turn } from './turn.js';

/** Milliseconds for which a thread stays free before it becomes a companion: the next task may be about to come. */
const OFFER_MS = 20;

export class Crew {
  readonly #threads: number;
  readonly #signal: AbortSignal;
  readonly #stock = stock();
  #local: Promise<unknown> = Promise.resolve();
  #coder: BlockCoder | undefined;
  /** Tasks at work, and the pairs among them. */
  #tasks = 0;
  readonly #pairs = new Set<Pair>();
  #offer: ReturnType<typeof setTimeout> | undefined;

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
    this.#tasks++;
    this.#balance();
    const worker = this.#threads > 0 ? await this.#stock.take() : undefined;
    try {
      if (!worker) return await this.#runHere(task, progress);
      this.#signal.throwIfAborted();
      return await unlessAborted(this.#runThere(worker, task, progress), this.#signal);
    } finally {
      // A worker that is still at it is of no use any more: it is terminated.
      if (worker) this.#stock.giveBack(worker);
      this.#tasks--;
      this.#balance();
    }
  }

  /** By a worker, and a companion when there is one to spare. */
  async #runThere(
    worker: CodecWorker,
    task: Task,
    progress: (reached: Reached) => void,
  ): Promise<Result> {
    const shared = this.#threads > 1 && canBeShared(task);
    const pair = shared ? await this.#stock.takePair() : undefined;
    if (!pair) return worker.run(task, progress);
    this.#pairs.add(pair);
    this.#balance();
    try {
      const result = await Promise.race([worker.run(task, progress, pair.source), pair.broken]);
      await pair.dismiss();
      this.#stock.givePairBack(pair);
      return result;
    } catch (error) {
      pair.abandon();
      throw error;
    } finally {
      this.#pairs.delete(pair);
    }
  }

  /** Tasks come first: companions leave when they are too many, and come when threads stay free for a while. */
  #balance(): void {
    clearTimeout(this.#offer);
    const complete = [...this.#pairs].filter((pair) => pair.complete);
    if (this.#tasks + complete.length > this.#threads) void complete[0]?.dismiss();
    else if (this.#pairs.size > complete.length)
      this.#offer = setTimeout(() => {
        const spare = this.#threads - this.#tasks - complete.length;
        const alone = [...this.#pairs].filter((pair) => !pair.complete);
        for (const pair of alone.slice(0, spare)) pair.invite(this.#stock);
      }, OFFER_MS);
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
