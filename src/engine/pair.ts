/**
 * Two workers on one task: one codes, the other, its companion, does a share of the learning (assembly/net/trainer.ts).
 * Both have an instance of the codec over one shared memory. The bytes are the same with and without; the companion
 * may come and go while the other codes.
 */
import { Codec } from './codec.js';
import type { CodecWorker } from './codec-worker.js';
import { type CodecSource, cloneable } from './module.js';
import { sharedCodec } from './shared-module.js';

/** What a worker needs to take part. */
export interface PairSource {
  readonly codec: CodecSource;
  readonly memory: WebAssembly.Memory;
}

/** Where companions come from. */
interface Workers {
  take(): Promise<CodecWorker | undefined>;
  giveBack(worker: CodecWorker): void;
}

/** Words from the bell to the word that dismisses the companion (assembly/memory/ledger.ts). */
const DISMISSED = 16;

export class Pair {
  readonly source: PairSource;
  /** Rejects when the companion dies: the one who codes may then wait for it in vain. */
  readonly broken: Promise<never>;
  #break: (cause: unknown) => void = () => {};
  readonly #bell: Int32Array;
  #companion: CodecWorker | undefined;
  #assistance: Promise<void> | undefined;

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

  /** Whether there is a companion, or one is on its way, or about to leave. */
  get complete(): boolean {
    return this.#assistance !== undefined;
  }

  /** Lets a worker of the stock be the companion until it is dismissed. There must be none. */
  invite(stock: Workers): void {
    Atomics.store(this.#bell, DISMISSED, 0);
    this.#assistance = this.#assist(stock).finally(() => {
      this.#assistance = undefined;
    });
  }

  async #assist(stock: Workers): Promise<void> {
    const companion = await stock.take();
    if (!companion) return;
    this.#companion = companion;
    try {
      await companion.assist(this.source);
    } catch (cause) {
      this.#break(cause);
    } finally {
      this.#companion = undefined;
      stock.giveBack(companion);
    }
  }

  /** Calls the companion off; resolves when it has left, which waits for the one who codes if that is amid a block. */
  async dismiss(): Promise<void> {
    Atomics.store(this.#bell, DISMISSED, 1);
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
    await this.#assistance;
  }

  /** Ends the companion at once, as the one who codes is gone, and lets go of the memory. */
  abandon(): void {
    Atomics.store(this.#bell, DISMISSED, 1);
    this.#companion?.terminate();
    this.drop();
  }

  /**
   * Says that nobody needs the memory any more. Engines do not count shared memory and would not collect it until
   * something else piles up; a buffer as large, which nobody fills, makes them look.
   */
  drop(): void {
    try {
      new ArrayBuffer(this.source.memory.buffer.byteLength);
    } catch {
      // Then memory is short, and they look anyway.
    }
  }
}
