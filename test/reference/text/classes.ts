/** NUMERICS.md, section 17: classes of bytes, as the document's table says. */
import { tableOf } from '../document.js';

const OTHER = 15;

export const UPPER = 1;
export const DIGIT = 2;
const HIGH = 3;
export const SPACE = 4;
export const LINE_FEED = 5;
export const STOP = 6;
export const OPENING = 8;
export const CLOSING = 9;

const CLASSES = new Uint8Array(256).fill(OTHER);
for (const [number, bytes = ''] of tableOf('Text state', 'class')) {
  if (Number(number) === OTHER) continue;
  for (const range of bytes.split(' ')) {
    const [first = 0, last = first] = range.split('-').map((byte) => Number.parseInt(byte, 16));
    CLASSES.fill(Number(number), first, last + 1);
  }
}

export const classOf = (byte: number): number => CLASSES[byte] as number;

/** Letters, and bytes above 127. */
export const isLetter = (byteClass: number): boolean => byteClass <= HIGH && byteClass !== DIGIT;

/** What a byte counts as where letters are alike and digits are alike. */
export function lookOf(byte: number, byteClass: number): number {
  return isLetter(byteClass) ? 97 : byteClass === DIGIT ? 48 : byte;
}
