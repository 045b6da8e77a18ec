import { LAYOUT, NOTHING, TEXT, WORD_STATE } from '../experts/shared-state';
import { SELECT } from '../spec.generated';
import { classes4, classPair, expectedByte, knownContexts, matchLength } from './byte-selectors';
import { left, phase, sampleError, slope } from './record-selectors';
import { SelectorState } from './selector-state';
import {
  enclosure,
  knownOrders,
  knownWords,
  letterFlags,
  linePosition,
  spaceFlags,
} from './text-selectors';

/** What chooses a mixer's weight row for the next bit. */
export class Selector {
  constructor(
    /** Number of rows. */
    readonly rows: i32,
    /** What `row` needs of the shared state (experts/shared-state.ts). */
    readonly needs: u32,
    /** The row for the next bit: 0 .. rows - 1. */
    readonly row: (s: SelectorState) => i32,
  ) {}
}

/**
 * The registry of selectors, the members of the spec's fields `select` and `finalSelect`. They have some 2,000 rows at most:
 * more of them learn too slowly below a megabyte.
 */
export function selectorOf(member: i32): Selector {
  switch (member) {
    case SELECT.SINGLE:
      return new Selector(1, NOTHING, (_s: SelectorState): i32 => 0);
    case SELECT.PARTIAL:
      return new Selector(256, NOTHING, (s: SelectorState): i32 => s.history.partial);
    case SELECT.BYTE1:
      return new Selector(256, NOTHING, (s: SelectorState): i32 => i32(s.history.back(1)));
    case SELECT.BYTE2:
      return new Selector(256, NOTHING, (s: SelectorState): i32 => i32(s.history.back(2)));
    case SELECT.MATCH_LENGTH:
      return new Selector(16 * 8, NOTHING, matchLength);
    case SELECT.KNOWN_CONTEXTS:
      return new Selector(64 * 8, NOTHING, knownContexts);
    case SELECT.EXPECTED_BYTE:
      return new Selector(256 * 8, NOTHING, expectedByte);
    case SELECT.CLASSES4:
      return new Selector(256, NOTHING, classes4);
    case SELECT.BYTE3:
      return new Selector(256, NOTHING, (s: SelectorState): i32 => i32(s.history.back(3)));
    case SELECT.PHASE:
      return new Selector(32 * 8, LAYOUT, phase);
    case SELECT.SLOPE:
      return new Selector(64 * 8, LAYOUT, slope);
    case SELECT.LEFT:
      return new Selector(256, LAYOUT, left);
    case SELECT.SAMPLE_ERROR:
      return new Selector(32 * 3 * 8, LAYOUT, sampleError);
    case SELECT.LINE_POSITION:
      return new Selector(16 * 8 * 8, TEXT, linePosition);
    case SELECT.ENCLOSURE:
      return new Selector(64 * 8 * 4 + 16 * 8 * 8, TEXT, enclosure);
    case SELECT.LETTER_FLAGS:
      return new Selector(8 * 256, TEXT, letterFlags);
    case SELECT.SPACE_FLAGS:
      return new Selector(256 * 8, WORD_STATE, spaceFlags);
    case SELECT.KNOWN_ORDERS:
      return new Selector(10 * 64 * 4, NOTHING, knownOrders);
    case SELECT.KNOWN_WORDS:
      return new Selector(16 * 64 * 2, NOTHING, knownWords);
    case SELECT.CLASS_PAIR:
      return new Selector(16 * 16 * 8, NOTHING, classPair);
    default:
      return unreachable();
  }
}
