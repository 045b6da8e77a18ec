import { combine } from '../context/hash';
import { TextState } from '../text/text-state';
import { ContextModel } from './context-model';

/**
 * Contexts of how a text is written: groups of like bytes, lengths of words and lines, capitals and vowels, what stands
 * in this kilobyte, the name and the long word that came last. Sixteen of them take 0.4 % off wiki text and prose.
 */
export class Style extends ContextModel {
  constructor(
    private readonly text: TextState,
    set: u32,
  ) {
    super(set, 0x800);
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
      // Groups of like bytes, and behind them the newest bytes.
      case 0:
        return p.groups & 0xffff;
      case 1:
        return p.groups;
      case 2:
        return combine(p.groups, last & 0xffff);
      case 3:
        return combine(combine(p.groups, p.groups8 & 255), last & 0xffffff);
      // Where the line may end.
      case 4:
        return combine(
          combine(this.text.lines.column, this.text.lines.lengthAbove),
          combine(min<u32>(7, w.length), w.word == 0 ? c1 : 0),
        );
      case 5:
        return combine(combine(32 - clz(s.sinceCapital), 32 - clz(s.sinceMark)), c1);
      case 6:
        return combine(combine(s.lengths & 0xfff, w.length), c1);
      case 7:
        return combine(combine(s.capitals & 7, s.lengths & 15), combine(w.length, c1));
      case 8:
        return combine(s.vowels & 0xffffff, w.length);
      case 9:
        return combine(s.vowels & 0xfff, c1);
      case 10:
        return combine(history.count >> 10, bare);
      case 11:
        return combine(combine(w.word1, w.gap), combine(p.distance, c1));
      case 12:
        return combine(this.text.lines.firstToken, bare);
      case 13:
        return combine(w.punctuation & 0xffff, w.word);
      case 14:
        return combine(s.name, bare);
      default:
        return combine(s.topic, bare);
    }
  }
}
