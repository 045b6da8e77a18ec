import { classOf, LESS, SPACE } from '../text/classes';
import { coarseClass, lastThree, openClass } from './byte-classes';
import { SelectorState } from './selector-state';

/** Selectors by the form of text. A function gives a selector's row for the next bit. */

/** The column, in steps that grow, and the class of the byte above. */
export function linePosition(s: SelectorState): i32 {
  const lines = s.text.lines;
  const column = lines.column;
  const power = 31 - clz(column | 1);
  const step = column < 4 ? column : min<u32>(15, 2 * power + ((column >> (power - 1)) & 1));
  return i32(step * 8 + (classOf(s.history.byteAt(lines.above)) >> 1)) * 8 + s.history.bits;
}

/** What is open and the classes of the last bytes. From the fifth bit on openClass takes the place of the third byte. */
export function enclosure(s: SelectorState): i32 {
  const history = s.history;
  const last = coarseClass(history.back(1)) * 4 + coarseClass(history.back(2));
  const open = openElement(s);
  if (history.bits > 3) return 64 * 8 * 4 + (last * 8 + open) * 8 + openClass(history);
  return ((last * 4 + coarseClass(history.back(3))) * 8 + open) * 4 + history.bits;
}

/** What is open: 4 a tag, 1 [, 2 (, 3 {, 5 an entity or a quote; else what the line began with: 0 letters or digits, 6 a space or <, 7 another mark. */
function openElement(s: SelectorState): i32 {
  const tree = s.text.nesting;
  const bracket = s.text.brackets.bracket;
  const phrases = s.text.phrases;
  if (tree.within != 0) return 4;
  if (bracket != 0) return bracket == 91 ? 1 : bracket == 40 ? 2 : 3;
  if (phrases.entity || tree.quote == 34) return 5;
  const first = classOf(phrases.first);
  if (phrases.first == 0 || first < SPACE) return 0;
  return first == SPACE || first == LESS ? 6 : 7;
}

/** The bits so far, and whether the last bytes are letters, of as many bytes as there is room for in 8 bits. */
export function letterFlags(s: SelectorState): i32 {
  const bits = s.history.bits;
  const letters = s.text.phrases.letters & (255 >> bits);
  return (bits << 8) | ((s.history.partial << (8 - bits)) & 255) | i32(letters);
}

export function spaceFlags(s: SelectorState): i32 {
  return i32(s.text.words.spaces & 255) * 8 + openClass(s.history);
}

export function knownOrders(s: SelectorState): i32 {
  return (min(9, s.knownOrders) * 64 + lastThree(s.history)) * 4 + (s.history.bits >> 1);
}

export function knownWords(s: SelectorState): i32 {
  return (min(15, s.knownWords) * 64 + lastThree(s.history)) * 2 + (s.history.bits >> 2);
}
