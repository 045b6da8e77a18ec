import { adapted, adaptive, probability } from '../context/adaptive';
import { allocate } from '../memory/arena';
import { squash } from '../numeric/elementary';

/** Buckets of the stretched prediction, -7.5 .. 7.5: one line of the processor's cache. */
const BUCKETS = 16;
const MOST: f32 = 7.499;

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
  private weight: f32 = 0;

  constructor(private readonly contexts: i32) {
    this.table = allocate(<u64>contexts * BUCKETS * 4);
  }

  initialise(): void {
    for (let b = 0; b < BUCKETS; b++) {
      const p = u32(squash(f32(b) - 7.5) * 65535);
      store<u32>(this.table + ((<usize>b) << 2), adaptive(p, SEEN));
    }
    // All contexts begin alike: what is there is copied behind itself, twice as much each time.
    const size = (<usize>(this.contexts * BUCKETS)) << 2;
    for (let done: usize = BUCKETS << 2; done < size; done += done) {
      memory.copy(this.table + done, this.table, min(done, size - done));
    }
  }

  /** Chooses the context; what is returned asks memory for it while there is other work. */
  select(context: i32): u32 {
    this.row = this.table + ((<usize>(context * BUCKETS)) << 2);
    return load<u32>(this.row);
  }

  /** The refined probability of a one for a stretched prediction. */
  refine(stretched: f32): f32 {
    const place = max<f32>(-MOST, min<f32>(MOST, stretched)) + 7.5;
    const bucket = i32(place);
    this.weight = place - f32(bucket);
    this.at = this.row + ((<usize>bucket) << 2);
    const low = probability(load<u32>(this.at));
    const high = probability(load<u32>(this.at, 4));
    return low * (1 - this.weight) + high * this.weight;
  }

  learn(bit: i32): void {
    const at = this.weight > 0.5 ? this.at + 4 : this.at;
    store<u32>(at, adapted(load<u32>(at), bit, LIMIT));
  }
}
