/** The forward algorithm for X[n] = X[n-r] xor X[n-s] seen through noise, with a weight for each first state. */
import { ones } from './bit-count.js';
import type { Lags } from './lags.js';

/** Longest register: 2^22 weights take 32 MiB, and a pass over them some milliseconds. */
export const MAX_FILTER_ORDER = 22;

/** Bits that one pass over the weights takes in. */
const GROUP = 4;

/** A bit that was seen, and the bits of the first state whose parity is the bit without noise. */
interface Seen {
  readonly mask: number;
  readonly bit: number;
}

/**
 * All 2^s first states are equally likely. Every bit of the sequence is a parity of the first state, so a seen bit
 * multiplies each weight by 1 - p or by p, and no weight moves.
 */
export class RegisterFilter {
  readonly #lags: Lags;
  readonly #noise: number;
  readonly #weights: Float64Array;
  #total = 1;
  /** The masks of the next s bits. */
  readonly #masks: number[];
  #pending: Seen[] = [];
  /** Weights of a row: the states that share the higher half of their bits. */
  readonly #row: number;

  /**
   * @param lags The longer one at most MAX_FILTER_ORDER.
   * @param noise The probability that a bit is seen flipped, above 0.
   */
  constructor(lags: Lags, noise: number) {
    const order = lags.long;
    this.#lags = lags;
    this.#noise = noise;
    this.#weights = new Float64Array(2 ** order).fill(2 ** -order);
    this.#masks = Array.from({ length: order }, (_, i) => 1 << i);
    this.#row = 2 ** Math.ceil(order / 2);
  }

  /** Takes the next bit. */
  update(bit: number): void {
    this.#pending.push({ mask: this.#advance(), bit });
    if (this.#pending.length === GROUP) this.#takeIn();
  }

  /** @returns The probability that the next bit is seen as 1. */
  predict(): number {
    this.#takeIn();
    const mask = this.#masks[0] as number;
    const signs = Float64Array.from({ length: this.#row }, (_, low) => 1 - 2 * parity(low & mask));
    let balance = 0;
    for (let high = 0; high < this.#weights.length; high += this.#row) {
      let sum = 0;
      for (let low = 0; low < signs.length; low++)
        sum += (this.#weights[high + low] as number) * (signs[low] as number);
      balance += parity(high & mask) === 1 ? -sum : sum;
    }
    return (1 - (1 - 2 * this.#noise) * (balance / this.#total)) / 2;
  }

  /** @returns The mask of the next bit, which becomes the last one. */
  #advance(): number {
    const { short, long } = this.#lags;
    const mask = this.#masks.shift() as number;
    this.#masks.push(mask ^ (this.#masks[long - short - 1] as number));
    return mask;
  }

  /** Multiplies the weights by what the pending bits say. Their sum stays near 1, so it neither vanishes nor overflows. */
  #takeIn(): void {
    if (this.#pending.length === 0) return;
    const factors = this.#factors();
    const size = this.#row;
    let total = 0;
    for (let high = 0; high < this.#weights.length; high += size) {
      const first = patternOf(this.#pending, high) * size;
      for (let low = 0; low < size; low++) {
        const weight = (this.#weights[high + low] as number) * (factors[first + low] as number);
        this.#weights[high + low] = weight;
        total += weight;
      }
    }
    this.#total = total;
    this.#pending = [];
  }

  /** The factors of a row, for each pattern of parities that the higher half of the state may give the pending bits. */
  #factors(): Float64Array {
    const size = this.#row;
    const count = this.#pending.length;
    const byErrors = Float64Array.from(
      { length: count + 1 },
      (_, errors) => ((1 - this.#noise) ** (count - errors) * this.#noise ** errors) / this.#total,
    );
    const seen = this.#pending.reduce((bits, { bit }, i) => bits | (bit << i), 0);
    const factors = new Float64Array(size << count);
    for (let low = 0; low < size; low++) {
      const differing = patternOf(this.#pending, low) ^ seen;
      for (let high = 0; high < 1 << count; high++)
        factors[high * size + low] = byErrors[ones(differing ^ high)] as number;
    }
    return factors;
  }
}

/** Bit i is the parity that part of a state gives bit i. */
function patternOf(seen: readonly Seen[], part: number): number {
  let pattern = 0;
  for (let i = 0; i < seen.length; i++) pattern |= parity(part & (seen[i] as Seen).mask) << i;
  return pattern;
}

function parity(value: number): number {
  return ones(value) & 1;
}
