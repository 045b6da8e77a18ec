import { allocate } from '../memory/arena';
import { FAMILY } from '../spec.generated';
import { countFew, FEW_CONFIDENCES, predictFew } from './few-counts';
import { Order } from './order';
import { Sequence } from './sequence';

/** Order of the contexts that get a place of their own: 32 MiB. */
const SYMBOLS = 12;

/** A context of twelve symbols, with a place for each: the last ones, or some of the last `reach` ones. */
export class FewOrder extends Order {
  private readonly table: usize;

  /** The context: the `near` newest symbols, and the 12 - near oldest of the last `reach`. */
  constructor(
    sequence: Sequence,
    reach: i32,
    private readonly near: i32,
    both: bool,
  ) {
    super(
      sequence,
      reach,
      both,
      FEW_CONFIDENCES,
      reach == SYMBOLS ? FAMILY.SYMBOL_ORDERS : FAMILY.SYMBOL_GAPS,
    );
    this.table = allocate((<u64>2) << (2 * SYMBOLS));
  }

  // @ts-ignore: decorator
  @inline private slotOf(word: u64): usize {
    const low = word & (((<u64>1) << (2 * this.near)) - 1);
    const high = word >> (2 * (this.reach - SYMBOLS + this.near));
    return this.table + ((<usize>(low | (high << (2 * this.near)))) << 1);
  }

  predict(logs: usize): i32 {
    return predictFew(load<u16>(this.slotOf(this.word)), logs);
  }

  protected learn(word: u64, symbol: u32): void {
    const slot = this.slotOf(word);
    store<u16>(slot, u16(countFew(load<u16>(slot), symbol)));
  }
}
