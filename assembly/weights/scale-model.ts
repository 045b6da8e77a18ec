import { floats } from '../memory/arena';
import { clearCounters, INTEGER, LevelCoder } from './level-coder';
import { LAST_SCALE } from './scale';

/** Two counters each for "is 0", "as the one before" and "larger"; two integers for the distance. */
const ZERO = 0;
const SAME = 2;
const LARGER = 4;
const DISTANCE = 6;
const COUNTERS = DISTANCE + 2 * INTEGER;

/** Bits of a distance. */
const BITS = 11;

/** The code of the scale that the first one is coded after: 1/8. */
const FIRST: i32 = 16 * 37 + 1;

/** Codes the scales of a network, each after the last one that was not 0. */
export class ScaleModel {
  private readonly counters: usize = floats(COUNTERS);
  private last: i32 = FIRST;

  begin(): void {
    clearCounters(this.counters, COUNTERS);
  }

  /** Codes the code of a scale (scale.ts). Returns it; -1 when it is out of range. */
  code(coder: LevelCoder, code: i32): i32 {
    const zero = this.counter(ZERO);
    if (coder.bit(code == 0, zero, zero + 4)) return 0;
    const same = this.counter(SAME);
    if (coder.bit(code == this.last, same, same + 4)) return this.last;
    const larger = this.counter(LARGER);
    const up = coder.bit(code > this.last, larger, larger + 4);
    const distance = this.counter(DISTANCE);
    const size = coder.integer(abs(code - this.last), BITS, distance, distance + 4 * INTEGER);
    const found = up ? this.last + size : this.last - size;
    if (found < 1 || found > LAST_SCALE) return -1;
    this.last = found;
    return found;
  }

  private counter(index: usize): usize {
    return this.counters + (index << 2);
  }
}
