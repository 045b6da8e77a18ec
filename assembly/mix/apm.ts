import { floats } from '../memory/arena';
import { squash } from '../numeric/elementary';

/** Buckets of the stretched prediction: -8 .. 8 in steps of a half. */
const BUCKETS = 33;

/**
 * Adaptive probability map (Mahoney's APM, secondary symbol estimation): what a prediction turned out to be worth in a
 * context. Interpolates between the two buckets next to the prediction and moves both.
 */
export class Apm {
  private readonly table: usize;
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
      store<f32>(this.table + ((<usize>b) << 2), squash((f32(b) - 16) * 0.5));
    }
    // All contexts begin alike: what is there is copied behind itself, twice as much each time.
    const size = <usize>(this.contexts * BUCKETS) << 2;
    for (let done: usize = BUCKETS << 2; done < size; done += done) {
      memory.copy(this.table + done, this.table, min(done, size - done));
    }
  }

  /** The refined probability of a one for a stretched prediction in `context`. */
  refine(stretched: f32, context: i32): f32 {
    const place = (max<f32>(-7.999, min<f32>(7.999, stretched)) + 8) * 2;
    const bucket = i32(place);
    this.weight = place - f32(bucket);
    this.at = this.table + ((<usize>(context * BUCKETS + bucket)) << 2);
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
