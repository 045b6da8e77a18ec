/** NUMERICS.md, section 13: probabilities that learn, as integers. */
import { log } from './elementary.js';
import { f } from './float32.js';

/** ln(p / (1 - p)). */
export const stretch = (p: number): number => log(f(p / f(1 - p)));

const STRETCHED = Float32Array.from({ length: 4096 }, (_, p) => stretch((p + 0.5) / 4096));
/** Stretched probabilities of 12 bits. */
export const stretchedOf = (p12: number): number => STRETCHED[p12] as number;

const GAINS = Array.from({ length: 1024 }, (_, n) => Math.floor(f(65536 / (n + 1.5))));

export class Adaptive {
  /** P(bit = 1) in units of 2^-22. */
  private p: number;

  /** P in units of 2^-16, after n observations. */
  constructor(
    p: number,
    private n: number,
  ) {
    this.p = p * 64;
  }

  /** The upper 12 bits. */
  get p12(): number {
    return Math.floor(this.p / 1024);
  }

  get probability(): number {
    return this.p / 2 ** 22;
  }

  get stretched(): number {
    return stretchedOf(this.p12);
  }

  learn(bit: number, limit: number): void {
    const target = bit * (2 ** 22 - 1);
    this.p += Math.floor(((target - this.p) * (GAINS[this.n] as number)) / 65536);
    if (this.n < limit) this.n++;
  }
}
