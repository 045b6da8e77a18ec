/** NUMERICS.md, section 17: words, tokens, and the looks of the newest bytes. */
import { combine } from '../history.js';
import { DIGIT, isLetter, LINE_FEED, SPACE, STOP, UPPER } from './classes.js';

const UNDERSCORE = 95;
/** Stops after which no sentence begins: , : ; */
const WITHIN_SENTENCE: readonly number[] = [44, 58, 59];

export class WordState {
  /** Hash of the word so far, 0 = none; of the words before it. */
  word = 0;
  word1 = 0;
  word2 = 0;
  word3 = 0;
  /** Hash of the bytes since the last word. */
  gap = 0;
  length = 0;
  letters = 0;
  suffix1 = 0;
  suffix2 = 0;
  punctuation = 0;
  spaces = 0;
  /** Hash of the first word of the sentence. */
  sentence = 0;
  token = 0;
  token2 = 0;
  classes = 0;
  shape = 0;
  masked4 = 0;
  masked8 = 0;
  private token1 = 0;
  private startsSentence = true;

  update(byte: number, byteClass: number): void {
    const masked = byteClass === DIGIT ? 48 : byte;
    if (isLetter(byteClass)) {
      const letter = byteClass === UPPER ? byte + 32 : byte;
      this.word = combine((this.word + 1) >>> 0, letter);
      this.letters = ((this.letters << 5) | (letter & 31)) >>> 0;
      this.length++;
    } else {
      if (this.word !== 0) this.endWord();
      this.gap = combine(this.gap, masked);
      this.punctuation = ((this.punctuation << 8) | byte) >>> 0;
      if (byteClass === STOP && !WITHIN_SENTENCE.includes(byte)) this.startsSentence = true;
    }
    if (isLetter(byteClass) || byteClass === DIGIT || byte === UNDERSCORE) {
      this.token = combine((this.token + 1) >>> 0, byte);
    } else if (this.token !== 0) {
      this.token2 = this.token1;
      this.token1 = this.token;
      this.token = 0;
    }
    this.spaces =
      ((this.spaces << 1) | Number(byteClass === SPACE || byteClass === LINE_FEED)) >>> 0;
    this.classes = ((this.classes << 4) | byteClass) >>> 0;
    if ((this.shape & 15) !== byteClass) this.shape = ((this.shape << 4) | byteClass) >>> 0;
    this.masked8 = ((this.masked8 << 8) | (this.masked4 >>> 24)) >>> 0;
    this.masked4 = ((this.masked4 << 8) | masked) >>> 0;
  }

  private endWord(): void {
    if (this.startsSentence) this.sentence = this.word;
    this.startsSentence = false;
    this.word3 = this.word2;
    this.word2 = this.word1;
    this.word1 = this.word;
    this.suffix2 = this.suffix1;
    this.suffix1 = (this.letters & 0x7fff) | (Math.min(this.length, 3) << 16);
    this.word = 0;
    this.length = 0;
    this.gap = 0;
  }
}
