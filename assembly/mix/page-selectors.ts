import { Trail } from '../context/trail';
import { classOf } from '../reading/classes';
import { Page } from '../reading/page';

/** The selectors that read the page: members of the spec's field `select` from `word` on. */
export const PAGE_SELECTORS = 7;

/** Rows that the n-th of them needs. */
export function pageRowsOf(n: i32): i32 {
  switch (n) {
    case 0:
      return 16 * 4 * 8;
    case 1:
      return 16 * 8 * 8;
    case 2:
      return 6 * 3 * 4 * 8;
    case 5:
      return 256 * 8;
    default:
      return 256;
  }
}

/** Chooses weights by what readers of text make of the place: in a word, a line, a tree. */
export class PageSelectors {
  constructor(
    private readonly trail: Trail,
    private readonly page: Page,
  ) {}

  /** The row that the n-th of them chooses for the next bit. */
  row(n: i32): i32 {
    const trail = this.trail;
    const lines = this.page.lines;
    const words = this.page.words;
    switch (n) {
      case 0:
        return i32(this.inWord()) * 8 + trail.bits;
      case 1:
        return i32(this.inLine()) * 8 + trail.bits;
      case 2:
        return i32(this.inTree()) * 8 + trail.bits;
      case 3:
        return i32(trail.byteAt(lines.beside));
      case 4:
        return i32(trail.byteAt(lines.above));
      case 5:
        return i32(words.shape & 255) * 8 + trail.bits;
      default:
        return i32(words.capitals * 64 + min<u32>(7, words.wordsInSentence) * 8) + trail.bits;
    }
  }

  /** How long the word is and how it is written; between words, what came last. */
  private inWord(): u32 {
    const words = this.page.words;
    return words.word != 0
      ? min<u32>(15, words.length) * 4 + words.capitals
      : classOf(this.trail.back(1)) >> 2;
  }

  /** The column, in steps that grow, and what stands above. */
  private inLine(): u32 {
    const column = this.page.lines.column;
    const power = 31 - clz(column | 1);
    const step = column < 4 ? column : min<u32>(15, 2 * power + ((column >> (power - 1)) & 1));
    return step * 8 + (classOf(this.trail.byteAt(this.page.lines.above)) >> 1);
  }

  /** In a tag, in quotes, in what bracket. */
  private inTree(): u32 {
    const tree = this.page.nesting;
    const quote: u32 = tree.quote == 0 ? 0 : tree.quote == 34 ? 1 : 2;
    const bracket: u32 =
      tree.bracket == 0 ? 0 : tree.bracket == 123 ? 1 : tree.bracket == 91 ? 2 : 3;
    return (tree.within * 3 + quote) * 4 + bracket;
  }
}
