/** NUMERICS.md, section 22: one of the maps behind the mixers, in integers. */
import { Adaptive } from './adaptive.js';
import { nearest, sigmoid } from './elementary.js';
import { f } from './float32.js';

const EDGE = 7;
const BUCKETS = Array.from({ length: 15 }, (_, b) => Math.floor(f(sigmoid(b - EDGE) * 65535)));
const LIMIT = 255;

/** From one bucket to the next. */
const STEPS = 4096;

/** Where a stretched prediction stands among the buckets. */
export function placeOf(y: number): number {
  const bounded = Math.max(-EDGE, Math.min(EDGE, y));
  return Math.min(nearest(f(f(bounded + EDGE) * STEPS)), (BUCKETS.length - 1) * STEPS - 1);
}

/** What a prediction turned out to be worth in a context. */
export class Apm {
  private readonly tables = new Map<number, readonly Adaptive[]>();
  private nearer = new Adaptive(0, 0);

  /** In units of 2^-24. */
  refine(place: number, context: number): number {
    const table = this.tables.get(context) ?? BUCKETS.map((p) => new Adaptive(p, 6));
    this.tables.set(context, table);
    const bucket = Math.floor(place / STEPS);
    const weight = place % STEPS;
    const [low, high] = table.slice(bucket, bucket + 2) as [Adaptive, Adaptive];
    this.nearer = weight < STEPS / 2 ? low : high;
    return Math.floor((low.p22 * (STEPS - weight) + high.p22 * weight) / 1024);
  }

  learn(bit: number): void {
    this.nearer.learn(bit, LIMIT);
  }
}
