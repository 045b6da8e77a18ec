/** The memory limit of one operation. */
import { memoryLimit } from '../memory-limit.js';
import { unlessAborted } from './abort.js';

interface Waiting {
  readonly bytes: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Hands out memory, in the order of asking, so that no more than the limit is out at any time. */
export class Budget {
  readonly #limit: number;
  #taken = 0;
  #reserved = 0;
  /** What helps but raising the limit, once something is reserved. */
  #otherwise: string | undefined;
  #waiting: Waiting[] = [];

  /** @param limit Bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws MEMORY_LIMIT when that much will never be free; `otherwise` as in memoryLimit. */
  check(bytes: number, otherwise?: string): void {
    const needed = bytes + this.#reserved;
    if (needed > this.#limit) throw memoryLimit(needed, this.#limit, this.#otherwise ?? otherwise);
  }

  /**
   * Takes `bytes` out of the limit for good: a part of the result that is held to the end. Throws MEMORY_LIMIT when all
   * that is reserved is more than the limit; who waits for what will never be free is rejected likewise.
   */
  reserve(bytes: number, otherwise: string): void {
    this.#reserved += bytes;
    this.#otherwise = otherwise;
    this.check(0);
    this.#serve();
  }

  /**
   * Waits until `bytes` are free and takes them; the function returned gives them back. Rejects with MEMORY_LIMIT when
   * they never will be, or with the reason of `signal`.
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
