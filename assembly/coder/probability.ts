/** The coder takes probabilities as integers in units of 2^-24: an f32 has 24 significant bits. */
export const MAX_PROBABILITY_BITS: u32 = 24;
