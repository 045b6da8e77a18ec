/** Random choices by integer thresholds: no logarithm and no rounding of a platform decides a symbol. */
import { UNITS } from './distribution.js';
import type { Random } from './random.js';

/** Rows of probabilities, each a choice among its entries. */
export class Choices {
  /** Entry i is the sum of its row's probabilities up to it, in units of 2^-53. */
  readonly #thresholds: Float64Array;
  readonly #firsts: ArrayLike<number>;

  /**
   * @param probabilities All rows, one behind the other. Each row adds up to 1; what rounding left goes to its last entry.
   * @param firsts Row r is entries firsts[r] to firsts[r + 1] - 1.
   */
  constructor(probabilities: Float64Array, firsts: ArrayLike<number>) {
    this.#firsts = firsts;
    this.#thresholds = new Float64Array(probabilities.length);
    for (let row = 0; row + 1 < firsts.length; row++) {
      const end = firsts[row + 1] as number;
      let sum = 0;
      for (let i = firsts[row] as number; i < end; i++) {
        sum += probabilities[i] as number;
        this.#thresholds[i] = i + 1 === end ? UNITS : Math.round(sum * UNITS);
      }
    }
  }

  /** @returns The index of an entry of the row, counted from the first entry of all rows. */
  draw(row: number, random: Random): number {
    const value = random.next53();
    const thresholds = this.#thresholds;
    let index = this.#firsts[row] as number;
    while (value >= (thresholds[index] as number)) index++;
    return index;
  }
}
