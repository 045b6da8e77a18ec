/** NUMERICS.md, section 17: what words stand between and under. */
import { combine, digits } from '../history.js';
import { DIGIT, isLetter, LINE_FEED, lookOf } from './classes.js';
import type { WordState } from './word-state.js';

const EQUALS = 61;
const AMPERSAND = 38;

/** The row of a hash in a table of 2^16, by its lower three bytes. */
export const rowOf = (hash: number): number => Math.imul(hash & 0xffffff, 0x9e3779b1) >>> 16;

export class PhraseState {
  first = 0;
  heading = 0;
  groups = 0;
  groups8 = 0;
  number = 0;
  distance = 0;
  letters = 0;
  entity = 0;
  /** Words that have ended; the number of the last word of a hash. */
  private total = 0;
  private readonly numbers = new Uint32Array(2 ** 16);

  /** `words` was updated. */
  update(byte: number, byteClass: number, words: WordState): void {
    const letter = isLetter(byteClass);
    if (!letter && this.letters & 1) {
      this.numbers[rowOf(words.word1)] = ++this.total;
      if (this.first === EQUALS) this.heading = words.word1;
    }
    if (byteClass === LINE_FEED) this.first = 0;
    else if (this.first === 0) this.first = byte;
    const look = lookOf(byte, byteClass);
    if ((this.groups & 255) !== look || !(letter || byteClass === DIGIT)) {
      this.groups8 = ((this.groups8 << 8) | (this.groups >>> 24)) >>> 0;
      this.groups = ((this.groups << 8) | look) >>> 0;
    }
    this.number = byteClass === DIGIT ? combine((this.number + 1) >>> 0, byte) : 0;
    this.letters = ((this.letters << 1) | Number(letter)) >>> 0;
    this.entity = Number(byte === AMPERSAND || (this.entity === 1 && letter));
    const before = letter ? (this.numbers[rowOf(words.word)] as number) : 0;
    this.distance = before === 0 ? 0 : digits((this.total - before) | 1);
  }
}
