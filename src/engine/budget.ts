/** The memory limit of one operation. */
import { ForesayError } from '../errors.js';
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

  /**
   * Waits until `bytes` are free and takes them; the function returned gives them back. Rejects with MEMORY_LIMIT when
   * they never will be, or with the reason of `signal`.
   */
  async take(bytes: number, signal: AbortSignal): Promise<() => void> {
    if (bytes > this.#limit)
      throw new ForesayError(
        'MEMORY_LIMIT',
        `this needs ${mebibytes(bytes)} MiB of memory, and ${Math.floor(this.#limit / 2 ** 20)} MiB are allowed: ` +
          `raise the limit (option memory, --memory) to ${mebibytes(bytes)} MiB or more`,
      );
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

/** Rounded up, so that allowing what the message says is enough. */
function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
