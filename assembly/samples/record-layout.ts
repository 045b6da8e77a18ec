import { History } from '../context/history';
import { allocate } from '../memory/arena';

/** The largest distances looked for: within a sample, pixel or small record; and to the row above. */
const MOST_NEAR = 32;
const MOST_FAR = 8192;

/** Histories shorter than this are not looked at; longer ones after each doubling, and then after so many bytes. */
const FIRST = 2048;
const EVERY = 65536;

/** What is compared: pieces of so many bytes, spread over the newest half, or the newest EVERY bytes; at first more. */
const PIECES = 16;
const FIRST_PIECES = 32;
const PIECE = 128;

/** No two bytes or samples differ by more than this: one wild value says no more than another. */
const MOST_DIFFERENCE: i32 = 40;
const MOST_SAMPLE_DIFFERENCE: i32 = 512;

/** A row is a place where the history resembles itself more than this many bytes before and after. */
const PEAK = 8;

/**
 * The distances at which the history resembles itself, if it is made of samples, pixels or records: found from the
 * history alone, so that nobody needs to say them.
 */
export class RecordLayout {
  /** From a byte to the one in the same place of the sample, pixel or small record before: 1 .. 32. */
  stride: i32 = 1;
  /** To the one in the row above, or in a larger record: more than `near`. */
  rowStride: i32 = 17;
  /** Where in these the byte that comes next is. */
  phase: i32 = 0;
  column: i32 = 0;
  /** Bytes of a sample, 1 or 2; of two, whether they begin at odd places, the more significant comes first, a sign is in. */
  width: i32 = 1;
  odd: i32 = 0;
  bigFirst: bool = false;
  signed: bool = false;
  /** Whether there are rows, one above the other: that what is `far` away is more alike than what is near, but not next. */
  rows: bool = false;
  /** How often any of these changed. */
  changes: i32 = 0;
  private next: i32 = FIRST;
  private pieces: i32 = FIRST_PIECES;
  /** How much the history differs from itself at a distance: its bytes, to find `near`; samples or slopes, to find `far`. */
  private readonly nearScores: usize;
  private readonly farScores: usize;
  /** The samples that the latter are of. */
  private scored: i32 = 0;

  constructor(private readonly history: History) {
    this.nearScores = allocate((MOST_NEAR + 2) * 4);
    this.farScores = allocate((MOST_FAR + 2 * PEAK + 1) * 4);
  }

  beginByte(): void {
    if (++this.phase >= this.stride) this.phase = 0;
    if (++this.column >= this.rowStride) this.column = 0;
    if (this.history.count >= this.next) {
      this.detect();
      this.next += min(this.next, EVERY);
    }
  }

  private detect(): void {
    const count = this.history.count;
    const was = this.found;
    const young = count <= EVERY;
    this.pieces = young ? FIRST_PIECES : PIECES;
    const span = (min(count >> 1, EVERY) / this.pieces) & ~1;
    for (let d = 1; d <= MOST_NEAR + 1; d++)
      note(this.nearScores, d, this.difference(d, span), young);
    this.stride = this.nearest();
    if ((this.stride & 1) == 0) this.findSamples(span);
    else this.take(0);
    // Twice the distance, and a little, must lie in the history; and the pieces compared, before all that they are compared to.
    const most = min(MOST_FAR, count / 3);
    const samples = this.stride | (this.kind << 8);
    const fresh = young || samples != this.scored;
    this.scored = samples;
    for (let d = this.width; d <= most + PEAK; d += this.width) {
      const score = this.width == 1 ? this.unlike<i8>(d, span) : this.unlike<i16>(d, span);
      note(this.farScores, d, score, fresh);
    }
    this.rowStride = this.farther(most);
    this.phase = count % this.stride;
    this.column = count % this.rowStride;
    this.rows =
      this.rowStride > 4 * this.stride && this.score(this.rowStride) <= this.score(2 * this.stride);
    if (was != this.found) this.changes++;
  }

  /** What samples are, in a number: of the distances only those that matter to them. */
  private get found(): i32 {
    return this.stride | (this.kind << 8) | (this.rows ? this.rowStride << 16 : 0);
  }

  /** Of a sample of two bytes the first, the other being next: the sign turned as in sample(). */
  get first(): i32 {
    return i32(this.history.back(1)) ^ (this.bigFirst && this.signed ? 128 : 0);
  }

  private get kind(): i32 {
    return this.width == 1
      ? 0
      : 1 | (this.odd << 1) | (i32(this.bigFirst) << 2) | (i32(this.signed) << 3);
  }

  /** The sample at an address, counted from 0. */
  sample(at: usize): i32 {
    if (this.width == 1) return load<u8>(at);
    const v = load<u16>(at);
    return (this.bigFirst ? i32(bswap<u16>(v)) : i32(v)) ^ (i32(this.signed) << 15);
  }

  /** Tells samples of one byte from those of two by how many bits their differences have. */
  private findSamples(span: i32): void {
    const now = this.kind;
    let least = i32.MAX_VALUE;
    let best = 0;
    for (let kind = 0; kind < 16; kind++) {
      if (kind > 0 && (kind & 1) == 0) continue;
      this.take(kind);
      let s = this.spent((kind >> 1) & 1, span);
      // Bytes that seem to need a little less do so because their carries are not seen; and what was found stays in doubt.
      if (kind == 0) s += s >> 3;
      if (kind == now) s -= s >> 5;
      if (s < least) {
        best = kind;
        least = s;
      }
    }
    this.take(best);
  }

  private take(kind: i32): void {
    this.width = kind == 0 ? 1 : 2;
    this.odd = (kind >> 1) & 1;
    this.bigFirst = (kind & 4) != 0;
    this.signed = (kind & 8) != 0;
  }

