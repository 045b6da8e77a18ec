import { allocate } from '../memory/arena';
import { Trail } from './trail';

/** The largest distances looked for: within a sample, pixel or small record; and to the row above. */
const MOST_NEAR = 32;
const MOST_FAR = 8192;

/** Histories shorter than this are not looked at; longer ones after each doubling, and then after so many bytes. */
const FIRST = 2048;
const EVERY = 65536;

/** What is compared: pieces of so many bytes, spread over the newest half, or the newest EVERY bytes. */
const PIECES = 8;
const PIECE = 128;

/** No two bytes differ by more than this: one wild byte says no more than another. */
const MOST_DIFFERENCE: i32 = 40;

/** A row is a place where the history resembles itself more than this many bytes before and after. */
const PEAK = 8;

/**
 * The distances at which the history resembles itself, if it is made of samples, pixels or records: found from the
 * history alone, so that nobody needs to say them.
 */
export class Pitch {
  /** From a byte to the one in the same place of the sample, pixel or small record before: 1 .. 32. */
  near: i32 = 1;
  /** To the one in the row above, or in a larger record: more than `near`. */
  far: i32 = 17;
  /** Where in these the byte that comes next is. */
  phase: i32 = 0;
  column: i32 = 0;
  private next: i32 = FIRST;
  private readonly scores: usize;

  constructor(private readonly trail: Trail) {
    this.scores = allocate((MOST_FAR + 2 * PEAK + 1) * 4);
  }

  beginByte(): void {
    if (++this.phase >= this.near) this.phase = 0;
    if (++this.column >= this.far) this.column = 0;
    if (this.trail.count >= this.next) {
      this.detect();
      this.next += min(this.next, EVERY);
    }
  }

  private detect(): void {
    const count = this.trail.count;
    // Twice the distance, and a little, must lie in the history; and the pieces compared, before all that they are compared to.
    const most = min(MOST_FAR, count / 3);
    const span = min(count >> 1, EVERY) / PIECES;
    const last = most + PEAK;
    for (let d = 1; d <= last; d++) store<i32>(this.scores + (<usize>d << 2), this.difference(d, span));
    const near = this.nearest();
    if (near != this.near) {
      this.near = near;
      this.phase = count % near;
    }
    const far = this.farther(most);
    if (far != this.far) {
      this.far = far;
      this.column = count % far;
    }
  }

  private score(distance: i32): i32 {
    return load<i32>(this.scores + (<usize>distance << 2));
  }

  /** How much the pieces differ from what stands `distance` bytes before. */
  private difference(distance: i32, span: i32): i32 {
    const most = i8x16.splat(i8(MOST_DIFFERENCE));
    let sum = i32x4.splat(0);
    let piece = this.trail.at - PIECE;
    for (let p = 0; p < PIECES; p++, piece -= <usize>span) {
      let part = i16x8.splat(0);
      for (let at = piece, end = piece + PIECE; at < end; at += 16) {
        const d = i8x16.abs(i8x16.sub(v128.load(at), v128.load(at - <usize>distance)));
        part = i16x8.add(part, i16x8.extadd_pairwise_i8x16_u(i8x16.min_u(d, most)));
      }
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(part));
    }
    return (
      i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) +
      (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3))
    );
  }

  /** The best small distance; one farther must be better by a thirty-second, and than the one in use by a sixteenth. */
  private nearest(): i32 {
    let best = 1;
    let least = this.score(1);
    for (let d = 2; d <= MOST_NEAR; d++) {
      const s = this.score(d);
      if (s + (least >> 5) < least) {
        best = d;
        least = s;
      }
    }
    const now = this.score(this.near);
    return least < now - (now >> 4) ? best : this.near;
  }

  private farther(most: i32): i32 {
    let best = 0;
    let least = i32.MAX_VALUE;
    for (let d = this.near + 1; d <= most; d++) {
      const s = this.score(d);
      if (s + (least >> 5) < least && (d <= PEAK || this.peaks(d, s))) {
        best = d;
        least = s;
      }
    }
    if (best == 0) return max(this.far, this.near + 1);
    if (this.far <= this.near) return best;
    const now = this.score(this.far);
    return least < now - (now >> 4) ? best : this.far;
  }

  private peaks(distance: i32, score: i32): bool {
    for (let k = 1; k <= PEAK; k++) {
      if (this.score(distance - k) < score || this.score(distance + k) < score) return false;
    }
    return true;
  }
}
