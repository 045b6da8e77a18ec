/** The realm's workers, shared by all operations. Where there are none, the calling thread does the tasks. */

import type { BlockProgress } from '../codec/block-coder.js';
import { describe } from '../codec/failure.js';
import type { Warning } from '../types.js';
import { unlessAborted } from './abort.js';
import { Admission, type Applicant } from './admission.js';
import { CallingThread } from './calling-thread.js';
import type { CodecWorker } from './codec-worker.js';
import { IdleWorkers } from './idle-workers.js';
import type { Pair } from './pair.js';
import { type Platform, platform } from './platform.js';
import { canBeShared, type Result, type Task } from './task.js';

/** An operation that has tasks done. With `threads` 0 the calling thread does them. */
export interface PoolUser extends Applicant {
  /** Throws when the operation must stop; asked between the slices of what is done in the calling thread. */
  check(): void;
  /** Takes a warning; undefined where the operation has no listener. */
  readonly warn: ((warning: Warning) => void) | undefined;
}

type Report = (reached: BlockProgress) => void;

/** Milliseconds for which a thread stays free before it becomes a helper thread: the next task may be about to come. */
const OFFER_MS = 20;

export class WorkerPool {
  readonly #idle: IdleWorkers;
  readonly #admission: Admission;
  readonly #callingThread = new CallingThread();
  /** The pairs at work, each with the operation that it works for. */
  readonly #pairs = new Map<Pair, PoolUser>();
  #offer: ReturnType<typeof setTimeout> | undefined;
  /** The causes that have been told. */
  readonly #told = new Set<string>();

  constructor(owner: Platform) {
    this.#idle = new IdleWorkers(owner);
    this.#admission = new Admission(owner, () => this.#balance());
  }

  /**
   * Does one task of the operation as soon as there is a thread and the memory for it; `report` is told how far it is.
   * Rejects as the task does, with the reason of the operation's signal, or with ENGINE when a worker dies.
   */
  async run(user: PoolUser, task: Task, report: Report): Promise<Result> {
    if (user.threads > 0 && !this.#idle.hopeless) {
      const leave = await this.#admission.enter(user, 'worker', task.memory);
      try {
        const worker = await this.#idle.take();
        if (worker) return await this.#runOn(worker, user, task, report);
      } finally {
        leave();
      }
    }
    if (user.threads > 0) this.#warn(user);
    const leave = await this.#admission.enter(user, 'calling thread', task.memory);
    try {
      return await this.#callingThread.run(task, report, () => user.check());
    } finally {
      leave();
    }
  }

  async #runOn(worker: CodecWorker, user: PoolUser, task: Task, report: Report): Promise<Result> {
    const { signal } = user;
    try {
      const shared = user.threads > 1 && canBeShared(task);
      const pair = shared ? await this.#idle.takePair() : undefined;
      if (signal.aborted && pair) this.#idle.givePairBack(pair);
      signal.throwIfAborted();
      // The task is posted here, before anything is awaited: once the signal has fired, no worker may be given one.
      const result = pair
        ? this.#withHelper(pair, worker, user, task, report)
        : worker.run(task, report);
      return await unlessAborted(result, signal);
    } finally {
      // A worker that is still at work is terminated.
      await this.#idle.giveBack(worker);
    }
  }

  /** On the worker, with a helper thread as long as there is one to spare. */
  async #withHelper(
    pair: Pair,
    worker: CodecWorker,
    user: PoolUser,
    task: Task,
    report: Report,
  ): Promise<Result> {
    this.#pairs.set(pair, user);
    this.#balance();
    try {
      const result = await Promise.race([worker.run(task, report, pair.source), pair.broken]);
      await pair.dismiss();
      this.#idle.givePairBack(pair);
      return result;
    } catch (error) {
      pair.abandon();
      throw error;
    } finally {
      this.#pairs.delete(pair);
    }
  }

  /** Tasks come first: helper threads leave when they are too many, and come when threads stay free for a while. */
  #balance(): void {
    clearTimeout(this.#offer);
    const helped = [...this.#pairs].filter(([pair]) => pair.complete);
    const staying = helped.filter(([pair]) => !pair.leaving);
    const surplus = this.#admission.wanted
      ? staying
      : staying.filter(([, user], i) => this.#spare(helped.slice(0, i + 1), user) < 0);
    for (const [pair] of surplus) void pair.dismiss();
    if (surplus.length > 0 || this.#admission.wanted || helped.length === this.#pairs.size) return;
    this.#offer = setTimeout(() => this.#invite(), OFFER_MS);
  }

  #invite(): void {
    for (const [pair, user] of this.#pairs) {
      const helped = [...this.#pairs].filter(([one]) => one.complete);
      if (!pair.complete && this.#spare(helped, user) > 0) pair.invite(this.#idle);
    }
  }

  /** Threads that neither tasks nor the pairs' helper threads use and that the operation may use. */
  #spare(helped: readonly (readonly [Pair, PoolUser])[], user: PoolUser): number {
    const admission = this.#admission;
    const own = helped.filter((one) => one[1] === user).length;
    return Math.min(
      admission.threads - admission.running() - helped.length,
      user.threads - admission.running(user) - own,
    );
  }

  /** Warns once for each cause that there are no workers: the first operation that has a listener. */
  #warn({ warn }: PoolUser): void {
    const cause = this.#idle.failure;
    const why = describe(cause);
    if (!warn || this.#told.has(why)) return;
    this.#told.add(why);
    const message =
      `no worker could be started, so the calling thread does the work: ${why} ` +
      '(initialize({ worker }) sets where workers come from)';
    warn({ code: 'NO_WORKERS', message, cause });
  }
}

const pools = new WeakMap<Platform, WorkerPool>();

/** The pool of the platform in use. */
export function workerPool(): WorkerPool {
  const owner = platform();
  const known = pools.get(owner) ?? new WorkerPool(owner);
  pools.set(owner, known);
  return known;
}
