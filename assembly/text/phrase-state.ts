import { combine, GOLDEN } from '../context/hash';
import { allocate } from '../memory/arena';
import { DIGIT, isLetter, NEWLINE } from './classes';
import { WordReader } from './word-state';

/** Places of words that are remembered, by hash. */
const PLACE_BITS = 16;

/** What a line of wiki text begins with that is a heading. */
const HEADING: u32 = 61;

/** What words stand between and under: marks, numbers, headings; and how long ago a word stood before. */
export class PhraseReader {
  /** First byte of the line, 0 at its begin; hash of the last word of the last heading. */
  first: u32 = 0;
  heading: u32 = 0;
  /** The newest eight bytes where a word counts as one and a number counts as one. */
  groups: u32 = 0;
  groups8: u32 = 0;
  /** Hash of the number so far, 0 = none. */
  number: u32 = 0;
  /** How many words ago the word so far stood before, in powers of two; 0 = never. */
  distance: u32 = 0;
  /** One bit a byte: was it a letter? */
  letters: u32 = 0;
  /** Whether an entity (`&quot;`) is being written. */
  entity: bool = false;
  private words: u32 = 0;
  private readonly places: usize = allocate(4 << PLACE_BITS);

  /** Call after `words` read the byte. */
  read(byte: u32, kind: u32, words: WordReader): void {
    const letter = isLetter(kind);
    if (!letter && (this.letters & 1) != 0) this.endWord(words);
    if (kind == NEWLINE) this.first = 0;
    else if (this.first == 0) this.first = byte;
    const group: u32 = letter ? 97 : kind == DIGIT ? 48 : byte;
    if ((this.groups & 255) != group || !(letter || kind == DIGIT)) {
      this.groups8 = (this.groups8 << 8) | (this.groups >> 24);
      this.groups = (this.groups << 8) | group;
    }
    this.number = kind == DIGIT ? combine(this.number + 1, byte) : 0;
    this.letters = (this.letters << 1) | u32(letter);
    this.entity = byte == 38 || (this.entity && letter);
    const before = letter ? load<u32>(this.place(words.word)) : 0;
    this.distance = before == 0 ? 0 : 32 - clz((this.words - before) | 1);
  }

  private endWord(words: WordReader): void {
    store<u32>(this.place(words.word1), ++this.words);
    if (this.first == HEADING) this.heading = words.word1;
  }

  /** Address of the entry for a word. */
  private place(word: u32): usize {
    const row = ((word & 0xffffff) * GOLDEN) >> (32 - PLACE_BITS);
    return this.places + ((<usize>row) << 2);
  }
}
