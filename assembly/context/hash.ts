/** A multiplier: odd, its bits well spread (the golden ratio's). */
export const GOLDEN: u32 = 0x9e3779b1;

/** A hash of what `hash` stands for, followed by `value`. */
// @ts-ignore: decorator
@inline export function combine(hash: u32, value: u32): u32 {
  const h = (hash ^ rotl<u32>(value + 1, 13)) * GOLDEN + value;
  return h ^ (h >> 15);
}
