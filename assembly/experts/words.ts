import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
export const WORD_MEMBERS = 10;

/**
 * Text as words: letters and bytes above 127 make words, capitals count as small letters, everything else separates.
 */
export class Words extends Family {
  /** Hash of the word so far, 0 between words; of the ones before it. */
  private word: u32 = 0;
  private word1: u32 = 0;
  private word2: u32 = 0;
  private word3: u32 = 0;
  /** Hash of what stands between the last word and here. */
  private gap: u32 = 0;
  /** Hash of the line's first word; the text above. */
  private firstWord: u32 = 0;
  private column: i32 = 0;
  private lastColumn: i32 = 0;
  private above: usize = 0;
  private lineStart: usize = 0;

  constructor(
    private readonly trail: Trail,
    private readonly set: u32,
  ) {
    super();
  }

  get size(): i32 {
    return popcnt(this.set);
  }

  choose(to: usize): void {
    this.read(this.trail.back(1));
    const c1 = this.trail.back(1);
    const c2 = this.trail.back(2);
    for (let member = 0; member < WORD_MEMBERS; member++) {
      if (!has(this.set, member)) continue;
      store<u32>(to, combine(this.hash(member, c1, c2), 0x100 + member));
      to += 4;
    }
  }

  private hash(member: i32, c1: u32, c2: u32): u32 {
    const here = combine(this.word, this.gap);
    switch (member) {
      case 0: return combine(here, c1);
      case 1: return combine(here, this.word1);
      case 2: return combine(combine(here, this.word1), this.word2);
      case 3: return combine(here, this.word2);
      case 4: return combine(combine(combine(here, this.word1), this.word2), this.word3);
      case 5: return combine(combine(this.word, c1), c2);
      case 6: {
        const above = this.above != 0 ? u32(load<u8>(this.above)) : 0;
        return combine(combine(above, this.column), c1);
      }
      case 7: return combine(combine(here, this.firstWord), 1);
      case 8: return combine(combine(here, this.word3), 2);
      default: {
        const above = this.above != 0 ? u32(load<u8>(this.above)) : 0;
        return combine(combine(above, c1), c2);
      }
    }
  }

  private read(byte: u32): void {
    let letter = byte;
    if (letter - 65 < 26) letter += 32;
    if (letter - 97 < 26 || letter > 127) {
      if (this.word == 0) this.gap = this.gap;
      this.word = combine(this.word + 1, letter);
    } else {
      if (this.word != 0) {
        if (this.firstWord == 0) this.firstWord = this.word;
        this.word3 = this.word2;
        this.word2 = this.word1;
        this.word1 = this.word;
        this.word = 0;
        this.gap = 0;
      }
      this.gap = combine(this.gap, byte);
    }
    if (this.above != 0) this.above++;
    this.column++;
    if (byte == 10) {
      this.above = this.lineStart;
      this.lineStart = this.trail.at;
      this.lastColumn = this.column;
      this.column = 0;
      this.firstWord = 0;
    }
  }
}
