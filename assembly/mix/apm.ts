import { counter, updateCounter } from '../context/counter';
import { allocate } from '../memory/arena';
import { ROUNDER, squash } from '../numeric/elementary';
import { FRESH, spend } from '../work/budget';

/** Buckets of the stretched prediction, -7 .. 7. With an unused one a row is a line of the processor's cache. */
const BUCKETS = 15;
const ROW = 16;
const UNUSED: usize = BUCKETS * 4;
const MOST: f32 = 7;

/** Positions among the buckets are integers, this many from one bucket to the next. */
const STEPS: u32 = 4096;

/** A bucket's counter begins with this many updates; its rate stops falling after LIMIT. */
const SEEN = 6;
const LIMIT: u32 = 255;

/**
 * Adaptive probability map (Mahoney's APM, secondary symbol estimation): refines a probability given a small context. It
 * interpolates between the two buckets next to the prediction and updates the nearer one. The rate of a bucket falls with
 * its updates: that is worth 0.3 % against a constant rate of 0.015.
 */
export class Apm {
  private readonly table: usize;
  private row: usize = 0;
  private at: usize = 0;

  constructor(private readonly contexts: i32) {
    this.table = allocate(<u64>contexts * ROW * 4);
  }

  initialise(): void {
    for (let b = 0; b < BUCKETS; b++) {
      const p = u32(squash(f32(b) - MOST) * 65535);
      store<u32>(this.table + ((<usize>b) << 2), counter(p, SEEN));
    }
    // All rows begin alike: those that are there are copied behind themselves, twice as many each time.
    const size = (<usize>(this.contexts * ROW)) << 2;
    for (let done: usize = ROW << 2; done < size; done += done) {
      memory.copy(this.table + done, this.table, min(done, size - done));
    }
    spend(f64(size) * FRESH);
  }

  /** Chooses the context of the next bit, and prefetches its row by a store (Slots.prefetch). */
  // @ts-ignore: decorator
  @inline select(context: i32): void {
    this.row = this.table + ((<usize>(context * ROW)) << 2);
    store<u32>(this.row, 0, UNUSED);
  }

  /** The refined P(bit = 1) in 2^-24, for the bucketPosition of a prediction. */
  // @ts-ignore: decorator
  @inline refine(position: u32): u32 {
    const at = this.row + <usize>((position / STEPS) << 2);
    const weight = position % STEPS;
    this.at = at + <usize>((weight / (STEPS / 2)) << 2);
    const low = u64(load<u32>(at) >> 10) * (STEPS - weight);
    const high = u64(load<u32>(at, 4) >> 10) * weight;
    return u32((low + high) >> 10);
  }

  /** Takes the bit that refine predicted. */
  update(bit: i32): void {
    store<u32>(this.at, updateCounter(load<u32>(this.at), bit, LIMIT));
  }
}

/**
 * The position of a stretched prediction among the buckets: 0 .. 14 x STEPS - 1. From here on the arithmetic is that of
 * integers, because the next bit waits for it (+8 % speed at level 1).
 */
export function bucketPosition(stretched: f32): u32 {
  const bounded = f32x4.pmin(
    f32x4.pmax(f32x4.splat(stretched), f32x4.splat(-MOST)),
    f32x4.splat(MOST),
  );
  const scaled = f32x4.mul(f32x4.add(bounded, f32x4.splat(MOST)), f32x4.splat(f32(STEPS)));
  const rounded = i32x4.extract_lane(f32x4.add(scaled, f32x4.splat(ROUNDER)), 0);
  return min<u32>(rounded - reinterpret<i32>(ROUNDER), (BUCKETS - 1) * STEPS - 1);
}
