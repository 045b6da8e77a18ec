import { counter, updateCounter } from '../context/counter';
import { allocate } from '../memory/arena';
import { ROUNDER, squash } from '../numeric/elementary';
import { FRESH, spend } from '../work/budget';

/** Buckets of the stretched prediction, -7 .. 7, and an unused one: together a line of the processor's cache. */
const BUCKETS = 15;
const ROW = 16;
const UNUSED: usize = BUCKETS * 4;
const MOST: f32 = 7;

/** Places among the buckets are told in 2^-12 of the distance between two. */
const STEPS: u32 = 4096;

/** A bucket begins as if it had seen as many bits, and forgets old ones after LIMIT. */
const SEEN = 6;
const LIMIT: u32 = 255;

/**
 * Adaptive probability map (Mahoney's APM, secondary symbol estimation): what a prediction turned out to be worth in a
 * context. Interpolates between the two buckets next to the prediction and moves the nearer. That a bucket moves by
 * the less the more it has seen, and not always by 0.015, is worth 0.3 %.
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
    // All contexts begin alike: what is there is copied behind itself, twice as much each time.
    const size = (<usize>(this.contexts * ROW)) << 2;
    for (let done: usize = ROW << 2; done < size; done += done) {
      memory.copy(this.table + done, this.table, min(done, size - done));
    }
    spend(f64(size) * FRESH);
  }

  /** Chooses the context, and asks memory for it by a store (Slots.ask) while there is other work. */
  // @ts-ignore: decorator
  @inline select(context: i32): void {
    this.row = this.table + ((<usize>(context * ROW)) << 2);
    store<u32>(this.row, 0, UNUSED);
  }

  /** The refined P(bit = 1) in 2^-24, for a prediction's place(). */
  // @ts-ignore: decorator
  @inline refine(place: u32): u32 {
    const at = this.row + <usize>((place / STEPS) << 2);
    const weight = place % STEPS;
    this.at = at + <usize>((weight / (STEPS / 2)) << 2);
    const low = u64(load<u32>(at) >> 10) * (STEPS - weight);
    const high = u64(load<u32>(at, 4) >> 10) * weight;
    return u32((low + high) >> 10);
  }

  learn(bit: i32): void {
    store<u32>(this.at, updateCounter(load<u32>(this.at), bit, LIMIT));
  }
}

/**
 * Where a stretched prediction stands among the buckets: 0 .. 14 x STEPS - 1. Integers from here on: behind the mixers
 * nothing but this keeps the next bit waiting (+8 % speed at level 1).
 */
export function place(stretched: f32): u32 {
  const bounded = f32x4.pmin(
    f32x4.pmax(f32x4.splat(stretched), f32x4.splat(-MOST)),
    f32x4.splat(MOST),
  );
  const scaled = f32x4.mul(f32x4.add(bounded, f32x4.splat(MOST)), f32x4.splat(f32(STEPS)));
  const rounded = i32x4.extract_lane(f32x4.add(scaled, f32x4.splat(ROUNDER)), 0);
  return min<u32>(rounded - reinterpret<i32>(ROUNDER), (BUCKETS - 1) * STEPS - 1);
}
