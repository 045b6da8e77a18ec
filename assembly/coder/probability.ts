/** Probabilities reach the coder as integers in units of 2^-24: 24 bits are what an f32 still holds exactly. */
export const MAX_PROBABILITY_BITS: u32 = 24;