  /** Bits of the differences of samples to those `near` before, in the pieces that are compared. */
  private spent(odd: i32, span: i32): i32 {
    const width = <usize>this.width;
    let bits = 0;
    let piece = this.history.at - PIECE - <usize>((this.history.count ^ odd) & 1);
    for (let p = 0; p < this.pieces; p++, piece -= <usize>span) {
      for (let at = piece, end = piece + PIECE; at < end; at += width) {
        const d = abs(this.sample(at) - this.sample(at - <usize>this.stride));
        bits += 32 - clz(d) + i32(d != 0);
      }
    }
    return bits;
  }

  private score(distance: i32): i32 {
    return load<i32>(this.farScores + ((<usize>distance) << 2));
  }

  private nearScore(distance: i32): i32 {
    return load<i32>(this.nearScores + ((<usize>distance) << 2));
  }

  /** How much the pieces differ from what stands `distance` bytes before. */
  private difference(distance: i32, span: i32): i32 {
    let sum = i32x4.splat(0);
    let piece = this.history.at - PIECE;
    for (let p = 0; p < this.pieces; p++, piece -= <usize>span) {
      let part = i16x8.splat(0);
      for (let at = piece, end = piece + PIECE; at < end; at += 16) {
        const d = i8x16.sub(v128.load(at), v128.load(at - <usize>distance));
        part = i16x8.add(part, sizes<i8>(d));
      }
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(part));
    }
    return total(sum);
  }

  /**
   * How much the pieces differ from what stands `distance` bytes before, or their slopes from the slopes there, if that
   * is less: in a picture slopes tell a row from one that is a pixel longer (NW + W - N foresees a texture that leans). T is
   * i8 or i16, by the bytes of a sample.
   */
  private unlike<T>(distance: i32, span: i32): i32 {
    const near = <usize>this.stride;
    const far = <usize>distance;
    const big = this.bigFirst;
    const first = sizeof<T>() == 1 ? 0 : <usize>((this.history.count ^ this.odd) & 1);
    let values = i32x4.splat(0);
    let slopes = i32x4.splat(0);
    let piece = this.history.at - PIECE - first;
    for (let p = 0; p < this.pieces; p++, piece -= <usize>span) {
      let value = i16x8.splat(0);
      let slope = i16x8.splat(0);
      for (let at = piece, end = piece + PIECE; at < end; at += 16) {
        const v = v128.sub<T>(samples<T>(at, big), samples<T>(at - far, big));
        const there = v128.sub<T>(samples<T>(at - near, big), samples<T>(at - near - far, big));
        value = i16x8.add(value, sizes<T>(v));
        slope = i16x8.add(slope, sizes<T>(v128.sub<T>(v, there)));
      }
      values = i32x4.add(values, i32x4.extadd_pairwise_i16x8_u(value));
      slopes = i32x4.add(slopes, i32x4.extadd_pairwise_i16x8_u(slope));
    }
    return min(total(values), total(slopes));
  }

  /** The best small distance; one farther must be better by a thirty-second, and than the one in use by a sixteenth. */
  private nearest(): i32 {
    let best = 1;
    let least = this.nearScore(1);
    for (let d = 2; d <= MOST_NEAR; d++) {
      const s = this.nearScore(d);
      // What only looks like its neighbours is no record.
      const sharp = s + (s >> 3);
      if (
        s + (least >> 5) < least &&
        (d <= 4 || (sharp < this.nearScore(d - 1) && sharp < this.nearScore(d + 1)))
      ) {
        best = d;
        least = s;
      }
    }
    const now = this.nearScore(this.stride);
    return least < now - (now >> 4) ? best : this.stride;
  }

  private farther(most: i32): i32 {
    let best = 0;
    let least = i32.MAX_VALUE;
    for (let d = this.stride + this.width; d <= most; d += this.width) {
      const s = this.score(d);
      if (s + (least >> 4) < least && (d <= PEAK || this.peaks(d, s))) {
        best = d;
        least = s;
      }
    }
    const keeps = this.rowStride > this.stride && this.rowStride % this.width == 0;
    if (best == 0) return keeps ? this.rowStride : this.stride + this.width;
    if (!keeps) return best;
    const now = this.score(this.rowStride);
    return least < now - (now >> 4) ? best : this.rowStride;
  }

  private peaks(distance: i32, score: i32): bool {
    for (let k = this.width; k <= PEAK; k += this.width) {
      if (this.score(distance - k) < score || this.score(distance + k) < score) return false;
    }
    return true;
  }
}

/** Takes a score over, or moves a quarter of the way to it: one place may lean, the whole does not. */
function note(scores: usize, distance: i32, score: i32, fresh: bool): void {
  const at = scores + ((<usize>distance) << 2);
  const old = load<i32>(at);
  store<i32>(at, fresh ? score : old + ((score - old) >> 2));
}

/** Sixteen samples of one byte (T = i8), or eight of two (i16). */
function samples<T>(at: usize, bigFirst: bool): v128 {
  const v = v128.load(at);
  if (sizeof<T>() == 1 || !bigFirst) return v;
  return i8x16.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

/** The sizes of such differences, bounded: eight, or the sums of two. */
function sizes<T>(differences: v128): v128 {
  const size = v128.abs<T>(differences);
  if (sizeof<T>() == 2) return i16x8.min_u(size, i16x8.splat(i16(MOST_SAMPLE_DIFFERENCE)));
  return i16x8.extadd_pairwise_i8x16_u(i8x16.min_u(size, i8x16.splat(i8(MOST_DIFFERENCE))));
}

function total(sum: v128): i32 {
  return (
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3))
  );
}
