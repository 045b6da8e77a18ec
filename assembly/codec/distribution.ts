import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';
import { MAX_PROBABILITY_BITS } from '../coder/probability';
import { allocate } from '../memory/arena';

/** Probabilities become counts of 2^-22, plus one so that no symbol is impossible. */
const SCALE: f32 = 4194304;

/**
 * A distribution over V symbols, coded as the bits of the symbol's index, most significant first. Each bit's
 * probability is the ratio of two sums of integer counts, so it is exact whatever the tree. A bit that cannot be 1
 * because no symbol lies on that side is not coded.
 */
export class Distribution {
  /** Sums of the counts of symbols below i, i = 0 .. V. */
  private readonly below: usize = allocate(257 * 4);
  private readonly topBit: i32;

  constructor(private readonly V: i32) {
    this.topBit = 31 - clz(V - 1);
  }

  /** Takes the V probabilities at p. */
  set(p: usize): void {
    let sum: u32 = 0;
    let at = this.below;
    for (const end = p + ((<usize>this.V) << 2); p < end; p += 4, at += 4) {
      store<u32>(at, sum);
      sum += u32(load<f32>(p) * SCALE) + 1;
    }
    store<u32>(at, sum);
  }

  // [path 5]
  encode(encoder: Encoder, symbol: i32): void {
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
    const low = this.sum(first);
    const high = this.sum(end);
    return u32((u64(high - this.sum(middle)) << MAX_PROBABILITY_BITS) / u64(high - low));
  }

  // @ts-ignore: decorator
  @inline private sum(i: i32): u32 {
    return load<u32>(this.below + ((<usize>i) << 2));
  }
}
