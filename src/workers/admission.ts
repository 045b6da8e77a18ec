/** Which tasks of a realm run: how many at once, and how much memory they take between them. */
import { onAbort } from './abort.js';

/** An operation, as far as it matters to the admission of its tasks. */
export interface Applicant {
  /** Tasks that it may have at work at once. */
  readonly threads: number;
  /** Bytes of memory that its tasks may take together. */
  readonly memory: number;
  /** Fires when the operation is over; a task that still waits is then given up. */
  readonly signal: AbortSignal;
}

/** Where a task is to run. The calling thread does one at a time. */
export type Place = 'worker' | 'calling thread';

interface Request {
  readonly applicant: Applicant;
  readonly place: Place;
  readonly bytes: number;
  start(): void;
}

/** What the machine offers when no operation asks for more. */
export interface Offer {
  threads(): number;
  /** Bytes. */
  memory(): number;
}

/**
 * Admits tasks. The operation with the fewest running tasks goes first, and among equals the task that has waited
 * longest. Memory is counted only while a task runs. A running task ends whatever else happens, so operations never
 * wait for each other in a circle, even if one feeds another or the result of one is never read.
 */
export class Admission {
  readonly #offer: Offer;
  readonly #changed: () => void;
  /** In the order of asking. */
  readonly #waiting: Request[] = [];
  readonly #running = new Set<Request>();

  /** @param changed Called after tasks began, ended, or began to wait. */
  constructor(offer: Offer, changed: () => void = () => {}) {
    this.#offer = offer;
    this.#changed = changed;
  }

  /** Threads that tasks may use: the cores, or more where an operation at work was given more. */
  get threads(): number {
    return this.#largest('threads', this.#offer.threads());
  }

  /** Tasks at work on workers; those of one operation if it is named. */
  running(applicant?: Applicant): number {
    return [...this.#running].filter(
      (one) => one.place === 'worker' && (applicant === undefined || one.applicant === applicant),
    ).length;
  }

  /** Whether a task waits for a worker. */
  get wanted(): boolean {
    return this.#waiting.some(({ place }) => place === 'worker');
  }

  /**
   * Waits until a task that takes `bytes` of memory may run; the function returned says that it has ended. A task
   * that is larger than all the memory runs alone. Rejects with the reason of the applicant's signal.
   */
  enter(applicant: Applicant, place: Place, bytes: number): Promise<() => void> {
    const { signal } = applicant;
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const request: Request = {
        applicant,
        place,
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

  /** The request whose turn it is, if there is room for it. A smaller one behind it does not overtake it. */
  #next(): Request | undefined {
    if (this.#waiting.length === 0) return undefined;
    const tasks = new Map<Applicant, number>();
    const busy = { worker: 0, 'calling thread': 0 };
    let taken = 0;
    for (const { applicant, place, bytes } of this.#running) {
      tasks.set(applicant, (tasks.get(applicant) ?? 0) + 1);
      busy[place]++;
      taken += bytes;
    }
    const room = { worker: this.threads, 'calling thread': 1 };
    let first: Request | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const request of this.#waiting) {
      const count = tasks.get(request.applicant) ?? 0;
      if (busy[request.place] >= room[request.place] || count >= fewest) continue;
      first = request;
      fewest = count;
    }
    if (!first) return undefined;
    const memory = this.#largest('memory', this.#offer.memory());
    return this.#running.size === 0 || taken + first.bytes <= memory ? first : undefined;
  }

  #largest(what: 'threads' | 'memory', least: number): number {
    let most = least;
    for (const { applicant } of this.#running) most = Math.max(most, applicant[what]);
    for (const { applicant } of this.#waiting) most = Math.max(most, applicant[what]);
    return most;
  }
}
