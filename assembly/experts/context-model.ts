import { combine } from '../context/hash';

/**
 * Contexts of one idea. At each byte boundary a model says which contexts the next byte stands in, as hashes; what
 * was seen in them before, and what that predicts, is ContextMap's business.
 */
export abstract class ContextModel {
  /** `set`: the members there are; `salt`: keeps their hashes apart from other models'. */
  constructor(
    protected readonly set: u32,
    private readonly salt: u32 = 0,
  ) {}

  /** How many contexts there are. */
  get size(): i32 {
    return popcnt(this.set);
  }

  /** Takes the newest byte; called once after each, for models that keep track of what came. */
  read(): void {}

  /** Called before a byte that is coded bit by bit: writes `size` hashes (u32) to `to`. Different contexts must hash differently. */
  choose(to: usize): void {
    for (let left = this.set; left != 0; left &= left - 1, to += 4) {
      const member = ctz(left);
      store<u32>(to, combine(this.hash(member), this.salt + member));
    }
  }

  /** What the context of a member is told by; for models that leave choose as it is. */
  protected hash(_member: i32): u32 {
    return 0;
  }
}

/** Numbers the members of a set field: calls nothing for absent ones. */
// @ts-ignore: decorator
@inline export function has(set: u32, member: i32): bool {
  return ((set >> member) & 1) != 0;
}
