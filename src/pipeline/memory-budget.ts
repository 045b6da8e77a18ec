/** The memory limit of one operation. */
import { memoryLimit } from '../memory-limit.js';
import { unlessAborted } from '../workers/abort.js';

interface Waiting {
  readonly bytes: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Shares the limit among the blocks of an operation. Requests are served in their order. */
export class MemoryBudget {
  readonly #limit: number;
  #taken = 0;
  #reserved = 0;
  /** Advice for the error message, set by reserve(). */
  #advice: string | undefined;
  #waiting: Waiting[] = [];

  /** @param limit Bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws MEMORY_LIMIT when `bytes` can never be free. `advice`: see memoryLimit. */
  check(bytes: number, advice?: string): void {
    const needed = bytes + this.#reserved;
    if (needed > this.#limit) throw memoryLimit(needed, this.#limit, this.#advice ?? advice);
  }

  /**
   * Lowers the limit for the rest of the operation by `bytes` of its result. Throws MEMORY_LIMIT when more than the
   * limit is reserved. Waiting requests that can no longer be served are rejected likewise.
   */
  reserve(bytes: number, advice: string): void {
    this.#reserved += bytes;
    this.#advice = advice;
    this.check(0);
    this.#serve();
  }

  /**
   * Waits until `bytes` are free and takes them. The returned function gives them back. Rejects with MEMORY_LIMIT when
   * they can never be free, or with the reason of `signal`.
   */
  async take(bytes: number, signal: AbortSignal): Promise<() => void> {
    this.check(bytes);
    await unlessAborted(
      new Promise<void>((resolve, reject) => {
        this.#waiting.push({ bytes, resolve, reject });
        this.#serve();
      }),
      signal,
    );
    let held = true;
    return () => {
      if (held) this.#taken -= bytes;
      held = false;
      this.#serve();
    };
  }

  #serve(): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next) return;
      try {
        this.check(next.bytes);
      } catch (error) {
        this.#waiting.shift();
        next.reject(error);
        continue;
      }
      if (this.#taken + this.#reserved + next.bytes > this.#limit) return;
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.resolve();
    }
  }
}
