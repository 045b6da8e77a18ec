import { combine } from '../context/hash';
import { Page } from '../reading/page';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
export const WORD_MEMBERS = 31;

/** Contexts made of words: the one so far with those before it, their endings, initials and looks. */
export class Words extends Family {
  constructor(
    private readonly page: Page,
    private readonly set: u32,
  ) {
    super();
  }

  get size(): i32 {
    return popcnt(this.set);
  }

  choose(to: usize): void {
    for (let member = 0; this.set >> member != 0; member++) {
      if (!has(this.set, member)) continue;
      store<u32>(to, combine(this.hash(member), 0x100 + member));
      to += 4;
    }
  }

  private hash(member: i32): u32 {
    const w = this.page.words;
    const lines = this.page.lines;
    const trail = this.page.trail;
    const c1 = trail.back(1);
    // The word so far with what stood before it; or, between words, all that came since the last.
    const here = combine(w.word, w.gap);
    // The word so far alone; or, between words, the newest byte.
    const bare = w.word != 0 ? w.word : c1;
    switch (member) {
      case 0:
        return combine(here, c1);
      case 1:
        return combine(here, w.word1);
      case 2:
        return combine(combine(here, w.word1), w.word2);
      case 3:
        return combine(here, w.word2);
      case 4:
        return combine(combine(combine(here, w.word1), w.word2), w.word3);
      case 5:
        return combine(combine(w.word, c1), trail.back(2));
      case 6:
        return combine(combine(trail.byteAt(lines.above), lines.column), c1);
      case 7:
        return combine(here, lines.firstToken);
      case 8:
        return combine(here, w.word3);
      case 9:
        return combine(combine(trail.byteAt(lines.above), c1), trail.back(2));
      case 10:
        return bare;
      case 11:
        return combine(bare, w.word1);
      case 12:
        return combine(combine(bare, w.word1), w.word2);
      case 13:
        return combine(combine(bare, w.word2), w.word3);
      case 14:
        return combine(combine(bare, w.word1), w.word3);
      case 15:
        return combine(bare, w.word4);
      case 16:
        return combine(combine(combine(combine(bare, w.word1), w.word2), w.word3), w.word4);
      case 17:
        return combine(combine(bare, w.opening), w.word1);
      case 18:
        return combine(w.classes, w.length);
      case 19:
        return combine(combine(w.shape, w.length), c1);
      case 20:
        return w.letters & 0x1ffffff;
      case 21:
        return combine(combine(bare, w.initials & 0xffffff), 0);
      case 22:
        return combine(combine(w.spaces & 0xffff, c1), w.length);
      case 23:
        return combine(bare, w.suffix1);
      case 24:
        return combine(
          combine(w.suffix1, w.suffix2),
          combine(w.letters & (0xfffff >> (20 - 5 * min<u32>(4, w.length))), min<u32>(w.length, 4)),
        );
      case 25:
        return combine(combine(w.token, w.token1), w.token != 0 ? 0 : c1);
      case 26:
        return combine(combine(combine(w.token, w.token1), w.token2), w.token != 0 ? 0 : c1);
      case 27:
        return combine(combine(bare, w.marks & 0xffffff), 0);
      case 28:
        return combine(combine(w.lengths & 0xfff, w.length), combine(c1, w.written & 15));
      case 29:
        return combine(w.masked4, w.masked8 & 0xffff);
      default:
        return combine(w.masked4, w.masked8);
    }
  }
}
