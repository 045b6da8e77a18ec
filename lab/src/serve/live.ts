/** Looks into the folder again and again, while a page is connected. */
import { setTimeout } from 'node:timers/promises';
import type { Listener, RunIndex } from './run-index.js';

/** Milliseconds between two looks, and how many times as long as a look: a large folder keeps a tenth of a core busy. */
const PAUSE = 1000;
const RATIO = 10;

/**
 * Folders are read again, not watched: a system reports no changes of network disks, on which machines of a cluster share
 * results.
 */
export class Live {
  readonly #index: RunIndex;
  #looking = false;

  constructor(index: RunIndex) {
    this.#index = index;
  }

  /** The first call of the listener has everything. @returns A function that ends it. */
  async connect(listener: Listener): Promise<() => void> {
    const { listeners } = this.#index;
    await this.#index.refresh();
    listener(this.#index.all());
    listeners.add(listener);
    if (!this.#looking) this.#look();
    return () => listeners.delete(listener);
  }

  async #look(): Promise<void> {
    this.#looking = true;
    let pause = PAUSE;
    while (this.#index.listeners.size > 0) {
      // The pause keeps no process from ending.
      await setTimeout(pause, undefined, { ref: false });
      const start = performance.now();
      await this.#index.refresh();
      pause = Math.max(PAUSE, RATIO * (performance.now() - start));
    }
    this.#looking = false;
  }
}
