import { combine } from '../context/hash';
import { SALT, STYLE } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';
import { SharedState, TEXT } from './shared-state';

/**
 * Contexts of how a text is written: groups of like bytes, lengths of words and lines, capitals and vowels, the kilobyte,
 * the last name and the last long word. All sixteen make wiki text and prose 0.4 % smaller.
 */
export class Style extends ContextModel {
  private readonly text: TextState;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.STYLE);
    this.text = state.text;
  }

  get needs(): u32 {
    return TEXT;
  }

  protected hash(member: i32): u32 {
    const w = this.text.words;
    const s = this.text.style;
    const p = this.text.phrases;
    const history = this.text.history;
    const last = history.last4;
    const c1 = last & 255;
    const bare = w.word != 0 ? w.word : c1;
    switch (member) {
      case STYLE.GROUPS2:
        return p.groups & 0xffff;
      case STYLE.GROUPS4:
        return p.groups;
      case STYLE.GROUPS4LAST2:
        return combine(p.groups, last & 0xffff);
      case STYLE.GROUPS5LAST3:
        return combine(combine(p.groups, p.groups8 & 255), last & 0xffffff);
      case STYLE.WRAP:
        return combine(
          combine(this.text.lines.column, this.text.lines.lengthAbove),
          combine(min<u32>(7, w.length), w.word == 0 ? c1 : 0),
        );
      case STYLE.SINCE_CAPITAL:
        return combine(combine(32 - clz(s.sinceCapital), 32 - clz(s.sinceMark)), c1);
      case STYLE.LENGTHS:
        return combine(combine(s.lengths & 0xfff, w.length), c1);
      case STYLE.CAPITALS:
        return combine(combine(s.capitals & 7, s.lengths & 15), combine(w.length, c1));
      case STYLE.VOWELS:
        return combine(s.vowels & 0xffffff, w.length);
      case STYLE.VOWELS6:
        return combine(s.vowels & 0xfff, c1);
      case STYLE.KILOBYTE:
        return combine(history.count >> 10, bare);
      case STYLE.RECENT:
        return combine(combine(w.word1, w.gap), combine(p.distance, c1));
      case STYLE.LINE_START:
        return combine(this.text.lines.firstToken, bare);
      case STYLE.PUNCTUATED:
        return combine(w.punctuation & 0xffff, w.word);
      case STYLE.NAME:
        return combine(s.name, bare);
      case STYLE.TOPIC:
        return combine(s.topic, bare);
      default:
        return unreachable();
    }
  }
}
