import { DIGIT, isLetter, SPACE, UPPER } from './classes';
import { WordReader } from './word-state';

/** Of 32 letters, which are vowels: a, e, i, o, u, y, a lowest. */
const VOWELS: u32 = 0x1104111;

/** A word of at least so many letters says what the text is about. */
const LONG: u32 = 5;

/** How the text is written: lengths of words, capitals, vowels; and which name and long word came last. */
export class StyleReader {
  /** Letters of the words before, 4 bits each. */
  lengths: u32 = 0;
  /** One bit a word: did it begin with a capital? */
  capitals: u32 = 0;
  /** Two bits a byte: 1 vowel, 2 other letter, 0 no letter. */
  vowels: u32 = 0;
  /** Bytes since a capital, since a mark. */
  sinceCapital: u32 = 0;
  sinceMark: u32 = 0;
  /** Hashes of the last word that began with a capital, and of the last long one. */
  name: u32 = 0;
  topic: u32 = 0;
  private length: u32 = 0;

  /** Call after `words` read the byte. */
  read(byte: u32, kind: u32, words: WordReader): void {
    const letter = isLetter(kind);
    this.sinceCapital = kind == UPPER ? 0 : this.sinceCapital + 1;
    this.sinceMark = letter || kind == SPACE || kind == DIGIT ? this.sinceMark + 1 : 0;
    this.vowels = (this.vowels << 2) | (letter ? 2 - u32(isVowel(byte)) : 0);
    if (letter) {
      if (this.length == 0) this.capitals = (this.capitals << 1) | u32(kind == UPPER);
      this.length++;
    } else if (this.length > 0) {
      this.endWord(words);
    }
  }

  private endWord(words: WordReader): void {
    this.lengths = (this.lengths << 4) | min<u32>(15, this.length);
    if ((this.capitals & 1) != 0) this.name = words.word1;
    if (this.length >= LONG) this.topic = words.word1;
    this.length = 0;
  }
}

/** Of a letter. */
function isVowel(byte: u32): bool {
  return byte < 128 && ((VOWELS >> ((byte & 31) - 1)) & 1) != 0;
}
