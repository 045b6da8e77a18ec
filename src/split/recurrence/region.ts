/** Where in a sequence a rule holds. */
import { STEP_BYTES, type Stepwise } from '../../bytes/stepwise.js';

/** Symbols `start` to `end`. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** Symbols that the rule does not predict. */
  readonly misses: number;
}

/** The run of symbols whose sum is the largest: 1 for a symbol that is predicted, -`penalty` for another. */
export function* bestRegion(
  first: number,
  count: number,
  isHit: (at: number) => boolean,
  penalty: number,
): Stepwise<Region> {
  let best = { start: first, end: first, misses: 0 };
  let most = 0;
  let start = first;
  let sum = 0;
  let misses = 0;
  for (let at = first; at < count; at++) {
    if (at % STEP_BYTES === 0) yield;
    if (isHit(at)) sum++;
    else {
      sum -= penalty;
      misses++;
      if (sum < 0) {
        sum = 0;
        start = at + 1;
        misses = 0;
      }
    }
    if (sum <= most) continue;
    most = sum;
    best = { start, end: at + 1, misses };
  }
  return best;
}
