/** Turns of the event loop during work that consists of many small steps. */
import { nextTurn } from '../workers/event-loop.js';

/** Milliseconds of work between two turns. */
const WORK_MS = 15;

/** `if (turns.due) await turns.next()` between two steps lets the event loop run often enough. */
export class Turns {
  #last = performance.now();

  get due(): boolean {
    return performance.now() - this.#last >= WORK_MS;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#last = performance.now();
  }
}
