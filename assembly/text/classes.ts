/** Classes of bytes, as readers of text tell them apart. */
export const LOWER: u32 = 0;
export const UPPER: u32 = 1;
export const DIGIT: u32 = 2;
export const HIGH: u32 = 3;
export const SPACE: u32 = 4;
export const NEWLINE: u32 = 5;
export const STOP: u32 = 6;
export const QUOTE: u32 = 7;
export const OPEN: u32 = 8;
export const CLOSE: u32 = 9;
export const LESS: u32 = 10;
export const MORE: u32 = 11;
export const SLASH: u32 = 12;
export const EQUALS: u32 = 13;
export const DASH: u32 = 14;
export const OTHER: u32 = 15;

// prettier-ignore
const CLASSES = memory.data<u8>([
  15, 15, 15, 15, 15, 15, 15, 15, 15, 4, 5, 15, 15, 4, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  4, 6, 7, 15, 15, 15, 15, 7, 8, 9, 15, 15, 6, 14, 6, 12, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 10, 13, 11, 6,
  15, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 8, 12, 9, 15, 14,
  7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 15, 9, 15, 15,
]);

// @ts-ignore: decorator
@inline export function classOf(byte: u32): u32 {
  return byte > 127 ? HIGH : u32(load<u8>(CLASSES + <usize>byte));
}

/** Letters, and bytes of other alphabets. */
// @ts-ignore: decorator
@inline export function isLetter(kind: u32): bool {
  return kind <= HIGH && kind != DIGIT;
}
