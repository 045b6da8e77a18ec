/**
 * xorshift32 (Marsaglia 2003), integers only: the generator of initial weights. Its state is in linear memory, as all
 * state of a codec that an image of the memory must have (src/codec/snapshot.ts). Static data that is written must be zero
 * at first: an instance that joins a shared memory writes all other static data anew.
 */
const STATE = memory.data(4, 4);

/** Starts the generator; any seed will do. */
export function seedRandom(seed: u32): void {
  // The multiplication gives neighbouring seeds unlike states. The state must not be zero.
  const state = (seed + 1) * 0x9e3779b1;
  store<u32>(STATE, state != 0 ? state : 1);
}

/** The state that follows a state of xorshift32, which must not be zero: the next 32 bits. */
export function xorshift(state: u32): u32 {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ (state << 5);
}

/** The next 32 bits. */
export function randomBits(): u32 {
  const state = xorshift(load<u32>(STATE));
  store<u32>(STATE, state);
  return state;
}

/** Uniform in [-1, 1): 24 random bits, exact in an f32. */
export function randomUnit(): f32 {
  return f32(i32(randomBits() >> 8) - (1 << 23)) * f32(1.0 / f32(1 << 23));
}
