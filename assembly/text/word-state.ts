import { combine } from '../context/hash';
import { DIGIT, isLetter, NEWLINE, SPACE, STOP, UPPER } from './classes';

/**
 * Text as words: letters and bytes above 127 make words, capitals count as small letters, everything else separates.
 * Tokens are what programs call words: letters of either case, digits and underscores.
 */
export class WordReader {
  /** Hash of the word so far, 0 between words; of the ones before it, the newest first. */
  word: u32 = 0;
  word1: u32 = 0;
  word2: u32 = 0;
  word3: u32 = 0;
  /** Hash of what stands between the last word and here, or stood before this word. */
  gap: u32 = 0;
  /** Letters of the word so far. */
  length: u32 = 0;
  /** The newest letters, 5 bits each, whatever stood between them; the last ones of the last word. */
  letters: u32 = 0;
  suffix1: u32 = 0;
  suffix2: u32 = 0;
  /** The newest bytes that are no letters. */
  marks: u32 = 0;
  /** One bit a byte: was it space? */
  spaces: u32 = 0;
  /** Hash of the first word of the sentence. */
  opening: u32 = 0;
  /** Hash of the token so far, 0 between tokens; of the one before the last. */
  token: u32 = 0;
  token2: u32 = 0;
  private token1: u32 = 0;
  /** Classes of the newest bytes, 4 bits each; the same with equal neighbours told once. */
  classes: u32 = 0;
  shape: u32 = 0;
  /** The newest eight bytes, digits all alike. */
  masked4: u32 = 0;
  masked8: u32 = 0;
  /** Whether the next word to end is the first of a sentence. */
  private opens: bool = true;

  read(byte: u32, kind: u32): void {
    const letter = isLetter(kind);
    if (letter) this.readLetter(kind == UPPER ? byte + 32 : byte);
    else this.readMark(byte, kind);
    if (letter || kind == DIGIT || byte == 95) {
      this.token = combine(this.token + 1, byte);
    } else if (this.token != 0) {
      this.token2 = this.token1;
      this.token1 = this.token;
      this.token = 0;
    }
    this.spaces = (this.spaces << 1) | u32(kind == SPACE || kind == NEWLINE);
    this.classes = (this.classes << 4) | kind;
    if ((this.shape & 15) != kind) this.shape = (this.shape << 4) | kind;
    this.masked8 = (this.masked8 << 8) | (this.masked4 >> 24);
    this.masked4 = (this.masked4 << 8) | (kind == DIGIT ? 48 : byte);
  }

  private readLetter(letter: u32): void {
    this.word = combine(this.word + 1, letter);
    this.letters = (this.letters << 5) | (letter & 31);
    this.length++;
  }

  private readMark(byte: u32, kind: u32): void {
    if (this.word != 0) this.endWord();
    this.gap = combine(this.gap, kind == DIGIT ? 48 : byte);
    this.marks = (this.marks << 8) | byte;
    if (kind == STOP && byte != 44 && byte != 58 && byte != 59) this.opens = true;
  }

  private endWord(): void {
    if (this.opens) this.opening = this.word;
    this.opens = false;
    this.word3 = this.word2;
    this.word2 = this.word1;
    this.word1 = this.word;
    this.suffix2 = this.suffix1;
    this.suffix1 = (this.letters & 0x7fff) | (min<u32>(this.length, 3) << 16);
    this.word = 0;
    this.length = 0;
    this.gap = 0;
  }
}
