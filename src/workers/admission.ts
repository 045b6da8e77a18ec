/** Decides which tasks of a realm run now: limits their number and their memory. */
import { onAbort } from './abort.js';

/** An operation: the limits that its tasks bring along. */
export interface Applicant {
  /** Most tasks that it may have at work at once. */
  readonly threads: number;
  /** Most bytes of memory that its tasks may take together. */
  readonly memory: number;
  /** Fires when the operation is over. Its waiting tasks are then rejected. */
  readonly signal: AbortSignal;
}

/** The thread that a task is to run on. The calling thread runs one task at a time. */
export type TaskThread = 'worker' | 'calling thread';

interface Request {
  readonly applicant: Applicant;
  readonly thread: TaskThread;
  readonly bytes: number;
  start(): void;
}

/** The machine's limits, used unless an operation has larger ones. */
export interface Limits {
  threads(): number;
  /** Bytes. */
  memory(): number;
}

/**
 * Admits tasks. The operation with the fewest running tasks is first; among equals, the task that has waited longest.
 *
 * Memory counts only while a task runs. A running task always ends. So operations never wait for each other in a
 * circle, even if one feeds another or a result is never read.
 */
export class Admission {
  readonly #limits: Limits;
  readonly #changed: () => void;
  /** The oldest request is first. */
  readonly #waiting: Request[] = [];
  readonly #running = new Set<Request>();

  /** @param changed Called after a task began, ended, or began to wait. */
  constructor(limits: Limits, changed: () => void = () => {}) {
    this.#limits = limits;
    this.#changed = changed;
  }

  /** Threads that tasks may use: the number of cores, or the largest `threads` of the operations at work. */
  get threads(): number {
    return this.#largest('threads', this.#limits.threads());
  }

  /** Number of tasks at work on workers; only those of `applicant` if it is given. */
  running(applicant?: Applicant): number {
    return [...this.#running].filter(
      (one) => one.thread === 'worker' && (applicant === undefined || one.applicant === applicant),
    ).length;
  }

  /** Whether a task waits for a worker. */
  get wanted(): boolean {
    return this.#waiting.some(({ thread }) => thread === 'worker');
  }

  /**
   * Waits until a task that takes `bytes` of memory may run. The returned function is to be called when it has ended.
   * A task larger than the memory limit runs alone. Rejects with the reason of the applicant's signal.
   */
  enter(applicant: Applicant, thread: TaskThread, bytes: number): Promise<() => void> {
    const { signal } = applicant;
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const request: Request = {
        applicant,
        thread,
        bytes,
        start: () => {
          forget();
          resolve(() => this.#leave(request));
        },
      };
      const forget = onAbort(signal, () => {
        forget();
        this.#waiting.splice(this.#waiting.indexOf(request), 1);
        reject(signal.reason);
        this.#serve();
      });
      this.#waiting.push(request);
      this.#serve();
    });
  }

  #leave(request: Request): void {
    if (this.#running.delete(request)) this.#serve();
  }

  #serve(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running.add(next);
      next.start();
    }
    this.#changed();
  }

  /** The request to admit next, if it fits. No smaller request overtakes it. */
  #next(): Request | undefined {
    if (this.#waiting.length === 0) return undefined;
    const tasks = new Map<Applicant, number>();
    const busy = { worker: 0, 'calling thread': 0 };
    let taken = 0;
    for (const { applicant, thread, bytes } of this.#running) {
      tasks.set(applicant, (tasks.get(applicant) ?? 0) + 1);
      busy[thread]++;
      taken += bytes;
    }
    const room = { worker: this.threads, 'calling thread': 1 };
    let first: Request | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const request of this.#waiting) {
      const count = tasks.get(request.applicant) ?? 0;
      if (busy[request.thread] >= room[request.thread] || count >= fewest) continue;
      first = request;
      fewest = count;
    }
    if (!first) return undefined;
    const memory = this.#largest('memory', this.#limits.memory());
    return this.#running.size === 0 || taken + first.bytes <= memory ? first : undefined;
  }

  #largest(what: 'threads' | 'memory', least: number): number {
    let most = least;
    for (const { applicant } of this.#running) most = Math.max(most, applicant[what]);
    for (const { applicant } of this.#waiting) most = Math.max(most, applicant[what]);
    return most;
  }
}
