import type { Random } from '../random/random.js';

/** The last bits of a sequence. */
export class BitHistory {
  readonly #bits: Uint8Array;
  readonly #mask: number;
  #count = 0;

  /** @param order How many bits back one may look: 1 or more. */
  constructor(order: number) {
    const size = 1 << (32 - Math.clz32(order));
    this.#bits = new Uint8Array(size);
    this.#mask = size - 1;
  }

  /** @returns The bit `lag` places ago; lag 1 is the last one. */
  at(lag: number): number {
    return this.#bits[(this.#count - lag) & this.#mask] as number;
  }

  push(bit: number): void {
    this.#bits[this.#count & this.#mask] = bit;
    this.#count = (this.#count + 1) & this.#mask;
  }
}

/** Computes the next bit from the ones before. */
export type Rule = (history: BitHistory) => number;

/**
 * A sequence that begins with `order` random bits and goes on by a rule.
 *
 * @param allowZeros Whether all of the first bits may be 0. Otherwise they are drawn again until one is not.
 */
export function recurrence(
  order: number,
  rule: Rule,
  random: Random,
  allowZeros: boolean,
): () => number {
  const first = new Uint8Array(order);
  do for (let i = 0; i < order; i++) first[i] = random.bit();
  while (!allowZeros && first.every((bit) => bit === 0));
  const history = new BitHistory(order);
  let given = 0;
  return () => {
    const bit = given < order ? (first[given++] as number) : rule(history);
    history.push(bit);
    return bit;
  };
}
