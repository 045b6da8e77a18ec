/** The memory limit of one operation. */
import { memoryLimit } from '../memory-limit.js';
import { unlessAborted } from './abort.js';

/** Hands out memory, in the order of asking, so that no more than the limit is out at any time. */
export class Budget {
  readonly #limit: number;
  #taken = 0;
  #waiting: { readonly bytes: number; readonly resolve: () => void }[] = [];

  /** @param limit Bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Throws MEMORY_LIMIT when that much will never be free; `otherwise` as in memoryLimit. */
  check(bytes: number, otherwise?: string): void {
    if (bytes > this.#limit) throw memoryLimit(bytes, this.#limit, otherwise);
  }

  /**
   * Waits until `bytes` are free and takes them; the function returned gives them back. Rejects with MEMORY_LIMIT when
   * they never will be, or with the reason of `signal`.
   */
  async take(bytes: number, signal: AbortSignal): Promise<() => void> {
    this.check(bytes);
    await unlessAborted(
      new Promise<void>((resolve) => {
        this.#waiting.push({ bytes, resolve });
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
      if (!next || this.#taken + next.bytes > this.#limit) return;
      this.#waiting.shift();
      this.#taken += next.bytes;
      next.resolve();
    }
  }
}
