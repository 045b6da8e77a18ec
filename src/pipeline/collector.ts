/** Collects the chunks of a one-shot call into one array, and counts it against the memory limit of the operation. */
import { newBytes } from '../bytes/new-bytes.js';
import { release } from '../bytes/release.js';
import type { MemoryBudget } from './memory-budget.js';
import { piecesOf } from './pieces.js';

/** Bytes that a chunk takes beside its own; 600 were measured. An archive may have millions of blocks of one byte. */
const CHUNK_OVERHEAD = 1 << 10;

/** Chunks whose overhead is not counted: so many make no difference to a process. */
const FREE_CHUNKS = 1 << 12;

export class Collector {
  readonly #advice: string;
  #budget: MemoryBudget | undefined;
  /** The result, where its length is known from the start, and how many of its bytes are filled. */
  #whole: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  /** The chunks so far, where the length is not known. */
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];

  /** @param advice See memoryLimit. */
  constructor(advice: string) {
    this.#advice = advice;
  }

  /**
   * Must be called before the first chunk.
   * @param length Length of the result in bytes, where it is known and more than one chunk follows. Throws MEMORY_LIMIT
   * when it is more than the limit.
   */
  begin(budget: MemoryBudget, length?: number): void {
    this.#budget = budget;
    if (length === undefined) return;
    budget.reserve(length, this.#advice);
    this.#whole = newBytes(length);
  }

  /** The bytes of all chunks. Each chunk must own its buffer. Rejects as `chunks` does, or with MEMORY_LIMIT. */
  async collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
    for await (const chunk of chunks) {
      if (this.#whole) {
        await this.#append(this.#whole, chunk);
        continue;
      }
      const overhead = this.#chunks.length < FREE_CHUNKS ? 0 : CHUNK_OVERHEAD;
      this.#budget?.reserve(chunk.length + overhead, this.#advice);
      this.#chunks.push(chunk as Uint8Array<ArrayBuffer>);
    }
    if (this.#whole) return this.#whole;
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only) return only;
    const whole = newBytes(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    for (const chunk of this.#chunks) await this.#append(whole, chunk);
    return whole;
  }

  async #append(whole: Uint8Array, chunk: Uint8Array): Promise<void> {
    for await (const piece of piecesOf(chunk)) {
      whole.set(piece, this.#filled);
      this.#filled += piece.length;
    }
    release(chunk);
  }
}
