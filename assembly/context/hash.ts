/** Multipliers: odd, bits well spread (the golden ratio's and MurmurHash3's). */
const STEP: u32 = 0x9e3779b1;
const FINAL: u32 = 0x85ebca6b;

/** A hash of what `hash` stands for, followed by `value`. */
// @ts-ignore: decorator
@inline export function combine(hash: u32, value: u32): u32 {
  const h = (hash ^ rotl<u32>(value + 1, 13)) * STEP + value;
  return h ^ (h >> 15);
}

/** Spreads a hash over all 32 bits. */
// @ts-ignore: decorator
@inline export function spread(hash: u32): u32 {
  let h = hash * FINAL;
  h ^= h >> 15;
  h *= STEP;
  return h ^ (h >> 13);
}
