/** A hand-over of chunks from one who pushes (a writable stream) to one who pulls (the pipeline). */

/**
 * An iterable with room for one chunk. put() resolves when whoever pulls asks for the next chunk, that is, when it is
 * done with this one: all the backpressure that is needed, and the pusher may use the memory again.
 */
export class Channel<T> implements AsyncIterableIterator<T, undefined> {
  #offer: { readonly value: T } | undefined;
  #done: (() => void) | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  /** One put at a time. After return() chunks are dropped. */
  put(value: T): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((done) => {
      this.#offer = { value };
      this.#done = done;
      this.#wake?.();
    });
  }

  /** No more chunks will come. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    this.#settle();
    while (!this.#offer && !this.#ended)
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    const offer = this.#offer;
    this.#offer = undefined;
    return offer ? { done: false, value: offer.value } : { done: true, value: undefined };
  }

  /** Whoever pulls has had enough. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.end();
    this.#offer = undefined;
    this.#settle();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(): void {
    this.#done?.();
    this.#done = undefined;
  }
}
