/** A small seeded generator (xorshift32) for tests and generated inputs: the same numbers on every engine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // A state of zero would stay zero.
    this.state = (seed ^ 0x9e3779b9) >>> 0 || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  /** A whole number from 0 to `count` - 1; `count` is at least 1. */
  below(count: number): number {
    return Math.floor((this.next() / 2 ** 32) * count);
  }

  /** One of the list. */
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Noise. The bits of the numbers are linear; times a constant they are not, and no recurrence is found in them. */
  bytes(count: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: count }, () => Math.imul(this.next(), 0x9e3779b1) >>> 24);
  }
}
