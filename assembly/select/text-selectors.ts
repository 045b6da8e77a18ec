import { History } from '../context/history';
import { Experts } from '../experts/experts';
import { classOf } from '../text/classes';
import { TextState } from '../text/text-state';
import { coarseClass } from './coarse-class';

/** The selectors that look at the form of text: members of the spec's field `select` from `place` on. */
export const TEXT_SELECTORS = 7;

/** Rows that the n-th of them needs. */
export function textRowsOf(n: i32): i32 {
  switch (n) {
    case 0:
      return 16 * 8 * 8;
    case 1:
      return 64 * 8 * 4 + 16 * 8 * 8;
    case 4:
      return 10 * 64 * 4;
    default:
      return 2048;
  }
}

/**
 * Chooses weights by what stands around the bit: the place in the line, what is open, letters and spaces among the last
 * bytes, how many contexts know the place; and by what the byte can still be. Some 2,000 rows: more learn too slowly
 * below a megabyte.
 */
export class TextSelectors {
  private readonly text: TextState;
  /** How many contexts of the newest bytes knew their slot when the nibble began; of words, in sixteenths of all. */
  private orders: i32 = 0;
  private words: i32 = 0;

  constructor(
    private readonly history: History,
    private readonly experts: Experts,
  ) {
    this.text = experts.text;
  }

  /** The row that the n-th of them chooses for the next bit. */
  row(n: i32): i32 {
    const history = this.history;
    const bits = history.bits;
    switch (n) {
      case 0:
        return this.place();
      case 1:
        return this.enclosed();
      case 2: {
        // The bits of the byte so far, and behind them letters or not of as many bytes as there is room for.
        const letters = this.text.phrases.letters & (255 >> bits);
        return (bits << 8) | ((history.partial << (8 - bits)) & 255) | i32(letters);
      }
      case 3:
        return i32(this.text.words.spaces & 255) * 8 + this.rest();
      case 4:
        if ((bits & 3) == 0) this.orders = this.experts.contexts.knownOf(0, this.experts.firstWord);
        return (min(9, this.orders) * 64 + this.kinds()) * 4 + (bits >> 1);
      case 5:
        if ((bits & 3) == 0) this.words = this.knownWords;
        return (min(15, this.words) * 64 + this.kinds()) * 2 + (bits >> 2);
      default:
        return i32(classOf(history.back(1)) * 16 + classOf(history.back(2))) * 8 + this.rest();
    }
  }

  /** The column, in steps that grow, and what stands above. */
  private place(): i32 {
    const lines = this.text.lines;
    const column = lines.column;
    const power = 31 - clz(column | 1);
    const step = column < 4 ? column : min<u32>(15, 2 * power + ((column >> (power - 1)) & 1));
    return i32(step * 8 + (classOf(this.history.byteAt(lines.above)) >> 1)) * 8 + this.history.bits;
  }

  /** What is open and what came last; the kind of the third byte has to give way to what the byte can still be. */
  private enclosed(): i32 {
    const history = this.history;
    const last = coarseClass(history.back(1)) * 4 + coarseClass(history.back(2));
    const form = this.form();
    if (history.bits > 3) return 64 * 8 * 4 + (last * 8 + form) * 8 + this.rest();
    return ((last * 4 + coarseClass(history.back(3))) * 8 + form) * 4 + history.bits;
  }

  /** What is open here; or what the line began with. */
  private form(): i32 {
    const tree = this.text.nesting;
    const bracket = this.text.brackets.bracket;
    const phrases = this.text.phrases;
    if (tree.within != 0) return 4;
    if (bracket != 0) return bracket == 91 ? 1 : bracket == 40 ? 2 : 3;
    if (phrases.entity || tree.quote == 34) return 5;
    const first = classOf(phrases.first);
    if (phrases.first == 0 || first < 4) return 0;
    return first == 4 || first == 10 ? 6 : 7;
  }

  /** Kinds of the last three bytes. */
  private kinds(): i32 {
    const history = this.history;
    return (
      coarseClass(history.back(1)) +
      coarseClass(history.back(2)) * 16 +
      coarseClass(history.back(3)) * 4
    );
  }

  /** What the bits so far leave of the 256 bytes, 0 .. 7: the first three bits say which kind it is, roughly. */
  private rest(): i32 {
    const bits = this.history.bits;
    const partial = this.history.partial;
    if (bits < 2) return bits == 0 ? 0 : partial & 1;
    if (bits == 2) return partial < 6 ? (partial & 1) + 2 : 4;
    const top = (partial >> (bits - 3)) & 7;
    return top > 3 ? 7 : top == 0 ? 3 : 7 - top;
  }

  private get knownWords(): i32 {
    const experts = this.experts;
    const known = experts.contexts.knownOf(experts.firstWord, experts.endOfWords);
    return (known * 16) / (experts.endOfWords - experts.firstWord + 1);
  }
}
