import { combine } from '../context/hash';
import { Page } from '../reading/page';
import { Family } from './family';

/** Contexts of nesting and layout: brackets, tags, keys, quotes; lines, columns and the text above. */
export class Structure extends Family {
  constructor(
    private readonly page: Page,
    set: u32,
  ) {
    super(set, 0x200);
  }

  protected hash(member: i32): u32 {
    const tree = this.page.nesting;
    const lines = this.page.lines;
    const words = this.page.words;
    const trail = this.page.trail;
    const c1 = trail.back(1);
    const c2 = trail.back(2);
    const bare = words.word != 0 ? words.word : c1;
    switch (member) {
      case 0:
        return combine(combine(tree.tag(0), tree.within), combine(tree.name, bare));
      case 1:
        return combine(
          combine(combine(tree.tag(0), tree.tag(1)), tree.tag(2)),
          combine(combine(tree.within, c1), combine(tree.quote, c2)),
        );
      case 2:
        return combine(combine(tree.name, tree.within), combine(tree.key, tree.value));
      case 3:
        return combine(combine(tree.key, tree.value), c1);
      case 4:
        return combine(combine(combine(tree.key, tree.value), c1), tree.keyAbove(0));
      case 5:
        return combine(
          combine(combine(tree.key, tree.keyAbove(0)), tree.keyAbove(1)),
          combine(tree.bracket, c1),
        );
      case 6:
        return combine(combine(tree.value, tree.lastValue), c1);
      case 7:
        return combine(combine(tree.value, tree.lastKey), combine(tree.key, c1));
      case 8:
        return combine(combine(tree.bracket, tree.quote), combine(bare, tree.brackets));
      case 9:
        return combine(combine(tree.quote, tree.value), tree.bracket);
      case 10:
        return combine(combine(lines.fields, lines.field), c1);
      case 11:
        return combine(combine(lines.field, lines.lastField), lines.fields);
      case 12:
        return combine(combine(trail.byteAt(lines.beside), c1), lines.tokens);
      case 13:
        return combine(
          combine(trail.byteAt(lines.beside), trail.byteAt(lines.beside + 1)),
          combine(c1, c2),
        );
      case 14:
        return combine(combine(trail.byteAt(lines.beside), words.token), words.token1);
      case 15:
        return combine(combine(lines.tokens, words.token), c1);
      case 16:
        return combine(lines.shape, c1);
      case 17:
        return combine(combine(lines.shape, lines.firstToken), c1);
      case 18:
        return combine(
          combine(lines.firstTokenAbove, lines.firstToken),
          combine(lines.tokens, bare),
        );
      case 19:
        return lines.text;
      case 20:
        return combine(lines.text, lines.textAbove);
      case 21:
        return combine(combine(lines.indent, lines.first), bare);
      case 22:
        return combine(combine(lines.indentAbove, lines.indent), combine(c1, lines.first));
      case 23:
        return combine(combine(lines.column, lines.lastColumn), c1);
      case 24:
        return combine(combine(lines.column, lines.first), 0);
      case 25:
        return combine(combine(trail.byteAt(lines.above), trail.byteAt(lines.above2)), c1);
      case 26:
        return combine(
          combine(trail.byteAt(lines.above), trail.byteAt(lines.above + 1)),
          combine(c1, trail.byteAt(lines.above - 1)),
        );
      case 27:
        return combine(combine(trail.byteAt(lines.above), bare), 0);
      case 28:
        return combine(tree.value, tree.tag(0));
      case 29:
        return combine(combine(words.token1, words.token2), combine(words.token3, c1));
      default:
        return combine(combine(words.token, words.token2), c1);
    }
  }
}
