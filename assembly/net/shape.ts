import { CELL, NetworkSpec } from '../spec.generated';

/** What a network is made of, as the plan says. Units and ranges: src/model/fields.ts. */
export class Shape extends NetworkSpec {
  constructor(
    words: usize,
    /** Values that a symbol may have. */
    readonly symbols: i32,
    /** Symbols that will be coded or learned, the dictionary's included. */
    readonly length: i32,
  ) {
    super(words);
  }

  /** False for the cell `none`: there is no network. */
  get present(): bool {
    return this.cell != CELL.NONE;
  }
}
