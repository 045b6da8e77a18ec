import { combine } from '../context/hash';
import { TextState } from '../text/text-state';
import { ContextModel, has } from './context-model';

/** The member that looks at lines. */
const ABOVE = 6;

/** Whether members of the set look at more than words. */
export function looksAtLines(set: u32): bool {
  return has(set, ABOVE);
}

/** Contexts made of words: the one so far with those before it, their endings and looks. */
export class Words extends ContextModel {
  constructor(
    private readonly text: TextState,
    set: u32,
  ) {
    super(set, 0x100);
  }

  protected hash(member: i32): u32 {
    const w = this.text.words;
    const lines = this.text.lines;
    const history = this.text.history;
    const c1 = history.back(1);
    // The word so far with what stood before it; or, between words, all that came since the last.
    const here = combine(w.word, w.gap);
    // The word so far alone; or, between words, the newest byte.
    const bare = w.word != 0 ? w.word : c1;
    switch (member) {
      case 0:
        return bare;
      case 1:
        return combine(bare, w.word1);
      case 2:
        return combine(combine(bare, w.word1), w.word2);
      case 3:
        return combine(bare, w.word2);
      case 4:
        return combine(combine(combine(bare, w.word1), w.word2), w.word3);
      case 5:
        return combine(combine(w.word, c1), history.back(2));
      case 6:
        return combine(combine(history.byteAt(lines.above), lines.column), c1);
      case 7:
        return combine(bare, w.word3);
      case 8:
        return here;
      case 9:
        return combine(here, w.word1);
      case 10:
        return combine(combine(bare, w.word2), w.word3);
      case 11:
        return combine(combine(bare, w.sentence), w.word1);
      case 12:
        return combine(w.classes, w.length);
      case 13:
        return combine(combine(w.shape, w.length), c1);
      case 14:
        return w.letters & 0x1ffffff;
      case 15:
        return combine(combine(w.spaces & 0xffff, c1), w.length);
      case 16:
        return combine(combine(w.suffix1, w.suffix2), this.newest(4));
      case 17:
        return combine(w.masked4, w.masked8);
      default:
        return combine(bare, w.shape & 0xffff);
    }
  }

  /** The newest letters of the word, at most n. */
  private newest(n: u32): u32 {
    const w = this.text.words;
    const k = min<u32>(n, w.length);
    return combine(w.letters & ((1 << (5 * k)) - 1), k);
  }
}
