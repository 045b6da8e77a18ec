/**
 * Two workers on one task: one codes, the other, its helper thread, does a share of the learning
 * (assembly/net/trainer.ts). Both have an instance of the codec over one shared memory. The bytes are the same with and
 * without; the helper thread may come and go while the other codes.
 */
import { Codec } from '../codec/codec.js';
import { type CodecSource, cloneable } from '../codec/module.js';
import { sharedCodec } from '../codec/shared-module.js';
import type { CodecWorker } from './codec-worker.js';

/** What a worker needs to take part. */
export interface PairSource {
  readonly codec: CodecSource;
  readonly memory: WebAssembly.Memory;
}

/** Where helper threads come from. */
interface Workers {
  take(): Promise<CodecWorker | undefined>;
  giveBack(worker: CodecWorker): Promise<void>;
}

/** Words from the bell to the word that dismisses the helper thread (assembly/threads/jobs.ts). */
const DISMISSED = 16;

export class Pair {
  readonly source: PairSource;
  /** Rejects when the helper thread dies: the one that codes may then wait for it in vain. */
  readonly broken: Promise<never>;
  #break: (cause: unknown) => void = () => {};
  readonly #bell: Int32Array;
  #helper: CodecWorker | undefined;
  #assistance: Promise<void> | undefined;
  #leaving = false;

  private constructor(source: PairSource, bellAddress: number) {
    this.source = source;
    this.#bell = new Int32Array(source.memory.buffer, bellAddress, DISMISSED + 1);
    this.broken = new Promise((_, reject) => {
      this.#break = reject;
    });
    this.broken.catch(() => {});
  }

  /** Memory for a pair; undefined where none can be shared (a page that is not isolated from others, say). */
  static async make(): Promise<Pair | undefined> {
    if (typeof SharedArrayBuffer !== 'function' || globalThis.crossOriginIsolated === false)
      return undefined;
    try {
      const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 ** 16, shared: true });
      if (!cloneable(memory)) return undefined;
      const { module, source } = await sharedCodec();
      return new Pair({ codec: source, memory }, new Codec(module, memory).bellAddress);
    } catch {
      return undefined;
    }
  }

  /** Whether there is a helper thread, or one is on its way, or about to leave. */
  get complete(): boolean {
    return this.#assistance !== undefined;
  }

  /** Whether the helper thread is dismissed and has not yet left. */
  get leaving(): boolean {
    return this.complete && this.#leaving;
  }

  /** Lets an idle worker be the helper thread until it is dismissed. There must be none. */
  invite(workers: Workers): void {
    this.#leaving = false;
    Atomics.store(this.#bell, DISMISSED, 0);
    this.#assistance = this.#assist(workers).finally(() => {
      this.#assistance = undefined;
    });
  }

  async #assist(workers: Workers): Promise<void> {
    const helper = await workers.take();
    if (!helper) return;
    this.#helper = helper;
    try {
      await helper.assist(this.source);
    } catch (cause) {
      this.#break(cause);
    } finally {
      this.#helper = undefined;
      await workers.giveBack(helper);
    }
  }

  /** Dismisses the helper thread; resolves when it has left, which waits for the one that codes if that is amid a block. */
  async dismiss(): Promise<void> {
    this.#leaving = true;
    Atomics.store(this.#bell, DISMISSED, 1);
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
    await this.#assistance;
  }

  /** Ends the helper thread at once, as the one that codes is gone, and lets go of the memory. */
  abandon(): void {
    Atomics.store(this.#bell, DISMISSED, 1);
    void this.#helper?.terminate();
    this.drop();
  }

  /**
   * Says that the memory is no longer used. Engines do not count shared memory and would not collect it until
   * something else piles up; a buffer as large, which is never filled, makes them look.
   */
  drop(): void {
    try {
      new ArrayBuffer(this.source.memory.buffer.byteLength);
    } catch {
      // Then memory is short, and they look anyway.
    }
  }
}
