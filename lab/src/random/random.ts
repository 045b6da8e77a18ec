/** The generator behind every source: xoshiro128** by Blackman and Vigna, with its state set from a seed by SplitMix64. */

const MASK64 = (1n << 64n) - 1n;

/** Largest seed: seeds are stored as JSON numbers, which are exact up to here. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

/** Pseudo-random integers. All operations are on 32-bit integers, so every engine gives the same numbers. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed An integer from 0 to MAX_SEED. Different seeds give unrelated sequences. */
  constructor(seed: number) {
    const first = splitMix(BigInt(seed), 1n);
    const second = splitMix(BigInt(seed), 2n);
    this.#a = Number(first & 0xffffffffn) | 0;
    this.#b = Number(first >> 32n) | 0;
    this.#c = Number(second & 0xffffffffn) | 0;
    this.#d = Number(second >> 32n) | 0;
  }

  /** A generator with the given four 32-bit words as its state; for known-answer tests. Not all may be 0. */
  static fromState(a: number, b: number, c: number, d: number): Random {
    const random = new Random(0);
    random.#a = a | 0;
    random.#b = b | 0;
    random.#c = c | 0;
    random.#d = d | 0;
    return random;
  }

  /** @returns An integer from 0 to 2^32 - 1. */
  next32(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** @returns An integer from 0 to 2^53 - 1, of two 32-bit outputs. */
  next53(): number {
    const high = this.next32() >>> 11;
    return high * 0x1_0000_0000 + this.next32();
  }

  /** @returns 0 or 1, each with probability 1/2. */
  bit(): number {
    return this.next32() >>> 31;
  }

  /**
   * @param count 1 to 2^32.
   * @returns An integer from 0 to count - 1, each with the same probability: outputs beyond the last whole multiple of
   * `count` are drawn again.
   */
  below(count: number): number {
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % count);
    let value = this.next32();
    while (value >= limit) value = this.next32();
    return value % count;
  }
}

/** Output number `index` of SplitMix64, 1 being the first. */
function splitMix(seed: bigint, index: bigint): bigint {
  let z = (seed + index * 0x9e3779b97f4a7c15n) & MASK64;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK64;
  return z ^ (z >> 31n);
}
