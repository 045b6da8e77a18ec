/** The result of a one-shot call, collected from chunks. It counts against the memory that the operation may take. */
import { newBytes } from '../bytes/new-bytes.js';
import { release } from '../bytes/release.js';
import type { Budget } from '../workers/budget.js';
import { piecesOf } from './pieces.js';

/** Bytes that a part takes beside its own: 600 were measured. Archives may have millions of blocks of one byte. */
const PART = 1 << 10;

/** So many parts are a part of what a process takes anyway. */
const FREE_PARTS = 1 << 12;

export class Collector {
  readonly #otherwise: string;
  #budget: Budget | undefined;
  /** Where its length is known beforehand: the result, and bytes of it that are there. */
  #whole: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  /** Elsewhere: what it is made of. */
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];

  /** @param otherwise What helps but raising the limit; see memoryLimit. */
  constructor(otherwise: string) {
    this.#otherwise = otherwise;
  }

  /**
   * The operation begins.
   * @param length Bytes of the result, where they are known and come in several chunks. Throws MEMORY_LIMIT when they
   * are too many.
   */
  begin(budget: Budget, length?: number): void {
    this.#budget = budget;
    if (length === undefined) return;
    budget.reserve(length, this.#otherwise);
    this.#whole = newBytes(length);
  }

  /** Collects the chunks, each in a buffer of its own. Rejects as they do, or with MEMORY_LIMIT when they are too many. */
  async collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
    for await (const chunk of chunks) {
      if (this.#whole) {
        await this.#append(this.#whole, chunk);
        continue;
      }
      const beside = this.#parts.length < FREE_PARTS ? 0 : PART;
      this.#budget?.reserve(chunk.length + beside, this.#otherwise);
      this.#parts.push(chunk as Uint8Array<ArrayBuffer>);
    }
    if (this.#whole) return this.#whole;
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only) return only;
    const whole = newBytes(this.#parts.reduce((sum, { length }) => sum + length, 0));
    for (const part of this.#parts) await this.#append(whole, part);
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
