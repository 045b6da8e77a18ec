import { TEXT, WORD_STATE } from '../experts/shared-state';
import { classOf, LESS, SPACE } from '../text/classes';
import { TextState } from '../text/text-state';
import { coarseClass, openClass } from './byte-classes';
import { Selector } from './selector';

/** Selectors by the form of text. */

/** The column, in steps that grow, and the class of the byte above. */
export class LinePosition extends Selector {
  get rows(): i32 {
    return 16 * 8 * 8;
  }

  get needs(): u32 {
    return TEXT;
  }

  row(): i32 {
    const history = this.experts.history;
    const lines = this.experts.state.text.lines;
    const column = lines.column;
    const power = 31 - clz(column | 1);
    const step = column < 4 ? column : min<u32>(15, 2 * power + ((column >> (power - 1)) & 1));
    return i32(step * 8 + (classOf(history.byteAt(lines.above)) >> 1)) * 8 + history.bits;
  }
}

/** What is open and the classes of the last bytes. From the fifth bit on openClass takes the place of the third byte. */
export class Enclosure extends Selector {
  get rows(): i32 {
    return 64 * 8 * 4 + 16 * 8 * 8;
  }

  get needs(): u32 {
    return TEXT;
  }

  row(): i32 {
    const history = this.experts.history;
    const last = coarseClass(history.back(1)) * 4 + coarseClass(history.back(2));
    const open = openElement(this.experts.state.text);
    if (history.bits > 3) return 64 * 8 * 4 + (last * 8 + open) * 8 + openClass(history);
    return ((last * 4 + coarseClass(history.back(3))) * 8 + open) * 4 + history.bits;
  }
}

/**
 * What is open: 4 a tag, 1 [, 2 (, 3 {, 5 an entity or a quote; else what the line began with: 0 nothing yet, a letter or a
 * digit, 6 a space or <, 7 another mark.
 */
function openElement(text: TextState): i32 {
  const bracket = text.brackets.bracket;
  const phrases = text.phrases;
  if (text.nesting.within != 0) return 4;
  if (bracket != 0) return bracket == 91 ? 1 : bracket == 40 ? 2 : 3;
  if (phrases.entity || text.nesting.quote == 34) return 5;
  const first = classOf(phrases.first);
  if (phrases.first == 0 || first < SPACE) return 0;
  return first == SPACE || first == LESS ? 6 : 7;
}

/** The bits so far, and whether the last bytes are letters, as many of them as there is room for in 8 bits. */
export class LetterFlags extends Selector {
  get rows(): i32 {
    return 8 * 256;
  }

  get needs(): u32 {
    return TEXT;
  }

  row(): i32 {
    const bits = this.experts.history.bits;
    const partial = (this.experts.history.partial << (8 - bits)) & 255;
    const letters = this.experts.state.text.phrases.letters & (255 >> bits);
    return (bits << 8) | partial | i32(letters);
  }
}

export class SpaceFlags extends Selector {
  get rows(): i32 {
    return 256 * 8;
  }

  get needs(): u32 {
    return WORD_STATE;
  }

  row(): i32 {
    return i32(this.experts.state.text.words.spaces & 255) * 8 + openClass(this.experts.history);
  }
}
