import { allocate } from '../memory/arena';
import { hashWord } from './long-order';
import { Sequence, WINDOW } from './sequence';

/** Where the last `length` symbols stood before: the index behind them, by their hash; 0 = nowhere. */
export class RepeatTable {
  private readonly table: usize;

  /** The table has 2^bits places. */
  constructor(
    private readonly sequence: Sequence,
    readonly length: i32,
    private readonly bits: i32,
  ) {
    this.table = allocate((<u64>4) << bits);
  }

  /** The newest place of the last symbols; inverted: of what the other strand has in their place. */
  find(inverted: bool): i32 {
    const sequence = this.sequence;
    const unused = 2 * (WINDOW - this.length);
    const word = inverted ? sequence.backward >> unused : (sequence.forward << unused) >> unused;
    return load<i32>(this.placeOf(word));
  }

  /** Enters the end of the sequence. */
  enter(): void {
    const unused = 2 * (WINDOW - this.length);
    store<i32>(this.placeOf((this.sequence.forward << unused) >> unused), this.sequence.count);
  }

  // @ts-ignore: decorator
  @inline private placeOf(word: u64): usize {
    return this.table + ((<usize>(hashWord(word) >> (64 - this.bits))) << 2);
  }
}
