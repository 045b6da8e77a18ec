/** Looks into the folder again and again, while someone is connected. */
import type { Changes } from './api.js';
import type { RunIndex } from './run-index.js';

/** Milliseconds between two looks, and how many times as long as a look: a large folder keeps a tenth of a core busy. */
const PAUSE = 1000;
const RATIO = 10;

export type Listener = (changes: Changes) => void;

/**
 * Folders are read again, not watched: a system reports no changes of network disks, on which machines of a cluster share
 * results.
 */
export class Live {
  readonly #index: RunIndex;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;

  constructor(index: RunIndex) {
    this.#index = index;
  }

  /** The first call of the listener has everything. @returns A function that ends it. */
  async connect(listener: Listener): Promise<() => void> {
    const changes = await this.#index.refresh();
    if (changes !== undefined) this.#tell(changes);
    listener(this.#index.all());
    this.#listeners.add(listener);
    if (this.#timer === undefined) this.#next(PAUSE);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  #tell(changes: Changes): void {
    for (const listener of this.#listeners) listener(changes);
  }

  #next(pause: number): void {
    this.#timer = setTimeout(() => this.#look(), pause);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    const start = performance.now();
    const changes = await this.#index.refresh();
    if (changes !== undefined) this.#tell(changes);
    if (this.#listeners.size > 0) this.#next(Math.max(PAUSE, RATIO * (performance.now() - start)));
  }
}
