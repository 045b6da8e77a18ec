/**
 * `The` at the beginning of a sentence is `the`, and `THE` in a heading too: capital letters are spelled as a mark and
 * small ones, so that a model meets one word where there were three.
 */
import { SLICE } from '../bytes/slowly.js';
import type { Transform } from './transform.js';

/** What a byte is to a word. */
const OTHER = 0;
const SMALL = 1;
const CAPITAL = 2;

const KIND = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 97 && byte <= 122 ? SMALL : byte >= 65 && byte <= 90 ? CAPITAL : OTHER,
);

/** Between a capital and its small letter. */
const SHIFT = 32;
const SPACE = 32;

/** Longest word that is looked at whole; longer runs of letters are cut into such. */
const LONGEST = 1 << 10;

/** The two marks: byte values that do not occur. `first` capitalises the next letter, `all` the next word. */
export const capitals: Transform = {
  id: 2,
  parameters: [
    { name: 'first', min: 0, max: 255 },
    { name: 'all', min: 0, max: 255 },
  ],

  *forward(bytes, [first = 0, all = 0]) {
    // No word is without a letter before its mark, so at most every other byte is a mark.
    const result = new Uint8Array(bytes.length + (bytes.length >> 1) + 1);
    let filled = 0;
    for (let i = 0, next = 0; i < bytes.length; ) {
      if (i >= next) {
        yield;
        next += SLICE;
      }
      const begun = i;
      let capital = 0;
      while (i < bytes.length && i - begun < LONGEST && KIND[bytes[i] as number] !== OTHER)
        capital += KIND[bytes[i++] as number] === CAPITAL ? 1 : 0;
      const length = i - begun;
      if (length === 0) {
        result[filled++] = bytes[i++] as number;
        continue;
      }
      const begins = KIND[bytes[begun] as number] === CAPITAL;
      const mark = begins && capital === 1 ? first : length > 1 && capital === length ? all : -1;
      if (mark >= 0) {
        // The mark goes before the space, so that the word follows what words follow.
        if (filled > 0 && bytes[begun - 1] === SPACE) {
          result[filled - 1] = mark;
          result[filled++] = SPACE;
        } else result[filled++] = mark;
      }
      const shift = mark >= 0 ? SHIFT : 0;
      for (let k = begun; k < i; k++) result[filled++] = (bytes[k] as number) | shift;
    }
    return result.subarray(0, filled);
  },

  *inverse(bytes, length, [first = 0, all = 0]) {
    const result = new Uint8Array(length);
    let filled = 0;
    let pending = OTHER;
    let inWord = false;
    let run = 0;
    for (let start = 0; start < bytes.length; start += SLICE) {
      yield;
      const end = Math.min(start + SLICE, bytes.length);
      for (let i = start; i < end && filled <= length; i++) {
        const byte = bytes[i] as number;
        if (byte === first || byte === all) {
          pending = byte === first ? SMALL : CAPITAL;
          inWord = false;
          continue;
        }
        const letter = KIND[byte] === SMALL;
        if (pending !== OTHER && letter && (!inWord || pending === CAPITAL)) {
          run = inWord ? run + 1 : 1;
          inWord = true;
          result[filled++] = byte - SHIFT;
          if (pending === SMALL || run === LONGEST) pending = OTHER;
          continue;
        }
        if (pending !== OTHER && (inWord || byte !== SPACE)) pending = OTHER;
        result[filled++] = byte;
      }
    }
    return filled === length ? result : undefined;
  },
};

/** Words with capitals: those that are spelled with a mark, and those that are left as they are. */
export function countWords(bytes: Uint8Array): { marked: number; mixed: number } {
  let marked = 0;
  let mixed = 0;
  for (let i = 0; i < bytes.length; ) {
    const begun = i;
    let capital = 0;
    for (; KIND[bytes[i] as number]; i++) if (KIND[bytes[i] as number] === CAPITAL) capital++;
    const begins = KIND[bytes[begun] as number] === CAPITAL;
    if (capital === i - begun || (begins && capital === 1)) marked += capital > 0 ? 1 : 0;
    else if (capital > 0) mixed++;
    if (i === begun) i++;
  }
  return { marked, mixed };
}
