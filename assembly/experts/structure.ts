import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
const MEMBERS = 1;

/** The nesting and layout that the text stands in: brackets, tags, keys, indentation. */
export class Structure extends Family {
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
      store<u32>(to, combine(this.hash(member), 0x200 + member));
      to += 4;
    }
  }

  private hash(member: i32): u32 {
    return combine(member, this.trail.back(2));
  }
}
