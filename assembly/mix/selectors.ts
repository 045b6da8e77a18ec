import { Match } from '../experts/match';
import { ContextSet } from '../experts/context-set';
import { Pitch } from '../context/pitch';
import { Trail } from '../context/trail';
import { classOf } from '../reading/classes';
import { Page } from '../reading/page';

/** What chooses a mixer's row of weights: the members of the spec's field `select`, in its order. */
export const SELECTORS = 20;

/** Rows that a selector needs. */
export function rowsOf(selector: i32): i32 {
  if (selector == 0) return 1;
  if (selector == 1) return 256;
  if (selector == 2) return 256;
  if (selector == 3) return 256;
  if (selector == 4) return 16 * 8;
  if (selector == 5) return 64 * 8;
  if (selector == 6) return 2048;
  if (selector == 7) return 256;
  if (selector == 8) return 256;
  if (selector == 9) return 32 * 8;
  if (selector == 10) return 8 * 8;
  if (selector == 11) return 64 * 8;
  if (selector == 13) return 16 * 4 * 8;
  if (selector == 14) return 16 * 8 * 8;
  if (selector == 15) return 6 * 3 * 4 * 8;
  if (selector == 18) return 2048;
  return 256;
}

export class Selectors {
  constructor(
    private readonly trail: Trail,
    private readonly page: Page,
    private readonly contexts: ContextSet,
    private readonly match: Match | null,
    private readonly pitch: Pitch,
  ) {}

  /** The row that a selector chooses for the next bit. */
  row(selector: i32): i32 {
    const trail = this.trail;
    switch (selector) {
      case 0: return 0;
      case 1: return trail.partial;
      case 2: return i32(trail.back(1));
      case 3: return i32(trail.back(2));
      case 4: return (this.match ? this.match!.lengthClass : 0) * 8 + trail.bits;
      case 5: return (min(63, this.contexts.known)) * 8 + trail.bits;
      case 6: {
        const m = this.match;
        return m != null && m.expected != 0 ? i32(m.expected & 255) * 8 + trail.bits : trail.bits;
      }
      case 7: return kind(trail.back(1)) * 64 + kind(trail.back(2)) * 16 + kind(trail.back(3)) * 4 + kind(trail.back(4));
      case 8: return i32(trail.back(3));
      case 9: return this.pitch.phase * 8 + trail.bits;
      case 10: return (trail.count & 7) * 8 + trail.bits;
      case 11: {
        const near = this.pitch.near;
        const far = this.pitch.far;
        const corner = trail.back(far + near);
        return (steepness(trail.back(near), corner) * 8 + steepness(trail.back(far), corner)) * 8 + trail.bits;
      }
      case 12: return i32(trail.back(this.pitch.near));
      case 13: {
        const w = this.page.words;
        const place = w.word != 0 ? min<u32>(15, w.length) * 4 + w.capitals : classOf(trail.back(1)) >> 2;
        return i32(place) * 8 + trail.bits;
      }
      case 14: {
        const lines = this.page.lines;
        const column = lines.column;
        const e = 31 - clz(column | 1);
        const place = column < 4 ? column : min<u32>(15, 2 * e + ((column >> (e - 1)) & 1));
        return i32(place * 8 + (classOf(trail.byteAt(lines.above)) >> 1)) * 8 + trail.bits;
      }
      case 15: {
        const tree = this.page.nesting;
        const quote = tree.quote == 0 ? 0 : tree.quote == 34 ? 1 : 2;
        const bracket = tree.bracket == 0 ? 0 : tree.bracket == 123 ? 1 : tree.bracket == 91 ? 2 : 3;
        return i32(((tree.within * 3 + quote) * 4 + bracket) * 8) + trail.bits;
      }
      case 16: return i32(trail.byteAt(this.page.lines.beside));
      case 17: return i32(trail.byteAt(this.page.lines.above));
      case 18: return i32(this.page.words.shape & 255) * 8 + trail.bits;
      default: return i32(this.page.words.capitals) * 64 + trail.bits * 8 + min(7, i32(this.page.words.wordsInSentence));
    }
  }
}

/** 0 letter, 1 digit, 2 space, 3 other. */
function kind(byte: u32): i32 {
  const letter = byte | 32;
  if (letter - 97 < 26 || byte > 127) return 0;
  if (byte - 48 < 10) return 1;
  if (byte == 32 || byte == 10) return 2;
  return 3;
}

/** How much two bytes differ, in steps that grow: 0 .. 7. */
function steepness(a: u32, b: u32): i32 {
  return min(7, 32 - clz(abs(i32(a) - i32(b))));
}
