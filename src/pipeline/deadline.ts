/** The time limit of an operation. */

import { ForesayError } from '../errors.js';
import { backgroundTimer, type Timer } from '../workers/event-loop.js';

/** Longest delay of setTimeout(), milliseconds. With a longer one it fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class Deadline {
  readonly #milliseconds: number;
  readonly #end: number;
  readonly #overdue: (error: ForesayError) => void;
  #timer: Timer | undefined;

  /**
   * @param milliseconds Counted from now; Infinity for no limit.
   * @param overdue Called with TIME_LIMIT after that time.
   */
  constructor(milliseconds: number, overdue: (error: ForesayError) => void) {
    this.#milliseconds = milliseconds;
    this.#end = performance.now() + milliseconds;
    this.#overdue = overdue;
    if (Number.isFinite(milliseconds)) this.#watch();
  }

  /** Checks the clock: the timer is late while the calling thread works. */
  check(): void {
    if (performance.now() < this.#end) return;
    const seconds = this.#milliseconds / 1000;
    this.#overdue(new ForesayError('TIME_LIMIT', `the work takes longer than ${seconds} seconds`));
  }

  /** Removes the limit. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #watch(): void {
    const left = this.#end - performance.now();
    if (left <= 0) {
      this.check();
      return;
    }
    this.#timer = backgroundTimer(() => this.#watch(), Math.min(Math.ceil(left), LONGEST_TIMER));
  }
}
