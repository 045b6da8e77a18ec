import { complement, Sequence, WINDOW } from './sequence';
import { SymbolExpert } from './symbol-expert';

/**
 * A context of the last `reach` symbols, or of some of them. With `both` strands each symbol is learned twice: as it is,
 * and as the other strand has it. There the symbol `reach` places back follows the complements of the ones after it: an
 * inverted repeat is then predicted like a direct one (XM, Cao et al. 2007).
 */
export abstract class Order extends SymbolExpert {
  constructor(
    protected readonly sequence: Sequence,
    protected readonly reach: i32,
    private readonly both: bool,
    confidences: i32,
    family: i32,
  ) {
    super(confidences, family);
  }

  /** Learns that `symbol` followed the context of `word`: `reach` symbols, the newest lowest. */
  protected abstract learn(word: u64, symbol: u32): void;

  /** The last `reach` symbols. */
  // @ts-ignore: decorator
  @inline protected get word(): u64 {
    return this.sequence.forward & (((<u64>1) << (2 * this.reach)) - 1);
  }

  update(symbol: u32): void {
    this.learn(this.word, symbol);
    if (!this.both || this.sequence.count < this.reach) return;
    const reach = this.reach;
    const backward = this.sequence.backwardWith(symbol);
    const oldest = u32(this.sequence.forward >> (2 * (reach - 1))) & 3;
    this.learn(backward >> (2 * (WINDOW - reach)), complement(oldest));
  }
}
