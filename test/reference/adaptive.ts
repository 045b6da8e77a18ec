/** NUMERICS.md, section 13: probabilities that learn, as integers. */
import { log, nearest } from './elementary.js';
import { f } from './float32.js';

/** ln(p / (1 - p)). */
export const stretch = (p: number): number => log(f(p / f(1 - p)));

const STRETCHED = Float32Array.from({ length: 4096 }, (_, p) => stretch((p + 0.5) / 4096));

export class Adaptive {
  /** P(bit = 1) in units of 2^-22. */
  p22: number;

  /** P in units of 2^-16, after n observations. */
  constructor(
    p: number,
    private n: number,
  ) {
    this.p22 = p * 64;
  }

  /** The upper 12 bits. */
  get p12(): number {
    return Math.floor(this.p22 / 1024);
  }

  get stretched(): number {
    return STRETCHED[this.p12] as number;
  }

  /** What it says where it is trusted otherwise than when stretched: 4 (P - 1/2). */
  get centred(): number {
    return (this.p12 - 2048) / 512;
  }

  learn(bit: number, limit: number): void {
    const target = bit * (2 ** 22 - 1);
    this.p22 += nearest(f((target - this.p22) / (this.n + 1.5)));
    if (this.n < limit) this.n++;
  }
}
