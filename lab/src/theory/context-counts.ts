/** How often each symbol followed each context of the last `order` symbols. */

/** Most counts of a table: 64 MiB. */
export const MAX_COUNTS = 2 ** 24;

export class ContextCounts {
  readonly alphabetSize: number;
  /** The count of symbol s in context c is at c * alphabetSize + s. */
  readonly counts: Uint32Array;
  /** The sum of a context's counts. */
  readonly totals: Uint32Array;
  readonly #contexts: number;
  #context = 0;

  /** @param order 0 to maxOrder(alphabetSize). Symbols before the first count as 0. */
  constructor(alphabetSize: number, order: number) {
    this.alphabetSize = alphabetSize;
    this.#contexts = alphabetSize ** order;
    this.counts = new Uint32Array(this.#contexts * alphabetSize);
    this.totals = new Uint32Array(this.#contexts);
  }

  /** The context of the next symbol. */
  get context(): number {
    return this.#context;
  }

  /** Counts the next symbol. */
  update(symbol: number): void {
    const context = this.#context;
    const at = context * this.alphabetSize + symbol;
    this.counts[at] = (this.counts[at] as number) + 1;
    this.totals[context] = (this.totals[context] as number) + 1;
    this.advance(symbol);
  }

  /** Goes on to the next symbol's context without counting. */
  advance(symbol: number): void {
    this.#context = (this.#context * this.alphabetSize + symbol) % this.#contexts;
  }

  /** Back to the context of the first symbol. The counts stay. */
  rewind(): void {
    this.#context = 0;
  }
}

/** The highest order whose table is not too large, `most` at most. */
export function maxOrder(alphabetSize: number, most: number): number {
  let order = 0;
  while (order < most && alphabetSize ** (order + 2) <= MAX_COUNTS) order++;
  return order;
}
