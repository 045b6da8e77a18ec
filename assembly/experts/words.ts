import { combine } from '../context/hash';
import { SALT, WORDS } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';
import { has } from './members';
import { SharedState, TEXT, WORD_STATE } from './shared-state';

/** Contexts of words: the one so far with those before it, its letters, its form. */
export class Words extends ContextModel {
  private readonly text: TextState;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.WORDS);
    this.text = state.text;
  }

  get needs(): u32 {
    return has(this.set, WORDS.ABOVE) ? TEXT : WORD_STATE;
  }

  protected hash(member: i32): u32 {
    const w = this.text.words;
    const lines = this.text.lines;
    const history = this.text.history;
    const c1 = history.back(1);
    // The word so far and the bytes between it and the word before; between words, the bytes since the last word.
    const here = combine(w.word, w.gap);
    // The word so far; between words, the last byte.
    const bare = w.word != 0 ? w.word : c1;
    switch (member) {
      case WORDS.WORD:
        return bare;
      case WORDS.WORD1:
        return combine(bare, w.word1);
      case WORDS.WORD2:
        return combine(combine(bare, w.word1), w.word2);
      case WORDS.SKIP:
        return combine(bare, w.word2);
      case WORDS.WORD3:
        return combine(combine(combine(bare, w.word1), w.word2), w.word3);
      case WORDS.TAIL:
        return combine(combine(w.word, c1), history.back(2));
      case WORDS.ABOVE:
        return combine(combine(history.byteAt(lines.above), lines.column), c1);
      case WORDS.SKIP2:
        return combine(bare, w.word3);
      case WORDS.GAP:
        return here;
      case WORDS.GAP1:
        return combine(here, w.word1);
      case WORDS.SKIP23:
        return combine(combine(bare, w.word2), w.word3);
      case WORDS.SENTENCE:
        return combine(combine(bare, w.sentence), w.word1);
      case WORDS.CLASSES:
        return combine(w.classes, w.length);
      case WORDS.SHAPE:
        return combine(combine(w.shape, w.length), c1);
      case WORDS.LETTERS:
        return w.letters & 0x1ffffff;
      case WORDS.SPACES:
        return combine(combine(w.spaces & 0xffff, c1), w.length);
      case WORDS.SUFFIXES:
        return combine(combine(w.suffix1, w.suffix2), this.lastLetters(4));
      case WORDS.MASKED8:
        return combine(w.masked4, w.masked8);
      case WORDS.WORD_SHAPE:
        return combine(bare, w.shape & 0xffff);
      default:
        return unreachable();
    }
  }

  /** The hash of the last n letters of the word, or of all that there are. */
  private lastLetters(n: u32): u32 {
    const w = this.text.words;
    const k = min<u32>(n, w.length);
    return combine(w.letters & ((1 << (5 * k)) - 1), k);
  }
}
