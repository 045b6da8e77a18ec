/** A multiplier: odd, its bits spread well (2^32 over the golden ratio). */
export const GOLDEN: u32 = 0x9e3779b1;

/** The hash of a sequence: `hash` is that of its beginning, `value` its last element. */
// @ts-ignore: decorator
@inline export function combine(hash: u32, value: u32): u32 {
  const h = (hash ^ rotl<u32>(value + 1, 13)) * GOLDEN + value;
  return h ^ (h >> 15);
}
