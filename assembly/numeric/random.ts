/** xorshift32 (Marsaglia 2003): the source of initial weights, integers only. */
let state: u32 = 1;

export function seedRandom(seed: u32): void {
  // A multiplicative hash keeps neighbouring seeds apart; the state must not be zero.
  state = (seed + 1) * 0x9e3779b1;
  if (state == 0) state = 1;
}

export function randomBits(): u32 {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

/** Uniform in [-1, 1): 24 random bits, exact in an f32. */
export function randomUnit(): f32 {
  return f32(i32(randomBits() >> 8) - (1 << 23)) * f32(1.0 / f32(1 << 23));
}
