/** NUMERICS.md, section 22: an adaptive probability map, in integers. */
import { Counters } from './counter.js';
import { nearest, sigmoid } from './elementary.js';
import { f } from './float32.js';

const EDGE = 7;
const BUCKETS = 15;
const LIMIT = 255;

/** From one bucket to the next. */
const STEPS = 4096;

const FIRST = Array.from({ length: BUCKETS }, (_, k) => Math.floor(f(sigmoid(k - EDGE) * 65535)));

/** The position of a stretched prediction among the buckets. */
export function positionOf(y: number): number {
  const bounded = Math.max(-EDGE, Math.min(EDGE, y));
  return Math.min(nearest(f(f(bounded + EDGE) * STEPS)), (BUCKETS - 1) * STEPS - 1);
}

export class Apm {
  private readonly counters: Counters;
  private nearer = 0;

  constructor(contexts: number) {
    this.counters = new Counters(contexts * BUCKETS, (i) => [FIRST[i % BUCKETS] as number, 6]);
  }

  /** P(1) in units of 2^-24. */
  refine(position: number, context: number): number {
    const low = context * BUCKETS + Math.floor(position / STEPS);
    const weight = position % STEPS;
    this.nearer = weight < STEPS / 2 ? low : low + 1;
    const [p, q] = [this.counters.p22(low), this.counters.p22(low + 1)];
    return Math.floor((p * (STEPS - weight) + q * weight) / 1024);
  }

  update(bit: number): void {
    this.counters.update(this.nearer, bit, LIMIT);
  }
}
