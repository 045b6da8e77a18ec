/** xorshift32 (Marsaglia 2003), integers only: the generator of initial weights. */
let state: u32 = 1;

/** Starts the generator; any seed will do. */
export function seedRandom(seed: u32): void {
  // The multiplication gives neighbouring seeds unlike states. The state must not be zero.
  state = (seed + 1) * 0x9e3779b1;
  if (state == 0) state = 1;
}

/** The next 32 bits. */
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
