import { CELL, NetworkSpec } from '../spec.generated';

/** The network fields of the plan; SPEC_FIELDS (src/model/fields.ts) has their units and ranges. */
export class Shape extends NetworkSpec {
  constructor(
    words: usize,
    /** Symbols of the alphabet. */
    readonly symbols: i32,
    /** Bytes of the dictionary and of the block together. */
    readonly length: i32,
  ) {
    super(words);
  }

  /** False for the cell `none`: there is no network. */
  get present(): bool {
    return this.cell != CELL.NONE;
  }
}
