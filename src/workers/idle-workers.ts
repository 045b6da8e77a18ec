/** Workers without a task. They are started when needed and kept for a second in case they are needed again. */
import { freeSharedMemory } from '../codec/shared-memory.js';
import { CodecWorker } from './codec-worker.js';
import { backgroundTimer, type Timer } from './event-loop.js';
import { HelperThread } from './helper-thread.js';
import type { Platform } from './platform.js';

/** Milliseconds for which idle workers are kept. A start takes about 50 ms. */
const KEEP_MS = 1000;

/** Most bytes of codec memory that all idle workers together keep. */
const KEEP_BYTES = 64 * 2 ** 20;

export class IdleWorkers {
  readonly #start: Platform['startWorker'];
  readonly #idle: CodecWorker[] = [];
  /** Kept for their shared memory, of any size: engines free it late. */
  readonly #helpers: HelperThread[] = [];
  #timer: Timer | undefined;
  #helperTimer: Timer | undefined;
  /** Whether a worker has ever started. If so, a later failure is taken to be temporary. */
  #proven = false;
  #failure: unknown;
  #hopeless: boolean;

  constructor({ startWorker }: Pick<Platform, 'startWorker'>) {
    this.#start = startWorker;
    this.#hopeless = startWorker === undefined;
    if (this.#hopeless) this.#failure = 'the platform has none';
  }

  /** Whether the first worker failed to start, for instance because a page's policy forbids it: none is tried again. */
  get hopeless(): boolean {
    return this.#hopeless;
  }

  /** The cause of the last failed start. */
  get failure(): unknown {
    return this.#failure;
  }

  /** A worker ready for a task, which keeps the process alive; undefined when none can be started. */
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
   * Takes a worker back. It is terminated when it is dead or at work, or when too much memory would be kept. Resolves
   * when the memory of a terminated worker is free.
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

  /** A helper thread that is not active; undefined where memory cannot be shared. */
  async takeHelper(): Promise<HelperThread | undefined> {
    return this.#helpers.pop() ?? (await HelperThread.create());
  }

  /** Takes back a helper thread that is not active. */
  giveHelperBack(helper: HelperThread): void {
    this.#helpers.push(helper);
    // A timer of its own: small tasks may restart the workers' timer for ever, and this memory may be gigabytes.
    this.#helperTimer = later(this.#helperTimer, () => {
      for (const one of this.#helpers.splice(0)) freeSharedMemory(one.source.memory);
    });
  }
}

/** Replaces `timer` by one that calls `call` after KEEP_MS. */
function later(timer: Timer | undefined, call: () => void): Timer {
  clearTimeout(timer);
  return backgroundTimer(call, KEEP_MS);
}
