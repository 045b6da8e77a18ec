/** The helper threads of a trainer and the memory that they share with it. */
import { freeSharedMemory, newSharedMemory } from '../codec/shared-memory.js';
import { ForesayError } from '../errors.js';
import type { WorkerPort } from '../workers/platform.js';
import { type SharedTraining, sharedTrainingModule } from './module.js';
import { TrainingThread } from './training-thread.js';

let startWorker: (() => WorkerPort) | undefined;

/** Sets how a worker that runs serveTraining() is started. Called by the package's entries. */
export function useTrainingWorkers(start: () => WorkerPort): void {
  startWorker = start;
}

export class TrainingThreads {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly #threads: readonly TrainingThread[];

  private constructor(
    { module }: SharedTraining,
    memory: WebAssembly.Memory,
    threads: readonly TrainingThread[],
  ) {
    this.module = module;
    this.memory = memory;
    this.#threads = threads;
  }

  /**
   * Starts `count` helper threads, or as many as can be. Undefined where there can be none: without shared memory, without
   * workers, and in a thread that must not wait, as that of a page.
   */
  static async start(count: number): Promise<TrainingThreads | undefined> {
    const memory = startWorker && mayWait() ? newSharedMemory() : undefined;
    if (!memory) return undefined;
    const training = await sharedTrainingModule().catch(() => undefined);
    if (!training) return undefined;
    const attempts = Array.from({ length: count }, () => startThread(training, memory));
    const threads = (await Promise.all(attempts)).filter((thread) => thread !== undefined);
    return threads.length > 0 ? new TrainingThreads(training, memory, threads) : undefined;
  }

  /** How many there are. */
  get count(): number {
    return this.#threads.length;
  }

  /** Makes them threads 1 to `count` of the module that is open in the memory. */
  assist(): void {
    this.#threads.forEach((thread, index) => {
      thread.assist(index + 1);
    });
  }

  /** Why one of them has died; undefined while all work. The trainer would wait for it for ever. */
  get failure(): Error | undefined {
    return this.#threads.find(({ failure }) => failure)?.failure;
  }

  /** Throws ENGINE when one of them has died. */
  check(): void {
    const { failure } = this;
    if (failure)
      throw new ForesayError('ENGINE', `a helper thread stopped working: ${failure.message}`, {
        cause: failure,
      });
  }

  /** Waits until they have left after dismiss(), terminates them, and frees the memory. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
    freeSharedMemory(this.memory);
  }

  /** Terminates them at once, and frees the memory. */
  async abandon(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
    freeSharedMemory(this.memory);
  }
}

/** A started thread; undefined when it cannot be started. */
async function startThread(
  training: SharedTraining,
  memory: WebAssembly.Memory,
): Promise<TrainingThread | undefined> {
  let thread: TrainingThread | undefined;
  try {
    thread = startWorker && new TrainingThread(startWorker());
    await thread?.start(training, memory);
    return thread;
  } catch {
    await thread?.terminate();
    return undefined;
  }
}

/** Whether this thread may wait for another one. The thread of a page may not: the wait would throw. */
function mayWait(): boolean {
  try {
    // The word is 0, not 1: a wait that is allowed returns at once.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}
