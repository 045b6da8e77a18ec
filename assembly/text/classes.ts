/** Classes of bytes that the text states tell apart. Bytes above 127 count as letters of other alphabets. */
export const LOWER: u32 = 0;
export const UPPER: u32 = 1;
export const DIGIT: u32 = 2;
export const NON_ASCII: u32 = 3;
/** Space, tab, carriage return. */
export const SPACE: u32 = 4;
export const NEWLINE: u32 = 5;
/** `! , . : ; ?` */
export const PUNCTUATION: u32 = 6;
/** Double quote, apostrophe, backquote. */
export const QUOTE: u32 = 7;
/** `( [ {` */
export const OPEN: u32 = 8;
/** `) ] }` */
export const CLOSE: u32 = 9;
export const LESS: u32 = 10;
export const GREATER: u32 = 11;
/** Slash and backslash. */
export const SLASH: u32 = 12;
export const EQUALS: u32 = 13;
/** Hyphen and underscore. */
export const DASH: u32 = 14;
export const OTHER: u32 = 15;

// prettier-ignore
const CLASSES = memory.data<u8>([
  15, 15, 15, 15, 15, 15, 15, 15, 15, 4, 5, 15, 15, 4, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  4, 6, 7, 15, 15, 15, 15, 7, 8, 9, 15, 15, 6, 14, 6, 12, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 10, 13, 11, 6,
  15, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 8, 12, 9, 15, 14,
  7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 15, 9, 15, 15,
]);

/** The class of a byte, 0 to 15. */
// @ts-ignore: decorator
@inline export function classOf(byte: u32): u32 {
  return byte > 127 ? NON_ASCII : u32(load<u8>(CLASSES + <usize>byte));
}

/** Whether a class is that of letters: LOWER, UPPER or NON_ASCII. */
// @ts-ignore: decorator
@inline export function isLetter(byteClass: u32): bool {
  return byteClass <= NON_ASCII && byteClass != DIGIT;
}
