import { combine } from '../context/hash';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';

/**
 * Contexts of what words stand in: brackets and links, the marks between them, the heading above, numbers. Five of them
 * take 1.3 % off wiki text, whose brackets and bars cost most, four 1.3 % off JSON and markup; next to nothing off prose.
 */
export class Phrases extends ContextModel {
  constructor(
    private readonly text: TextState,
    set: u32,
  ) {
    super(set, 0x700);
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
      case 0:
        return combine(w.punctuation, min<u32>(4, w.length));
      case 1:
        // What the text before the bar had here; elsewhere, the newest bytes.
        return brackets.linkText != 0
          ? combine(combine(load<u8>(brackets.linkText), min<u32>(7, brackets.linkMatched)), 1)
          : combine(combine(c1, c2), combine(min<u32>(7, brackets.linkMatched), brackets.bracket));
      case 2:
        return combine(combine(opened, min<u32>(3, brackets.bars)), bare);
      case 3:
        return combine(bare, phrases.heading);
      case 4:
        return combine(combine(opened, brackets.bars), combine(min<u32>(7, brackets.words), c1));
      case 5:
        return combine(phrases.groups, phrases.groups8);
      case 6:
        return combine(combine(phrases.number, w.gap), w.word1);
      case 7:
        return combine(combine(w.word, phrases.distance), c1);
      default:
        return combine(combine(opened, phrases.first), combine(c1, c2));
    }
  }
}
