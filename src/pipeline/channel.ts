/** A hand-over of chunks from a writable stream, which pushes them, to the pipeline, which pulls them. */

interface Offer<T> {
  readonly value: T;
  /** Resolves the put. */
  done(): void;
}

/**
 * An iterable with room for one chunk. put() resolves when the consumer, having taken the chunk, asks for another one.
 * The consumer has then read the chunk, so the producer may reuse its memory.
 */
export class Channel<T> implements AsyncIterableIterator<T, undefined> {
  /** Waits to be taken. */
  #offer: Offer<T> | undefined;
  /** Was taken and is being read. */
  #taken: Offer<T> | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  /** One put at a time. After return() chunks are dropped. */
  put(value: T): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((done) => {
      this.#offer = { value, done };
      this.#wake?.();
    });
  }

  /** No more chunks will come. */
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

  /** The consumer wants no more chunks. */
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
