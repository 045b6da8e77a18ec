import { combine } from '../context/hash';
import { DIGIT, isLetter, NEWLINE, PUNCTUATION, SPACE, UPPER } from './classes';

/**
 * Text as words and tokens. A word is a run of letters and bytes above 127; ASCII capitals count as small letters. A
 * token is a run of letters of either case, bytes above 127, digits and underscores.
 */
export class WordState {
  /** Hash of the word so far, 0 between words. */
  word: u32 = 0;
  /** Hash of the last word that ended; of the one before it; of the one before that. */
  word1: u32 = 0;
  word2: u32 = 0;
  word3: u32 = 0;
  /** Hash of the bytes since the last word ended, up to the word so far; a digit counts as `0`. */
  gap: u32 = 0;
  /** Letters of the word so far. */
  length: u32 = 0;
  /** The newest letters of the text, 5 bits each, the newest lowest. */
  letters: u32 = 0;
  /** Of the last word: min(3, its letters) << 16 | the newest three letters when it ended. */
  suffix1: u32 = 0;
  /** The same of the word before the last. */
  suffix2: u32 = 0;
  /** The newest four bytes that are no letters, the newest lowest. */
  punctuation: u32 = 0;
  /** One bit a byte, the newest lowest: 1 = space or newline. */
  spaces: u32 = 0;
  /** Hash of the first word of the sentence, which `! . ?` end; once that word has ended. */
  sentence: u32 = 0;
  /** Hash of the token so far, 0 between tokens. */
  token: u32 = 0;
  /** Hash of the last token but one that ended. */
  token2: u32 = 0;
  /** Hash of the last token that ended. */
  private token1: u32 = 0;
  /** Classes of the newest eight bytes, 4 bits each, the newest lowest. */
  classes: u32 = 0;
  /** The same for the newest eight runs of bytes of one class. */
  shape: u32 = 0;
  /** The newest four bytes, the newest lowest; a digit counts as `0`. */
  masked4: u32 = 0;
  /** The four before these. */
  masked8: u32 = 0;
  /** Whether the next word that ends is the first of a sentence. */
  private startsSentence: bool = true;

  /** Takes the newest byte and its class. */
  update(byte: u32, byteClass: u32): void {
    const letter = isLetter(byteClass);
    if (letter) this.updateLetter(byteClass == UPPER ? byte + 32 : byte);
    else this.updateOther(byte, byteClass);
    if (letter || byteClass == DIGIT || byte == 95) {
      this.token = combine(this.token + 1, byte);
    } else if (this.token != 0) {
      this.token2 = this.token1;
      this.token1 = this.token;
      this.token = 0;
    }
    this.spaces = (this.spaces << 1) | u32(byteClass == SPACE || byteClass == NEWLINE);
    this.classes = (this.classes << 4) | byteClass;
    if ((this.shape & 15) != byteClass) this.shape = (this.shape << 4) | byteClass;
    this.masked8 = (this.masked8 << 8) | (this.masked4 >> 24);
    this.masked4 = (this.masked4 << 8) | (byteClass == DIGIT ? 48 : byte);
  }

  private updateLetter(letter: u32): void {
    this.word = combine(this.word + 1, letter);
    this.letters = (this.letters << 5) | (letter & 31);
    this.length++;
  }

  private updateOther(byte: u32, byteClass: u32): void {
    if (this.word != 0) this.endWord();
    this.gap = combine(this.gap, byteClass == DIGIT ? 48 : byte);
    this.punctuation = (this.punctuation << 8) | byte;
    if (byteClass == PUNCTUATION && byte != 44 && byte != 58 && byte != 59)
      this.startsSentence = true;
  }

  private endWord(): void {
    if (this.startsSentence) this.sentence = this.word;
    this.startsSentence = false;
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
