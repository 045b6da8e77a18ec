import { combine } from '../context/hash';
import { Page } from '../text/text-state';
import { Family } from './context-model';

/**
 * Contexts of what words stand in: brackets and links, the marks between them, the heading above, numbers. Five of them
 * take 1.3 % off wiki text, whose brackets and bars cost most, four 1.3 % off JSON and markup; next to nothing off prose.
 */
export class Phrases extends Family {
  constructor(
    private readonly page: Page,
    set: u32,
  ) {
    super(set, 0x700);
  }

  protected hash(member: i32): u32 {
    const w = this.page.words;
    const phrases = this.page.phrases;
    const brackets = this.page.brackets;
    const trail = this.page.trail;
    const c1 = trail.back(1);
    const c2 = trail.back(2);
    const bare = w.word != 0 ? w.word : c1;
    const opened = combine(brackets.bracket, brackets.outer);
    switch (member) {
      case 0:
        return combine(w.marks, min<u32>(4, w.length));
      case 1:
        // What the text before the bar had here; elsewhere, the newest bytes.
        return brackets.echo != 0
          ? combine(combine(load<u8>(brackets.echo), min<u32>(7, brackets.echoed)), 1)
          : combine(combine(c1, c2), combine(min<u32>(7, brackets.echoed), brackets.bracket));
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
