import { combine } from '../context/hash';
import { History } from '../context/history';
import { ORDERS_LENGTHS, SALT } from '../spec.generated';
import { ContextModel } from './context-model';
import { SharedState } from './shared-state';

/** Order-n contexts: the last n bytes. */
export class Orders extends ContextModel {
  private readonly history: History;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.ORDERS);
    this.history = state.history;
  }

  /** One pass over the bytes for all contexts. A context's number is its length. */
  hashContexts(to: usize): void {
    let hash: u32 = 0;
    let n = 0;
    for (let left = this.set; left != 0; left &= left - 1, to += 4) {
      const length = i32(load<u8>(ORDERS_LENGTHS + ctz(left)));
      while (n < length) hash = combine(hash, this.history.back(++n));
      store<u32>(to, combine(hash, SALT.ORDERS + length));
    }
  }
}
