/** The pipeline turned inside out, for streams: chunks are pushed in at one end and pulled out at the other. */
import { onAbort } from '../engine/abort.js';
import type { ByteSource, Bytes, WorkOptions } from '../types.js';
import { Channel } from './channel.js';

type Run<O> = (source: Bytes | ByteSource, options: O) => AsyncGenerator<Uint8Array, void>;

export class Pump {
  readonly #channel = new Channel<Uint8Array>();
  readonly #output: AsyncGenerator<Uint8Array, void>;
  readonly #controller = new AbortController();
  readonly #forgetCallers: (() => void) | undefined;

  /** `run` is compressChunks or decompressChunks. */
  constructor(run: Run<WorkOptions>, options: WorkOptions) {
    const { signal } = options;
    const abort = () => this.stop(signal?.reason);
    if (signal?.aborted) abort();
    else this.#forgetCallers = signal && onAbort(signal, abort);
    this.#output = run(this.#channel, { ...options, signal: this.#controller.signal });
  }

  /** Resolves when the pipeline is done with the chunk, or will never want it. One push at a time. */
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

  /** Stops everything: the next pull rejects with ABORTED, its cause being `reason`. */
  stop(reason?: unknown): void {
    this.#controller.abort(reason);
    this.#close();
  }

  /** Whoever is pushing must not wait for ever. */
  #close(): void {
    this.#forgetCallers?.();
    void this.#channel.return();
  }
}
