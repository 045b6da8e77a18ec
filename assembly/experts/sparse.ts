import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
const MEMBERS = 1;

/** Contexts that skip bytes: what matters in binary data is often not the newest byte. */
export class Sparse extends Family {
  constructor(
    private readonly trail: Trail,
    private readonly set: u32,
  ) {
    super();
  }

  get size(): i32 {
    return popcnt(this.set);
  }

  choose(to: usize): void {
    for (let member = 0; member < MEMBERS; member++) {
      if (!has(this.set, member)) continue;
      store<u32>(to, combine(this.hash(member), 0x300 + member));
      to += 4;
    }
  }

  private hash(member: i32): u32 {
    return combine(member, this.trail.back(2));
  }
}
