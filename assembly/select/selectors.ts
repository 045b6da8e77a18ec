import { ContextSet } from '../context/context-map';
import { Trail } from '../context/history';
import { Experts } from '../experts/experts';
import { Match } from '../experts/match-model';
import { allocate } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { Pitch } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { byteKind } from './coarse-class';
import { FORM_SELECTORS, FormSelectors, formRowsOf } from './text-selectors';

/** The members of the spec's fields `select` and `blend`, in their order; the last ones read the page. */
const FIRST_FORMED = 13;
const SELECTORS = FIRST_FORMED + FORM_SELECTORS;

/** Those that ask for the pitch. */
const PITCHED: u32 = (1 << 9) | (1 << 10) | (1 << 11) | (1 << 12);

/** Whether the set has members that read the page. */
export function readsPage(set: u32): bool {
  return set >> FIRST_FORMED != 0;
}

/** Whether the set has members that ask for the pitch. */
export function seesPitch(set: u32): bool {
  return (set & PITCHED) != 0;
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
  if (selector >= FIRST_FORMED) return formRowsOf(selector - FIRST_FORMED);
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
  private readonly formed: FormSelectors;
  private readonly contexts: ContextSet;
  private match: Match | null;
  private readonly pitch: Pitch;
  private samples: Samples | null;

  private readonly rows: usize = allocate(SELECTORS * 4);

  /** `set`: those that are asked for. */
  constructor(
    private readonly trail: Trail,
    experts: Experts,
    private readonly set: u32,
  ) {
    this.formed = new FormSelectors(trail, experts);
    this.contexts = experts.contexts;
    this.match = experts.match;
    this.pitch = experts.pitch;
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
    const trail = this.trail;
    if (selector >= FIRST_FORMED) return this.formed.row(selector - FIRST_FORMED);
    switch (selector) {
      case 0:
        return 0;
      case 1:
        return trail.partial;
      case 2:
        return i32(trail.back(1));
      case 3:
        return i32(trail.back(2));
      case 4:
        return (this.match ? this.match!.lengthClass : 0) * 8 + trail.bits;
      case 5:
        return min(63, this.contexts.known) * 8 + trail.bits;
      case 6: {
        const m = this.match;
        return m != null && m.expected != 0 ? i32(m.expected & 255) * 8 + trail.bits : trail.bits;
      }
      case 7:
        return (
          byteKind(trail.back(1)) * 64 +
          byteKind(trail.back(2)) * 16 +
          byteKind(trail.back(3)) * 4 +
          byteKind(trail.back(4))
        );
      case 8:
        return i32(trail.back(3));
      case 9:
        return this.pitch.phase * 8 + trail.bits;
      case 10: {
        const near = this.pitch.near;
        const far = this.pitch.far;
        const corner = trail.back(far + near);
        return (
          (steepness(trail.back(near), corner) * 8 + steepness(trail.back(far), corner)) * 8 +
          trail.bits
        );
      }
      case 11:
        return i32(trail.back(this.pitch.near));
      default: {
        const samples = this.samples;
        return samples ? (samples.main.errorClass * 3 + samples.place) * 8 + trail.bits : 0;
      }
    }
  }
}

/** How much two bytes differ, in steps that grow: 0 .. 7. */
function steepness(a: u32, b: u32): i32 {
  return min(7, 32 - clz(abs(i32(a) - i32(b))));
}
