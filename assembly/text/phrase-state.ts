import { combine, GOLDEN } from '../context/hash';
import { allocate } from '../memory/arena';
import { DIGIT, isLetter, NEWLINE } from './classes';
import { WordState } from './word-state';

/** log2 of the entries of the table of word positions. */
const POSITION_BITS = 16;

/** First byte of a line that is a heading in wiki text: `=`. */
const HEADING: u32 = 61;

/** What surrounds words: the heading, punctuation and numbers; and the distance to a word's last occurrence. */
export class PhraseState {
  /** First byte of the line, 0 before it. */
  first: u32 = 0;
  /** Hash of the last word that ended in a line beginning with `=`. */
  heading: u32 = 0;
  /** The newest four groups, a byte each, newest lowest: `a` = a run of letters, `0` = a run of digits, else a byte. */
  groups: u32 = 0;
  /** The four groups before these. */
  groups8: u32 = 0;
  /** Hash of the digits so far, 0 outside of numbers. */
  number: u32 = 0;
  /** 1 + floor(log2 of the words since one last ended whose hash is that of the word so far); 0 = none. */
  distance: u32 = 0;
  /** One bit a byte, the newest lowest: 1 = letter. */
  letters: u32 = 0;
  /** Whether the newest bytes are `&` and letters, the begin of an entity such as `&quot;`. */
  entity: bool = false;
  /** Words that have ended. */
  private words: u32 = 0;
  /** By the low 24 bits of a word's hash: the number of the last such word, from 1, as u32; 0 = none. */
  private readonly positions: usize = allocate(4 << POSITION_BITS);

  /** Takes the newest byte and its class; `words` has taken it already. */
  update(byte: u32, byteClass: u32, words: WordState): void {
    const letter = isLetter(byteClass);
    if (!letter && (this.letters & 1) != 0) this.endWord(words);
    if (byteClass == NEWLINE) this.first = 0;
    else if (this.first == 0) this.first = byte;
    const group: u32 = letter ? 97 : byteClass == DIGIT ? 48 : byte;
    if ((this.groups & 255) != group || !(letter || byteClass == DIGIT)) {
      this.groups8 = (this.groups8 << 8) | (this.groups >> 24);
      this.groups = (this.groups << 8) | group;
    }
    this.number = byteClass == DIGIT ? combine(this.number + 1, byte) : 0;
    this.letters = (this.letters << 1) | u32(letter);
    this.entity = byte == 38 || (this.entity && letter);
    const before = letter ? load<u32>(this.position(words.word)) : 0;
    this.distance = before == 0 ? 0 : 32 - clz((this.words - before) | 1);
  }

  private endWord(words: WordState): void {
    store<u32>(this.position(words.word1), ++this.words);
    if (this.first == HEADING) this.heading = words.word1;
  }

  /** Address of the entry of a word, given its hash. */
  private position(word: u32): usize {
    const entry = ((word & 0xffffff) * GOLDEN) >> (32 - POSITION_BITS);
    return this.positions + ((<usize>entry) << 2);
  }
}
