/**
 * A helper thread: a second worker over the memory of a task, which does a share of the learning
 * (assembly/net/lagged-learning.ts). The coded bytes do not depend on it, so it may start and leave while the first worker
 * codes.
 */
import { Codec } from '../codec/codec.js';
import { freeSharedMemory, newSharedMemory } from '../codec/shared-memory.js';
import { sharedCodec } from '../codec/shared-module.js';
import type { CodecWorker } from './codec-worker.js';
import type { SharedSource } from './messages.js';

/** The source of workers: IdleWorkers. */
interface Workers {
  take(): Promise<CodecWorker | undefined>;
  giveBack(worker: CodecWorker): Promise<void>;
}

/** Offset, in words of four bytes, from the wake-up word to the word that dismisses (assembly/threads/jobs.ts). */
const DISMISSED = 16;

export class HelperThread {
  readonly source: SharedSource;
  /** Rejects when the helper thread dies: the first worker may then wait for it for ever. */
  readonly broken: Promise<never>;
  #break: (cause: unknown) => void = () => {};
  /** The shared words from the wake-up word on. */
  readonly #words: Int32Array;
  #worker: CodecWorker | undefined;
  #assistance: Promise<void> | undefined;
  #dismissed = false;

  private constructor(source: SharedSource, wakeUpAddress: number) {
    this.source = source;
    this.#words = new Int32Array(source.memory.buffer, wakeUpAddress, DISMISSED + 1);
    this.broken = new Promise((_, reject) => {
      this.#break = reject;
    });
    this.broken.catch(() => {});
  }

  /** Makes the memory; start() starts the thread. Undefined where memory cannot be shared. */
  static async create(): Promise<HelperThread | undefined> {
    const memory = newSharedMemory();
    if (!memory) return undefined;
    try {
      const { module, source } = await sharedCodec();
      return new HelperThread({ codec: source, memory }, new Codec(module, memory).wakeUpAddress);
    } catch {
      return undefined;
    }
  }

  /** Whether the thread was started and has not left yet. */
  get active(): boolean {
    return this.#assistance !== undefined;
  }

  /** Whether the thread was dismissed and has not left yet. */
  get leaving(): boolean {
    return this.active && this.#dismissed;
  }

  /** Makes an idle worker the helper thread until dismiss(). It must not be active. */
  start(workers: Workers): void {
    this.#dismissed = false;
    Atomics.store(this.#words, DISMISSED, 0);
    this.#assistance = this.#assist(workers).finally(() => {
      this.#assistance = undefined;
    });
  }

  async #assist(workers: Workers): Promise<void> {
    const worker = await workers.take();
    if (!worker) return;
    this.#worker = worker;
    try {
      await worker.assist(this.source);
    } catch (cause) {
      this.#break(cause);
    } finally {
      this.#worker = undefined;
      await workers.giveBack(worker);
    }
  }

  /** Dismisses the thread. Resolves when it has left; within a block it may first wait for the first worker. */
  async dismiss(): Promise<void> {
    this.#dismissed = true;
    Atomics.store(this.#words, DISMISSED, 1);
    Atomics.add(this.#words, 0, 1);
    Atomics.notify(this.#words, 0);
    await this.#assistance;
  }

  /** Terminates the thread and frees the memory, after the first worker died. */
  abandon(): void {
    Atomics.store(this.#words, DISMISSED, 1);
    void this.#worker?.terminate();
    freeSharedMemory(this.source.memory);
  }
}
