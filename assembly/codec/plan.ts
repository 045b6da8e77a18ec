/**
 * The plan: the i32 words by which the host says what to code and with which model. Words 11 and up are the
 * ModelSpec's, in the order of SPEC_FIELDS (src/spec/fields.ts).
 */

const SPEC_START = 11;
const SPEC_WORDS = 15;
const words = memory.data(4 * (SPEC_START + SPEC_WORDS), 16);

export function planAddress(): usize {
  return words;
}

// @ts-ignore: decorator
@inline function word(index: i32): i32 {
  return load<i32>(words + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline function millionths(index: i32): f32 {
  return f32(word(index)) * <f32>1e-6;
}

export function planDecodes(): bool { return word(0) == 1; }
export function planBlockLength(): i32 { return word(1); }
export function planCodedLength(): i32 { return word(2); }
export function planUses(byte: i32): bool { return ((word(3 + (byte >> 5)) >> (byte & 31)) & 1) != 0; }
