import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
const MEMBERS = 1;

/** Columns and rows of tables of fixed-size records, their length detected; pixels of pictures. */
export class Records extends Family {
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
      store<u32>(to, combine(this.hash(member), 0x500 + member));
      to += 4;
    }
  }

  private hash(member: i32): u32 {
    return combine(member, this.trail.back(2));
  }
}
