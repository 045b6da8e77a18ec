import { allocate } from '../memory/arena';

/** A probability becomes a count in units of 2^-22, plus 1, so that no symbol has count 0. */
const SCALE: f32 = 4194304;

/** A distribution over V symbols as cumulative integer counts: ratios of their differences are exact, in any tree. */
export class Counts {
  /** u32 sums of the counts of symbols below i, i = 0 .. V <= 256. */
  private readonly below: usize = allocate(257 * 4);

  constructor(private readonly V: i32) {}

  /** Sets the counts from the V probabilities (f32) at p. */
  set(p: usize): void {
    let sum: u32 = 0;
    let at = this.below;
    for (const end = p + ((<usize>this.V) << 2); p < end; p += 4, at += 4) {
      store<u32>(at, sum);
      sum += u32(load<f32>(p) * SCALE) + 1;
    }
    store<u32>(at, sum);
  }

  /** The sum of the counts of symbols below i. */
  // @ts-ignore: decorator
  @inline sum(i: i32): u32 {
    return load<u32>(this.below + ((<usize>i) << 2));
  }
}
