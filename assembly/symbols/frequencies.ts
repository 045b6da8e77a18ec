import { allocate } from '../memory/arena';
import { FAMILY } from '../spec.generated';
import { Order } from './order';
import { Sequence } from './sequence';
import { storeLogs } from './symbol-expert';

/** Longest order with a row of counts for every context: 32 MiB. */
export const MAX_DIRECT = 11;

/** A count that would become larger than this halves all four. */
const LIMIT: u32 = 65535;

/** What is added to each count: a context that was never seen predicts nothing. */
const PRIOR: f32 = 0.4;

/** How often each symbol followed each context of a short order: four u16 a context, in a table with all contexts. */
export class Frequencies extends Order {
  private readonly table: usize;

  constructor(sequence: Sequence, order: i32, both: bool) {
    super(sequence, order, both, 16, FAMILY.SYMBOL_ORDERS);
    this.table = allocate((<u64>8) << (2 * order));
  }

  predict(logs: usize): i32 {
    const row = this.table + ((<usize>this.word) << 3);
    const counts = i32x4.extend_low_i16x8_u(v128.load64_zero(row));
    const n = f32x4.convert_i32x4_u(counts);
    storeLogs(logs, f32x4.add(n, f32x4.splat(PRIOR)));
    const sum = u32(load<u16>(row)) + load<u16>(row, 2) + load<u16>(row, 4) + load<u16>(row, 6);
    return min(15, 32 - i32(clz(sum)));
  }

  protected learn(word: u64, symbol: u32): void {
    const row = this.table + ((<usize>word) << 3);
    const at = row + ((<usize>symbol) << 1);
    const count = u32(load<u16>(at)) + 1;
    if (count > LIMIT) v128.store64_lane(row, i16x8.shr_u(v128.load64_zero(row), 1), 0);
    else store<u16>(at, u16(count));
  }
}
