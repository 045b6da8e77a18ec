/** The pipeline turned inside out, for streams: chunks are pushed in at one end and pulled out at the other. */

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
    // The operation only notices the time while a chunk is asked for.
    const milliseconds = 1000 * (maxSeconds ?? Number.POSITIVE_INFINITY);
    this.#deadline = new Deadline(milliseconds, (error) => this.stop(error));
    this.#output = run(this.#channel, { ...options, signal: this.#controller.signal });
  }

  /**
   * `stopped` is called with the error when the work is stopped before its end. A reader may have stalled: then no
   * pull is there to reject, and the writer would go on for ever.
   */
  onStop(stopped: (error: unknown) => void): void {
    this.#stopped = stopped;
    const { aborted, reason } = this.#controller.signal;
    if (aborted) stopped(stoppedBy(reason));
  }

  /** Resolves when the pipeline is done with the chunk, or does not want it any more. One push at a time. */
  push(chunk: Uint8Array): Promise<void> {
    return this.#channel.put(chunk);
  }

  /** The input is complete. */
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

  /** Stops everything: the next pull rejects with ABORTED, its cause being `reason`, or with `reason` if it has a code. */
  stop(reason?: unknown): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(reason);
    this.#close();
    this.#stopped(stoppedBy(reason));
  }

  /** A push that waits is let go. */
  #close(): void {
    this.#deadline?.close();
    this.#forgetCallers?.();
    void this.#channel.return();
  }
}
