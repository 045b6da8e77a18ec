import { Decoder } from '../coder/decoder';
import { MAX_PROBABILITY_BITS } from '../coder/probability';
import { Counts } from '../net/counts';

/**
 * Codes a symbol by a distribution over V of them: the bits of its index, most significant first. The probability of a bit
 * is the ratio of two sums of integer counts, so it is exact. A bit that cannot be 1, because no symbol has it, is not coded.
 */
export class Distribution {
  private readonly counts: Counts;
  private readonly topBit: i32;

  constructor(private readonly V: i32) {
    this.counts = new Counts(V);
    this.topBit = 31 - clz(V - 1);
  }

  /** Takes the V probabilities at p. */
  set(p: usize): void {
    this.counts.set(p);
  }

  // [path 5]
  /** `encoder`: an Encoder, or what has its method encode. */
  encode<C>(encoder: C, symbol: i32): void {
    let first = 0;
    for (let k = this.topBit; k >= 0; k--) {
      const middle = first + (1 << k);
      if (middle >= this.V) continue;
      const bit = symbol >= middle;
      encoder.encode(bit, this.upper(first, middle, k));
      if (bit) first = middle;
    }
  }

  decode(decoder: Decoder): i32 {
    let first = 0;
    for (let k = this.topBit; k >= 0; k--) {
      const middle = first + (1 << k);
      if (middle >= this.V) continue;
      if (decoder.decode(this.upper(first, middle, k))) first = middle;
    }
    return first;
  }

  /** P(symbol >= middle | first <= symbol < first + 2^(k+1)) for the coder. */
  // @ts-ignore: decorator
  @inline private upper(first: i32, middle: i32, k: i32): u32 {
    const end = min(this.V, first + (2 << k));
    const counts = this.counts;
    const low = counts.sum(first);
    const high = counts.sum(end);
    return u32((u64(high - counts.sum(middle)) << MAX_PROBABILITY_BITS) / u64(high - low));
  }
}
