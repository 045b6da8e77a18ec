import {
  CODONS_LENGTHS,
  REPEATS_LENGTHS,
  SYMBOL_GAPS,
  SYMBOL_ORDERS_LENGTHS,
  SymbolSpec,
} from '../spec.generated';
import { CodonOrder, CodonState } from './codons';
import { FewOrder } from './few-order';
import { Frequencies, MAX_DIRECT } from './frequencies';
import { LongOrder } from './long-order';
import { Repeat } from './repeat';
import { RepeatTable } from './repeat-table';
import { Sequence } from './sequence';
import { SymbolExpert } from './symbol-expert';

/** Longest order whose contexts have a place each. */
const FEW = 12;

/** The experts of a spec, in the order of its fields and members. */
export class SymbolExperts {
  readonly experts: SymbolExpert[] = [];
  readonly repeats: Repeat[] = [];
  private readonly tables: RepeatTable[] = [];
  private initialised: i32 = 0;

  /** `symbols`: how many the sequence will have. */
  constructor(
    spec: SymbolSpec,
    readonly sequence: Sequence,
    symbols: i32,
  ) {
    const both = spec.strands != 0;
    // A table has at most two places for each context of the sequence.
    const bits = min(spec.symbolTables, 32 - i32(clz(symbols)) + i32(both));
    for (let left = spec.symbolOrders; left != 0; left &= left - 1) {
      const order = i32(load<u8>(SYMBOL_ORDERS_LENGTHS + ctz(left)));
      if (order <= MAX_DIRECT) this.experts.push(new Frequencies(sequence, order, both));
      else if (order == FEW) this.experts.push(new FewOrder(sequence, FEW, FEW, both));
      else this.experts.push(new LongOrder(sequence, order, both, max(bits, 10)));
    }
    this.addGap(spec, SYMBOL_GAPS.GAP6, 18, 4, both);
    this.addGap(spec, SYMBOL_GAPS.GAP4, 16, 8, both);
    this.addGap(spec, SYMBOL_GAPS.SKIP8, 20, 0, both);
    for (let left = spec.repeats; left != 0; left &= left - 1) {
      const length = i32(load<u8>(REPEATS_LENGTHS + ctz(left)));
      const table = new RepeatTable(sequence, length, max(bits, 10));
      this.tables.push(table);
      for (let strand = 0; strand <= i32(both); strand++) {
        const repeat = new Repeat(sequence, table, strand == 1);
        this.repeats.push(repeat);
        this.experts.push(repeat);
      }
    }
    const state = new CodonState(sequence);
    for (let left = spec.codons; left != 0; left &= left - 1) {
      const order = i32(load<u8>(CODONS_LENGTHS + ctz(left)));
      this.experts.push(new CodonOrder(state, order, left == spec.codons));
    }
  }

  private addGap(spec: SymbolSpec, member: i32, reach: i32, near: i32, both: bool): void {
    if (((spec.symbolGaps >> member) & 1) == 0) return;
    this.experts.push(new FewOrder(this.sequence, reach, near, both));
  }

  /** Sets a piece of the tables of one expert. False while there is more to do. */
  initialise(): bool {
    if (this.experts[this.initialised].initialise()) this.initialised++;
    return this.initialised == this.experts.length;
  }

  /** Learns the symbol that was predicted. */
  update(symbol: u32): void {
    const experts = this.experts;
    for (let i = 0, n = experts.length; i < n; i++) unchecked(experts[i]).update(symbol);
    this.sequence.append(symbol);
    for (let i = 0, n = experts.length; i < n; i++) unchecked(experts[i]).proceed();
    for (let i = 0, n = this.tables.length; i < n; i++) unchecked(this.tables[i]).enter();
  }
}
