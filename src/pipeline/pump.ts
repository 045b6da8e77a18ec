/** The pipeline with the interface that streams need: chunks are pushed into it and pulled out of it. */

import type { ByteSource, Bytes, WorkOptions } from '../types.js';
import { onAbort, stoppedBy } from '../workers/abort.js';
import { Channel } from './channel.js';
import { Deadline } from './deadline.js';

type Run<O> = (source: Bytes | ByteSource, options: O) => AsyncGenerator<Uint8Array, void>;

export class Pump {
  readonly #channel = new Channel<Uint8Array>();
  readonly #output: AsyncGenerator<Uint8Array, void>;
  readonly #controller = new AbortController();
  readonly #forgetCallers: (() => void) | undefined;
  readonly #deadline: Deadline;
  #stopped: (error: unknown) => void = () => {};

  /** `run` is compressChunks or decompressChunks. */
  constructor(run: Run<WorkOptions>, { maxSeconds, ...options }: WorkOptions) {
    const { signal } = options;
    const abort = () => this.stop(signal?.reason);
    if (signal?.aborted) abort();
    else this.#forgetCallers = signal && onAbort(signal, abort);
    // The operation itself checks the time only while a chunk is requested.
    const milliseconds = 1000 * (maxSeconds ?? Number.POSITIVE_INFINITY);
    this.#deadline = new Deadline(milliseconds, (error) => this.stop(error));
    this.#output = run(this.#channel, { ...options, signal: this.#controller.signal });
  }

  /**
   * Sets the listener for the error of a stop. While the reader is stalled there is no pull() that could reject, and
   * the writer would wait for ever.
   */
  onStop(stopped: (error: unknown) => void): void {
    this.#stopped = stopped;
    const { aborted, reason } = this.#controller.signal;
    if (aborted) stopped(stoppedBy(reason));
  }

  /** Resolves when the pipeline has read the chunk or has ended. One push at a time. */
  push(chunk: Uint8Array): Promise<void> {
    return this.#channel.put(chunk);
  }

  /** Ends the input. */
  end(): void {
    this.#channel.end();
  }

  /** The next chunk of output; undefined at the end. Rejects as the operation does. */
  async pull(): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await this.#output.next();
      if (!done) return value;
      this.#close();
      return undefined;
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  /** Stops all work. The next pull rejects with `reason` if it is a ForesayError, else with ABORTED caused by `reason`. */
  stop(reason?: unknown): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(reason);
    this.#close();
    this.#stopped(stoppedBy(reason));
  }

  /** Resolves a waiting push. */
  #close(): void {
    this.#deadline?.close();
    this.#forgetCallers?.();
    void this.#channel.return();
  }
}
