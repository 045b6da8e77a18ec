/**
 * Contexts of one idea. At each byte boundary a family says which contexts the next byte stands in, as hashes; what
 * was seen in them before, and what that predicts, is ContextSet's business.
 */
export abstract class Family {
  /** How many contexts there are. */
  abstract get size(): i32;

  /** Called after each byte: writes `size` hashes (u32) to `to`. Different contexts must hash differently. */
  abstract choose(to: usize): void;
}

/** Numbers the members of a set field: calls nothing for absent ones. */
// @ts-ignore: decorator
@inline export function has(set: u32, member: i32): bool {
  return ((set >> member) & 1) != 0;
}
