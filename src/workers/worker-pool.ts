/** The realm's workers, shared by all operations. Without workers the calling thread does the tasks. */

import type { BlockProgress } from '../codec/block-coder.js';
import { describe } from '../codec/failure.js';
import type { Warning } from '../types.js';
import { unlessAborted } from './abort.js';
import { Admission, type Applicant } from './admission.js';
import { CallingThread } from './calling-thread.js';
import type { CodecWorker } from './codec-worker.js';
import type { HelperThread } from './helper-thread.js';
import { IdleWorkers } from './idle-workers.js';
import { type Platform, platform } from './platform.js';
import { canBeShared, type Result, type Task } from './task.js';

/** An operation that runs tasks. With `threads` 0 they run in the calling thread. */
export interface PoolUser extends Applicant {
  /** Throws when the operation must stop. Called between the slices of a task in the calling thread. */
  check(): void;
  /** Receives warnings; undefined where the operation has no listener. */
  readonly warn: ((warning: Warning) => void) | undefined;
}

type Report = (progress: BlockProgress) => void;

/** A helper thread and the operation whose task it shares. */
type Helped = readonly [helper: HelperThread, user: PoolUser];

/** Milliseconds for which a thread must stay free before a helper thread takes it: another task may follow soon. */
const FREE_MS = 20;

export class WorkerPool {
  readonly #idle: IdleWorkers;
  readonly #admission: Admission;
  readonly #callingThread = new CallingThread();
  /** One entry for each task at work that can be shared, its helper thread active or not. */
  readonly #helpers = new Map<HelperThread, PoolUser>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The causes of warnings so far. */
  readonly #warned = new Set<string>();

  constructor(owner: Platform) {
    this.#idle = new IdleWorkers(owner);
    this.#admission = new Admission(owner, () => this.#balance());
  }

  /**
   * Runs a task of the operation as soon as a thread and the memory for it are free. `report` receives its progress.
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
      const helper = shared ? await this.#idle.takeHelper() : undefined;
      if (signal.aborted && helper) this.#idle.giveHelperBack(helper);
      signal.throwIfAborted();
      // The task is posted before anything is awaited: no worker may get one after the signal has fired.
      const result = helper
        ? this.#runShared(helper, worker, user, task, report)
        : worker.run(task, report);
      return await unlessAborted(result, signal);
    } finally {
      // A worker that is still at work is terminated.
      await this.#idle.giveBack(worker);
    }
  }

  /** Runs the task in shared memory. The helper thread is active while a thread is free for it. */
  async #runShared(
    helper: HelperThread,
    worker: CodecWorker,
    user: PoolUser,
    task: Task,
    report: Report,
  ): Promise<Result> {
    this.#helpers.set(helper, user);
    this.#balance();
    try {
      const result = await Promise.race([worker.run(task, report, helper.source), helper.broken]);
      await helper.dismiss();
      this.#idle.giveHelperBack(helper);
      return result;
    } catch (error) {
      helper.abandon();
      throw error;
    } finally {
      this.#helpers.delete(helper);
    }
  }

  /**
   * Tasks come before helper threads. Dismisses helper threads when tasks wait or too few threads are left; starts some
   * after threads have been free for FREE_MS.
   */
  #balance(): void {
    clearTimeout(this.#timer);
    const active = [...this.#helpers].filter(([helper]) => helper.active);
    const staying = active.filter(([helper]) => !helper.leaving);
    const surplus = this.#admission.wanted
      ? staying
      : staying.filter(([, user], i) => this.#freeThreads(active.slice(0, i + 1), user) < 0);
    for (const [helper] of surplus) void helper.dismiss();
    if (surplus.length > 0 || this.#admission.wanted || active.length === this.#helpers.size)
      return;
    this.#timer = setTimeout(() => this.#startHelpers(), FREE_MS);
  }

  #startHelpers(): void {
    for (const [helper, user] of this.#helpers) {
      const active = [...this.#helpers].filter(([one]) => one.active);
      if (!helper.active && this.#freeThreads(active, user) > 0) helper.start(this.#idle);
    }
  }

  /** Threads that neither tasks nor the `active` helper threads use, and that the operation may use. */
  #freeThreads(active: readonly Helped[], user: PoolUser): number {
    const admission = this.#admission;
    const own = active.filter((one) => one[1] === user).length;
    return Math.min(
      admission.threads - admission.running() - active.length,
      user.threads - admission.running(user) - own,
    );
  }

  /** Warns that there are no workers: once for each cause, the first operation that has a listener. */
  #warn({ warn }: PoolUser): void {
    const cause = this.#idle.failure;
    const why = describe(cause);
    if (!warn || this.#warned.has(why)) return;
    this.#warned.add(why);
    const message =
      `no worker could be started, so the calling thread does the work: ${why} ` +
      '(initialize({ worker }) sets the worker file)';
    warn({ code: 'NO_WORKERS', message, cause });
  }
}

const pools = new WeakMap<Platform, WorkerPool>();

/** The pool of the current platform. */
export function workerPool(): WorkerPool {
  const owner = platform();
  const known = pools.get(owner) ?? new WorkerPool(owner);
  pools.set(owner, known);
  return known;
}
