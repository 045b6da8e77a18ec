import { ContextMap } from '../context/context-map';
import { History } from '../context/history';
import { Experts } from '../experts/experts';
import { MatchModel } from '../experts/match-model';
import { allocate } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { RecordLayout } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { coarseClass } from './coarse-class';
import { TEXT_SELECTORS, TextSelectors, textRowsOf } from './text-selectors';

/** The members of the spec's fields `select` and `blend`, in their order; the last ones read the text. */
const FIRST_TEXT = 13;
const SELECTORS = FIRST_TEXT + TEXT_SELECTORS;

/** Those that ask for the layout. */
const LAYOUT: u32 = (1 << 9) | (1 << 10) | (1 << 11) | (1 << 12);

/** Whether the set has members that read the text. */
export function readsText(set: u32): bool {
  return set >> FIRST_TEXT != 0;
}

/** Whether the set has members that ask for the layout. */
export function readsLayout(set: u32): bool {
  return (set & LAYOUT) != 0;
}

/** A layer's mixers, one for each member of a set of selectors. */
export class Selection {
  private readonly members: i32[] = [];

  constructor(
    private readonly selectors: Selectors,
    set: u32,
    private readonly layer: MixerLayer,
  ) {
    for (let s = 0; s < SELECTORS; s++) {
      if (((set >> s) & 1) == 0) continue;
      this.members.push(s);
      layer.add(rowsOf(s));
    }
  }

  /** Chooses each mixer's row of weights for the next bit. */
  choose(): void {
    const members = this.members;
    for (let i = 0; i < members.length; i++)
      this.layer.select(i, this.selectors.chosen(unchecked(members[i])));
  }
}

/** Rows that a selector needs. */
function rowsOf(selector: i32): i32 {
  if (selector >= FIRST_TEXT) return textRowsOf(selector - FIRST_TEXT);
  switch (selector) {
    case 0:
      return 1;
    case 4:
      return 16 * 8;
    case 5:
    case 10:
      return 64 * 8;
    case 6:
      return 256 * 8;
    case 12:
      return 32 * 3 * 8;
    default:
      return 256;
  }
}

/** What chooses a mixer's row of weights. */
export class Selectors {
  private readonly textSelectors: TextSelectors;
  private readonly contexts: ContextMap;
  private match: MatchModel | null;
  private readonly layout: RecordLayout;
  private samples: Samples | null;

  private readonly rows: usize = allocate(SELECTORS * 4);

  /** `set`: those that are asked for. */
  constructor(
    private readonly history: History,
    experts: Experts,
    private readonly set: u32,
  ) {
    this.textSelectors = new TextSelectors(history, experts);
    this.contexts = experts.contexts;
    this.match = experts.match;
    this.layout = experts.layout;
    this.samples = experts.samples;
  }

  /** Works out the rows of all that are asked for, for the next bit: once, though both layers may ask. */
  choose(): void {
    for (let left = this.set; left != 0; left &= left - 1) {
      const selector = ctz(left);
      store<i32>(this.rows + ((<usize>selector) << 2), this.row(selector));
    }
  }

  /** The row that a selector chose. */
  // @ts-ignore: decorator
  @inline chosen(selector: i32): i32 {
    return load<i32>(this.rows + ((<usize>selector) << 2));
  }

  private row(selector: i32): i32 {
    const history = this.history;
    if (selector >= FIRST_TEXT) return this.textSelectors.row(selector - FIRST_TEXT);
    switch (selector) {
      case 0:
        return 0;
      case 1:
        return history.partial;
      case 2:
        return i32(history.back(1));
      case 3:
        return i32(history.back(2));
      case 4:
        return (this.match ? this.match!.lengthClass : 0) * 8 + history.bits;
      case 5:
        return min(63, this.contexts.known) * 8 + history.bits;
      case 6: {
        const m = this.match;
        return m != null && m.expected != 0
          ? i32(m.expected & 255) * 8 + history.bits
          : history.bits;
      }
      case 7:
        return (
          coarseClass(history.back(1)) * 64 +
          coarseClass(history.back(2)) * 16 +
          coarseClass(history.back(3)) * 4 +
          coarseClass(history.back(4))
        );
      case 8:
        return i32(history.back(3));
      case 9:
        return this.layout.phase * 8 + history.bits;
      case 10: {
        const near = this.layout.stride;
        const far = this.layout.rowStride;
        const corner = history.back(far + near);
        return (
          (steepness(history.back(near), corner) * 8 + steepness(history.back(far), corner)) * 8 +
          history.bits
        );
      }
      case 11:
        return i32(history.back(this.layout.stride));
      default: {
        const samples = this.samples;
        return samples ? (samples.main.errorClass * 3 + samples.part) * 8 + history.bits : 0;
      }
    }
  }
}

/** How much two bytes differ, in steps that grow: 0 .. 7. */
function steepness(a: u32, b: u32): i32 {
  return min(7, 32 - clz(abs(i32(a) - i32(b))));
}
