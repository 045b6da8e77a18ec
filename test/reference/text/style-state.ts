/** NUMERICS.md, section 17: how a text is written. */
import { DIGIT, isLetter, SPACE, UPPER } from './classes.js';
import type { WordState } from './word-state.js';

const VOWELS = new Set(Buffer.from('aeiouyAEIOUY'));

/** Letters of a long word. */
const LONG = 5;

export class StyleState {
  /** Lengths of words, 4 bits each; whether words begin with a capital, a bit each. */
  lengths = 0;
  capitals = 0;
  vowels = 0;
  sinceCapital = 0;
  sinceMark = 0;
  /** Hashes of the last word with a capital and of the last long word. */
  name = 0;
  topic = 0;
  private length = 0;

  /** `words` was updated. */
  update(byte: number, byteClass: number, words: WordState): void {
    const letter = isLetter(byteClass);
    this.sinceCapital = byteClass === UPPER ? 0 : this.sinceCapital + 1;
    this.sinceMark = letter || byteClass === DIGIT || byteClass === SPACE ? this.sinceMark + 1 : 0;
    this.vowels = ((this.vowels << 2) | (VOWELS.has(byte) ? 1 : letter ? 2 : 0)) >>> 0;
    if (letter) {
      if (this.length === 0)
        this.capitals = ((this.capitals << 1) | Number(byteClass === UPPER)) >>> 0;
      this.length++;
    } else if (this.length > 0) {
      this.lengths = ((this.lengths << 4) | Math.min(15, this.length)) >>> 0;
      if (this.capitals & 1) this.name = words.word1;
      if (this.length >= LONG) this.topic = words.word1;
      this.length = 0;
    }
  }
}
