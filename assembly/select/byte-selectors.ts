import { classOf } from '../text/classes';
import { coarseClass, openClass } from './byte-classes';
import { SelectorState } from './selector-state';

/** Selectors by the last bytes, the contexts and the match. A function gives a selector's row for the next bit. */

export function matchLength(s: SelectorState): i32 {
  const match = s.match;
  return (match ? match.lengthClass : 0) * 8 + s.history.bits;
}

export function knownContexts(s: SelectorState): i32 {
  return min(63, s.contexts.known) * 8 + s.history.bits;
}

export function expectedByte(s: SelectorState): i32 {
  const match = s.match;
  const expected = match != null && match.expected != 0 ? i32(match.expected & 255) : 0;
  return expected * 8 + s.history.bits;
}

export function classes4(s: SelectorState): i32 {
  const history = s.history;
  return (
    coarseClass(history.back(1)) * 64 +
    coarseClass(history.back(2)) * 16 +
    coarseClass(history.back(3)) * 4 +
    coarseClass(history.back(4))
  );
}

export function classPair(s: SelectorState): i32 {
  const history = s.history;
  return i32(classOf(history.back(1)) * 16 + classOf(history.back(2))) * 8 + openClass(history);
}
