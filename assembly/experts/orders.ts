import { combine } from '../context/hash';
import { History } from '../context/history';
import { ContextModel, has } from './context-model';

/** Lengths of the contexts: the members of the spec's field `contexts`. */
const LENGTHS = memory.data<u8>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24]);

/** The last n bytes, for each member of the set. */
export class Orders extends ContextModel {
  constructor(
    private readonly history: History,
    set: u32,
  ) {
    super(set);
  }

  choose(to: usize): void {
    let hash: u32 = 0;
    let n = 0;
    for (let member = 0; this.set >> member != 0; member++) {
      const length = i32(load<u8>(LENGTHS + member));
      while (n < length) hash = combine(hash, this.history.back(++n));
      if (!has(this.set, member)) continue;
      store<u32>(to, combine(hash, length));
      to += 4;
    }
  }
}
