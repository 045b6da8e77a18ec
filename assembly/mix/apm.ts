import { floats } from '../memory/arena';
import { squash } from '../numeric/elementary';

/** Buckets of the stretched prediction, -7.5 .. 7.5: one line of the processor's cache. */
const BUCKETS = 16;
const MOST: f32 = 7.499;

/**
 * Adaptive probability map (Mahoney's APM, secondary symbol estimation): what a prediction turned out to be worth in a
 * context. Interpolates between the two buckets next to the prediction and moves both.
 */
export class Apm {
  private readonly table: usize;
  private row: usize = 0;
  private at: usize = 0;
  private weight: f32 = 0;

  constructor(
    private readonly contexts: i32,
    private readonly rate: f32,
  ) {
    this.table = floats(i64(contexts) * BUCKETS);
  }

  initialise(): void {
    for (let b = 0; b < BUCKETS; b++) {
      store<f32>(this.table + ((<usize>b) << 2), squash(f32(b) - 7.5));
    }
    // All contexts begin alike: what is there is copied behind itself, twice as much each time.
    const size = <usize>(this.contexts * BUCKETS) << 2;
    for (let done: usize = BUCKETS << 2; done < size; done += done) {
      memory.copy(this.table + done, this.table, min(done, size - done));
    }
  }

  /** Chooses the context; what is returned asks memory for it while there is other work. */
  select(context: i32): f32 {
    this.row = this.table + ((<usize>(context * BUCKETS)) << 2);
    return load<f32>(this.row);
  }

  /** The refined probability of a one for a stretched prediction. */
  refine(stretched: f32): f32 {
    const place = max<f32>(-MOST, min<f32>(MOST, stretched)) + 7.5;
    const bucket = i32(place);
    this.weight = place - f32(bucket);
    this.at = this.row + ((<usize>bucket) << 2);
    return load<f32>(this.at) * (1 - this.weight) + load<f32>(this.at, 4) * this.weight;
  }

  learn(bit: i32): void {
    const target = f32(bit);
    const low = load<f32>(this.at);
    const high = load<f32>(this.at, 4);
    store<f32>(this.at, low + (target - low) * (this.rate * (1 - this.weight)));
    store<f32>(this.at, high + (target - high) * (this.rate * this.weight), 4);
  }
}
