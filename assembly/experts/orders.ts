import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** The last n bytes, for each n in the set (bit n). */
export class Orders extends Family {
  private readonly longest: i32;

  constructor(
    private readonly trail: Trail,
    private readonly set: u32,
  ) {
    super();
    this.longest = 31 - clz(set | 1);
  }

  get size(): i32 {
    return popcnt(this.set);
  }

  choose(to: usize): void {
    let hash: u32 = 0;
    for (let n = 0; n <= this.longest; n++) {
      if (n > 0) hash = combine(hash, this.trail.back(n));
      if (!has(this.set, n)) continue;
      store<u32>(to, combine(hash, n));
      to += 4;
    }
  }
}
