import { combine } from '../context/hash';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';

/** Contexts of nesting and layout: brackets, tags, keys, quotes; lines, columns and the text above. */
export class Structure extends ContextModel {
  constructor(
    private readonly text: TextState,
    set: u32,
  ) {
    super(set, 0x200);
  }

  protected hash(member: i32): u32 {
    const tree = this.text.nesting;
    const lines = this.text.lines;
    const words = this.text.words;
    const history = this.text.history;
    const c1 = history.back(1);
    switch (member) {
      case 0:
        return combine(
          combine(tree.tag(0), tree.within),
          combine(tree.name, words.word != 0 ? words.word : c1),
        );
      case 1:
        return combine(combine(tree.name, tree.within), combine(tree.key, tree.value));
      case 2:
        return combine(
          combine(combine(tree.key, tree.keyAbove(0)), tree.keyAbove(1)),
          combine(tree.bracket, c1),
        );
      case 3:
        return combine(combine(tree.quote, tree.value), tree.bracket);
      case 4:
        return combine(combine(lines.fields, lines.field), c1);
      case 5:
        return combine(combine(history.byteAt(lines.tokenAbove), c1), lines.tokens);
      case 6:
        return combine(
          combine(history.byteAt(lines.tokenAbove), history.byteAt(lines.tokenAbove + 1)),
          combine(c1, history.back(2)),
        );
      case 7:
        return combine(combine(lines.tokens, words.token), c1);
      case 8:
        return combine(lines.shape, c1);
      case 9:
        return combine(combine(lines.shape, lines.firstToken), c1);
      case 10:
        return combine(combine(lines.indentAbove, lines.indent), combine(c1, lines.first));
      case 11:
        return combine(combine(lines.column, lines.first), 0);
      case 12:
        return combine(
          combine(history.byteAt(lines.above), history.byteAt(lines.above + 1)),
          combine(c1, history.byteAt(lines.above - 1)),
        );
      default:
        return combine(combine(words.token, words.token2), c1);
    }
  }
}
