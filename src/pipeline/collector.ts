/** The result of a one-shot call, collected from chunks. It counts against the memory that the operation may take. */
import { release } from '../bytes/release.js';
import type { Budget } from '../engine/budget.js';
import { ForesayError } from '../errors.js';
import { piecesOf } from './pieces.js';

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
    this.#whole = room(length);
  }

  /** Collects the chunks, each in a buffer of its own. Rejects as they do, or with MEMORY_LIMIT when they are too many. */
  async collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
    for await (const chunk of chunks) {
      if (this.#whole) {
        await this.#append(this.#whole, chunk);
        continue;
      }
      this.#budget?.reserve(chunk.length, this.#otherwise);
      this.#parts.push(chunk as Uint8Array<ArrayBuffer>);
    }
    if (this.#whole) return this.#whole;
    const [only] = this.#parts;
    if (this.#parts.length === 1 && only) return only;
    const whole = room(this.#parts.reduce((sum, { length }) => sum + length, 0));
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

function room(length: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(length);
  } catch (cause) {
    throw new ForesayError('MEMORY_LIMIT', 'the machine has no memory for the result', { cause });
  }
}
