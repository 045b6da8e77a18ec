import { DIGIT, isLetter, SPACE, UPPER } from './classes';
import { WordState } from './word-state';

/** Bit i: whether the i-th letter of the alphabet, `a` = 0, is a vowel: a, e, i, o, u, y. */
const VOWELS: u32 = 0x1104111;

/** Letters of a long word, at least. */
const LONG: u32 = 5;

/** How text is written: word lengths, capitals, vowels; and the newest capitalised word and long word. */
export class StyleState {
  /** min(15, letters) of the words that ended, 4 bits each, the newest lowest. */
  lengths: u32 = 0;
  /** One bit a word, the word so far or the last one lowest: 1 = it began with an ASCII capital. */
  capitals: u32 = 0;
  /** Two bits a byte, the newest lowest: 1 = vowel, 2 = other letter, 0 = no letter. */
  vowels: u32 = 0;
  /** Bytes since the last ASCII capital. */
  sinceCapital: u32 = 0;
  /** Bytes since the last byte that is no letter, digit or space; a newline is such a byte. */
  sinceMark: u32 = 0;
  /** Hash of the last word that ended and began with an ASCII capital. */
  name: u32 = 0;
  /** Hash of the last word of five letters or more that ended. */
  topic: u32 = 0;
  /** Letters of the word so far. */
  private length: u32 = 0;

  /** Takes the newest byte and its class; `words` has taken it already. */
  update(byte: u32, byteClass: u32, words: WordState): void {
    const letter = isLetter(byteClass);
    this.sinceCapital = byteClass == UPPER ? 0 : this.sinceCapital + 1;
    this.sinceMark = letter || byteClass == SPACE || byteClass == DIGIT ? this.sinceMark + 1 : 0;
    this.vowels = (this.vowels << 2) | (letter ? 2 - u32(isVowel(byte)) : 0);
    if (letter) {
      if (this.length == 0) this.capitals = (this.capitals << 1) | u32(byteClass == UPPER);
      this.length++;
    } else if (this.length > 0) {
      this.endWord(words);
    }
  }

  private endWord(words: WordState): void {
    this.lengths = (this.lengths << 4) | min<u32>(15, this.length);
    if ((this.capitals & 1) != 0) this.name = words.word1;
    if (this.length >= LONG) this.topic = words.word1;
    this.length = 0;
  }
}

/** Whether a letter is a vowel, of either case; bytes above 127 are none. */
function isVowel(byte: u32): bool {
  return byte < 128 && ((VOWELS >> ((byte & 31) - 1)) & 1) != 0;
}
