/** Passes chunks from a writable stream, which pushes them, to the pipeline, which pulls them. */

interface Offer<T> {
  readonly value: T;
  /** Resolves the put. */
  done(): void;
}

/**
 * An iterable with room for one chunk. put() resolves when the consumer asks for the next chunk. It has then read the
 * last one, so the producer may reuse its memory.
 */
export class Channel<T> implements AsyncIterableIterator<T, undefined> {
  /** The chunk that the consumer has not taken yet. */
  #offer: Offer<T> | undefined;
  /** The chunk that the consumer is reading. */
  #taken: Offer<T> | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  /** Puts a chunk; one at a time. After end() or return() chunks are dropped. */
  put(value: T): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((done) => {
      this.#offer = { value, done };
      this.#wake?.();
    });
  }

  /** Ends the iteration. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    this.#release();
    while (!this.#offer && !this.#ended)
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    this.#taken = this.#offer;
    this.#offer = undefined;
    return this.#taken
      ? { done: false, value: this.#taken.value }
      : { done: true, value: undefined };
  }

  /** Ends the iteration from the consumer's side. A waiting put() resolves. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    this.#release();
    this.#offer?.done();
    this.#offer = undefined;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #release(): void {
    this.#taken?.done();
    this.#taken = undefined;
  }
}
