import { combine } from '../context/hash';
import { PHRASES, SALT } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';
import { SharedState, TEXT } from './shared-state';

/**
 * Contexts of what surrounds words: brackets and links, punctuation, the heading above, numbers. Five of them make wiki
 * text 1.3 % smaller, whose brackets and bars cost most. Four make JSON and markup 1.3 % smaller, prose hardly at all.
 */
export class Phrases extends ContextModel {
  private readonly text: TextState;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.PHRASES);
    this.text = state.text;
  }

  get needs(): u32 {
    return TEXT;
  }

  protected hash(member: i32): u32 {
    const w = this.text.words;
    const phrases = this.text.phrases;
    const brackets = this.text.brackets;
    const history = this.text.history;
    const c1 = history.back(1);
    const c2 = history.back(2);
    const bare = w.word != 0 ? w.word : c1;
    const opened = combine(brackets.bracket, brackets.outer);
    switch (member) {
      case PHRASES.PUNCTUATION:
        return combine(w.punctuation, min<u32>(4, w.length));
      case PHRASES.LINK_TEXT:
        // The byte of the text before the bar that follows there; elsewhere, the last two bytes.
        return brackets.linkText != 0
          ? combine(combine(load<u8>(brackets.linkText), min<u32>(7, brackets.linkMatched)), 1)
          : combine(combine(c1, c2), combine(min<u32>(7, brackets.linkMatched), brackets.bracket));
      case PHRASES.BRACKET:
        return combine(combine(opened, min<u32>(3, brackets.bars)), bare);
      case PHRASES.HEADING:
        return combine(bare, phrases.heading);
      case PHRASES.WORD_COUNT:
        return combine(combine(opened, brackets.bars), combine(min<u32>(7, brackets.words), c1));
      case PHRASES.GROUPS:
        return combine(phrases.groups, phrases.groups8);
      case PHRASES.NUMBER:
        return combine(combine(phrases.number, w.gap), w.word1);
      case PHRASES.DISTANCE:
        return combine(combine(w.word, phrases.distance), c1);
      case PHRASES.OPENED:
        return combine(combine(opened, phrases.first), combine(c1, c2));
      default:
        return unreachable();
    }
  }
}
