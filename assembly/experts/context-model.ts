import { combine } from '../context/hash';
import { NOTHING } from './shared-state';

/**
 * Contexts of one idea, the members of one set field of the spec. At each byte boundary a context model writes a hash for
 * each of its contexts; a ContextMap keeps what followed in them and predicts from that.
 */
export abstract class ContextModel {
  /** `set`: the members that the spec has; `salt`: the field's SALT. */
  constructor(
    protected readonly set: u32,
    private readonly salt: u32,
  ) {}

  /** Number of contexts. */
  get size(): i32 {
    return popcnt(this.set);
  }

  /** What the contexts need of the shared state (shared-state.ts). */
  get needs(): u32 {
    return NOTHING;
  }

  /** Takes the newest byte, for models with a state of their own. Called after each byte. */
  update(): void {}

  /** Writes `size` hashes (u32) to `to`. Called before a byte that is coded bit by bit. */
  hashContexts(to: usize): void {
    for (let left = this.set; left != 0; left &= left - 1, to += 4) {
      const member = ctz(left);
      store<u32>(to, combine(this.hash(member), this.salt + member));
    }
  }

  /** The hash of a member's context. For models that leave hashContexts as it is. */
  protected hash(_member: i32): u32 {
    return unreachable();
  }
}
