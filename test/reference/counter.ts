/** NUMERICS.md, section 13: probabilities that learn, as integers. */
import { log, nearest } from './elementary.js';
import { f } from './float32.js';

/** ln(p / (1 - p)). */
export const stretch = (p: number): number => log(f(p / f(1 - p)));

const STRETCHED = Float32Array.from({ length: 4096 }, (_, p) => stretch((p + 0.5) / 4096));

/** A counter at first: P(1) in units of 2^-16, and how many bits it counts as having seen. */
export type FirstCounter = readonly [q: number, n: number];

/** Counters, by their index. */
export class Counters {
  private readonly p: Uint32Array;
  private readonly n: Uint16Array;

  constructor(size: number, first: (index: number) => FirstCounter) {
    this.p = new Uint32Array(size);
    this.n = new Uint16Array(size);
    for (let i = 0; i < size; i++) {
      const [q, n] = first(i);
      this.p[i] = q * 64;
      this.n[i] = n;
    }
  }

  /** P(1) in units of 2^-22. */
  p22(index: number): number {
    return this.p[index] as number;
  }

  /** The upper 12 bits of it. */
  private p12(index: number): number {
    return (this.p[index] as number) >>> 10;
  }

  stretched(index: number): number {
    return STRETCHED[this.p12(index)] as number;
  }

  /** 4 (P - 1/2). */
  centred(index: number): number {
    return (this.p12(index) - 2048) / 512;
  }

  update(index: number, bit: number, limit: number): void {
    const p = this.p[index] as number;
    const n = this.n[index] as number;
    this.p[index] = p + nearest(f((bit * (2 ** 22 - 1) - p) / (n + 1.5)));
    if (n < limit) this.n[index] = n + 1;
  }
}
