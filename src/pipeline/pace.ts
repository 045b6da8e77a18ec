/** Long work that is made of many small steps. */
import { turn } from '../workers/turn.js';

/** Milliseconds of work after which the event loop gets a turn. */
const REST_MS = 15;

/** Lets the event loop run now and then; rest() is called between the steps. */
export class Pace {
  #rested = performance.now();

  /** Whether it is time for a rest. */
  get tired(): boolean {
    return performance.now() - this.#rested >= REST_MS;
  }

  async rest(): Promise<void> {
    await turn();
    this.#rested = performance.now();
  }
}
