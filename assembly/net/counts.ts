import { allocate } from '../memory/arena';

/** Probabilities become counts of 2^-22, plus one so that no symbol is impossible. */
const SCALE: f32 = 4194304;

/** A distribution as integer counts, summed up: ratios of sums are exact, whatever tree the symbols stand in. */
export class Counts {
  /** Sums of the counts of symbols below i, i = 0 .. V. */
  private readonly below: usize = allocate(257 * 4);

  constructor(private readonly V: i32) {}

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

  /** The sum of the counts of symbols below i. */
  // @ts-ignore: decorator
  @inline sum(i: i32): u32 {
    return load<u32>(this.below + ((<usize>i) << 2));
  }
}
