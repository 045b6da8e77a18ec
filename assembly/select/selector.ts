import { Experts } from '../experts/experts';
import { NOTHING } from '../experts/shared-state';

/**
 * What chooses a mixer's weight row for the next bit: a member of the spec's fields `select` and `finalSelect`. It has some
 * 2,000 rows at most: more of them learn too slowly below a megabyte.
 */
export abstract class Selector {
  constructor(protected readonly experts: Experts) {}

  /** Number of rows. */
  abstract get rows(): i32;

  /** What `row` needs of the shared state (experts/shared-state.ts). */
  get needs(): u32 {
    return NOTHING;
  }

  /** The row for the next bit: 0 .. rows - 1. Called for each bit, after the experts predicted it. */
  abstract row(): i32;
}
