/**
 * A helper thread: a second worker on one task. It does a share of the learning (assembly/net/lagged-learning.ts) while the
 * first worker codes. Both run the codec over one shared memory. The coded bytes do not depend on it, so it may start
 * and leave while the first worker codes.
 */
import { Codec } from '../codec/codec.js';
import { cloneable } from '../codec/module.js';
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

  /**
   * Makes the shared memory; start() starts the thread. Undefined where memory cannot be shared, as on a page without
   * cross-origin isolation.
   */
  static async create(): Promise<HelperThread | undefined> {
    if (typeof SharedArrayBuffer !== 'function' || globalThis.crossOriginIsolated === false)
      return undefined;
    try {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 ** 16, shared: true });
      if (!cloneable(memory)) return undefined;
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

  /** Terminates the thread at once and frees the memory, after the first worker died or was terminated. */
  abandon(): void {
    Atomics.store(this.#words, DISMISSED, 1);
    void this.#worker?.terminate();
    this.freeMemory();
  }

  /**
   * Makes the engine collect the shared memory. Engines do not count shared memory, so it alone never causes a garbage
   * collection. A plain buffer of the same length does, and is never filled.
   */
  freeMemory(): void {
    try {
      new ArrayBuffer(this.source.memory.buffer.byteLength);
    } catch {
      // Memory is short: a garbage collection has been tried.
    }
  }
}
