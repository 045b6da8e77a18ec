import { combine } from '../context/hash';
import { SALT, STRUCTURE } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';
import { SharedState, TEXT } from './shared-state';

/** Contexts of nesting and layout: brackets, tags, keys, quotes; lines, columns and the text above. */
export class Structure extends ContextModel {
  private readonly text: TextState;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.STRUCTURE);
    this.text = state.text;
  }

  get needs(): u32 {
    return TEXT;
  }

  protected hash(member: i32): u32 {
    const tree = this.text.nesting;
    const lines = this.text.lines;
    const words = this.text.words;
    const history = this.text.history;
    const c1 = history.back(1);
    switch (member) {
      case STRUCTURE.TAG:
        return combine(
          combine(tree.tag(0), tree.within),
          combine(tree.name, words.word != 0 ? words.word : c1),
        );
      case STRUCTURE.ATTRIBUTE:
        return combine(combine(tree.name, tree.within), combine(tree.key, tree.value));
      case STRUCTURE.KEYS:
        return combine(
          combine(combine(tree.key, tree.keyAbove(0)), tree.keyAbove(1)),
          combine(tree.bracket, c1),
        );
      case STRUCTURE.QUOTE:
        return combine(combine(tree.quote, tree.value), tree.bracket);
      case STRUCTURE.FIELD:
        return combine(combine(lines.fields, lines.field), c1);
      case STRUCTURE.TOKEN_ABOVE:
        return combine(combine(history.byteAt(lines.tokenAbove), c1), lines.tokens);
      case STRUCTURE.TOKEN_ABOVE2:
        return combine(
          combine(history.byteAt(lines.tokenAbove), history.byteAt(lines.tokenAbove + 1)),
          combine(c1, history.back(2)),
        );
      case STRUCTURE.TOKENS:
        return combine(combine(lines.tokens, words.token), c1);
      case STRUCTURE.SHAPE:
        return combine(lines.shape, c1);
      case STRUCTURE.SHAPES:
        return combine(combine(lines.shape, lines.firstToken), c1);
      case STRUCTURE.INDENTS:
        return combine(combine(lines.indentAbove, lines.indent), combine(c1, lines.first));
      case STRUCTURE.START:
        return combine(combine(lines.column, lines.first), 0);
      case STRUCTURE.ABOVE3:
        return combine(
          combine(history.byteAt(lines.above), history.byteAt(lines.above + 1)),
          combine(c1, history.byteAt(lines.above - 1)),
        );
      case STRUCTURE.TOKEN_SKIP:
        return combine(combine(words.token, words.token2), c1);
      default:
        return unreachable();
    }
  }
}
