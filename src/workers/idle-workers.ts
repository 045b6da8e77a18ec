/** Workers without a task: started when needed, kept for a moment in case they are needed again. */
import { CodecWorker } from './codec-worker.js';
import { Pair } from './pair.js';
import type { Platform } from './platform.js';
import { backgroundTimer, type Timer } from './timer.js';

/** How long idle workers are kept, milliseconds. Starting one costs about fifty. */
const KEEP_MS = 1000;

/** Idle workers keep at most this much codec memory between them, bytes. */
const KEEP_BYTES = 64 * 2 ** 20;

export class IdleWorkers {
  readonly #start: Platform['startWorker'];
  readonly #idle: CodecWorker[] = [];
  /** Shared memory is kept too, however large: engines are slow to notice that it is no longer used. */
  readonly #pairs: Pair[] = [];
  #timer: Timer | undefined;
  #pairTimer: Timer | undefined;
  /** Set when one has started: if another does not, there are too many at the moment. */
  #proven = false;
  #failure: unknown;
  #hopeless: boolean;

  constructor({ startWorker }: Pick<Platform, 'startWorker'>) {
    this.#start = startWorker;
    this.#hopeless = startWorker === undefined;
    if (this.#hopeless) this.#failure = 'the platform has none';
  }

  /** Set when the first worker could not be started (the page's policy forbids it, say): no other is tried. */
  get hopeless(): boolean {
    return this.#hopeless;
  }

  /** Why the last start failed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** A worker that is ready for a task and keeps the process alive; undefined where none can be had. */
  async take(): Promise<CodecWorker | undefined> {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) {
      if (!worker.usable) {
        void worker.terminate();
        continue;
      }
      worker.hold(true);
      return worker;
    }
    if (!this.#start || this.#hopeless) return undefined;
    let worker: CodecWorker | undefined;
    try {
      worker = new CodecWorker(this.#start());
      await worker.start();
      this.#proven = true;
      return worker;
    } catch (error) {
      void worker?.terminate();
      this.#failure = error;
      this.#hopeless = !this.#proven;
      return undefined;
    }
  }

  /**
   * Takes back a worker. One that is dead, still at work, or too large to keep is terminated. Resolves when memory
   * that is not kept is free.
   */
  async giveBack(worker: CodecWorker): Promise<void> {
    const kept = this.#idle.reduce((sum, { held }) => sum + held, worker.held);
    if (!worker.usable || kept > KEEP_BYTES) {
      await worker.terminate();
      return;
    }
    worker.hold(false);
    this.#idle.push(worker);
    this.#timer = later(this.#timer, () => {
      for (const one of this.#idle.splice(0)) void one.terminate();
    });
  }

  /** Memory for two workers on one task; undefined where none can be shared. */
  async takePair(): Promise<Pair | undefined> {
    return this.#pairs.pop() ?? (await Pair.make());
  }

  /** Takes back a pair without a helper thread. */
  givePairBack(pair: Pair): void {
    this.#pairs.push(pair);
    // A time of their own: small tasks may keep workers coming and going, and a pair may hold gigabytes.
    this.#pairTimer = later(this.#pairTimer, () => {
      for (const one of this.#pairs.splice(0)) one.drop();
    });
  }
}

/** Calls `call` after KEEP_MS, in the place of what `timer` would have called. */
function later(timer: Timer | undefined, call: () => void): Timer {
  clearTimeout(timer);
  return backgroundTimer(call, KEEP_MS);
}
