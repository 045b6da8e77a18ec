import { UNITS } from './distribution.js';
import type { Random } from './random.js';

/** An event that happens with a fixed probability, decided by an integer threshold. */
export class Chance {
  readonly #threshold: number;

  /** @param probability 0 to 1; rounded to a multiple of 2^-53. */
  constructor(probability: number) {
    this.#threshold = Math.round(probability * UNITS);
  }

  /** @returns 1 with the probability, else 0. */
  draw(random: Random): number {
    return random.next53() < this.#threshold ? 1 : 0;
  }
}
