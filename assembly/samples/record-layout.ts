import { History } from '../context/history';
import { allocate } from '../memory/arena';

/** Largest stride and row stride that are searched, bytes. */
const MAX_STRIDE = 32;
const MAX_ROW_STRIDE = 8192;

/** Bytes of history before the first detection. The next follow after each doubling, then every INTERVAL bytes. */
const FIRST_DETECTION = 2048;
const INTERVAL = 65536;

/**
 * A detection compares PIECES pieces of PIECE bytes, spread evenly over the newest half of the history, at most its
 * newest INTERVAL bytes. Detections up to INTERVAL bytes compare FIRST_PIECES pieces. Scores are sums over FIRST_PIECES
 * pieces; those over fewer are scaled, so that all detections have the same weight in the running average.
 */
const PIECES = 16;
const FIRST_PIECES = 32;
const PIECE = 128;

/** Absolute differences of bytes and of samples are bounded by these, so that outliers do not decide. */
const MAX_DIFFERENCE: i32 = 40;
const MAX_SAMPLE_DIFFERENCE: i32 = 512;

/** A row stride is a local minimum of the row scores within this many bytes to both sides. */
const PEAK = 8;

/**
 * The layout of records, pixels or samples: the distances in bytes at which the history resembles itself, and the sample
 * format. Detected from the history alone.
 */
export class RecordLayout {
  /** Bytes from a sample, pixel or small record to the next: 1 to 32. */
  stride: i32 = 1;
  /** Bytes from a row, or a larger record, to the next: more than `stride`, at most 8,192. */
  rowStride: i32 = 17;
  /** Position of the next byte modulo `stride`, and modulo `rowStride`. */
  phase: i32 = 0;
  column: i32 = 0;
  /** Bytes of a sample, 1 or 2. */
  width: i32 = 1;
  /** Of samples of two bytes: 1 where they begin at odd positions, else 0. */
  odd: i32 = 0;
  /** Of samples of two bytes: whether the more significant byte comes first; whether they are signed. */
  bigFirst: bool = false;
  signed: bool = false;
  /** Whether there are rows: rowStride > 4 stride, and its score is not above that of 2 stride. */
  rows: bool = false;
  /** How often stride, sample format, or the row stride of a history with rows have changed. */
  changes: i32 = 0;
  /** Bytes of history at the next detection, and the pieces that the newest one compared. */
  private next: i32 = FIRST_DETECTION;
  private pieces: i32 = FIRST_PIECES;
  /** i32 by distance: the difference of the history from itself, of bytes for `stride`, of samples for `rowStride`. */
  private readonly strideScores: usize;
  private readonly rowScores: usize;
  /** Stride and sample format of the row scores. */
  private scoredFormat: i32 = 0;

  constructor(private readonly history: History) {
    this.strideScores = allocate((MAX_STRIDE + 2) * 4);
    this.rowScores = allocate((MAX_ROW_STRIDE + 2 * PEAK + 1) * 4);
  }

  /** Begins a byte: advances phase and column, and detects the layout where that is due. */
  beginByte(): void {
    if (++this.phase >= this.stride) this.phase = 0;
    if (++this.column >= this.rowStride) this.column = 0;
    if (this.history.count >= this.next) {
      this.detect();
      this.next += min(this.next, INTERVAL);
    }
  }

  private detect(): void {
    const count = this.history.count;
    const before = this.detected;
    const early = count <= INTERVAL;
    this.pieces = early ? FIRST_PIECES : PIECES;
    const span = (min(count >> 1, INTERVAL) / this.pieces) & ~1;
    for (let d = 1; d <= MAX_STRIDE + 1; d++)
      updateScore(this.strideScores, d, this.strideDifference(d, span), early);
    this.stride = this.bestStride();
    if ((this.stride & 1) == 0) this.detectFormat(span);
    else this.setFormat(0);
    // The pieces lie in the newest half; the bytes distance + stride before them must exist.
    const most = min(MAX_ROW_STRIDE, count / 3);
    const samples = this.stride | (this.format << 8);
    const fresh = early || samples != this.scoredFormat;
    this.scoredFormat = samples;
    for (let d = this.width; d <= most + PEAK; d += this.width) {
      const score =
        this.width == 1 ? this.rowDifference<i8>(d, span) : this.rowDifference<i16>(d, span);
      updateScore(this.rowScores, d, score, fresh);
    }
    this.rowStride = this.bestRowStride(most);
    this.phase = count % this.stride;
    this.column = count % this.rowStride;
    this.rows =
      this.rowStride > 4 * this.stride &&
      this.rowScore(this.rowStride) <= this.rowScore(2 * this.stride);
    if (before != this.detected) this.changes++;
  }

  /** The layout as a number; row stride 0 without rows. */
  private get detected(): i32 {
    return this.stride | (this.format << 8) | (this.rows ? this.rowStride << 16 : 0);
  }

  /** The first byte of a sample of two, where the second is next; of signed ones the high byte has its top bit inverted. */
  get first(): i32 {
    return i32(this.history.back(1)) ^ (this.bigFirst && this.signed ? 128 : 0);
  }

  /** The sample format as a number: 0 = one byte, else 1 | odd << 1 | bigFirst << 2 | signed << 3. */
  private get format(): i32 {
    return this.width == 1
      ? 0
      : 1 | (this.odd << 1) | (i32(this.bigFirst) << 2) | (i32(this.signed) << 3);
  }

  /** The sample at an address, 0 to 255 or 65,535: 32,768 is added to signed ones. */
  sample(at: usize): i32 {
    if (this.width == 1) return load<u8>(at);
    const v = load<u16>(at);
    return (this.bigFirst ? i32(bswap<u16>(v)) : i32(v)) ^ (i32(this.signed) << 15);
  }

  /** Chooses the sample format whose samples differ least from those `stride` before, in bits. */
  private detectFormat(span: i32): void {
    const now = this.format;
    let least = i32.MAX_VALUE;
    let best = 0;
    for (let format = 0; format < 16; format++) {
      if (format > 0 && (format & 1) == 0) continue;
      this.setFormat(format);
      let s = this.differenceBits((format >> 1) & 1, span);
      // One-byte differences miss the carries, so they count an eighth more; the format in use counts 1/32 less.
      if (format == 0) s += s >> 3;
      if (format == now) s -= s >> 5;
      if (s < least) {
        best = format;
        least = s;
      }
    }
    this.setFormat(best);
  }

  private setFormat(format: i32): void {
    this.width = format == 0 ? 1 : 2;
    this.odd = (format >> 1) & 1;
    this.bigFirst = (format & 4) != 0;
    this.signed = (format & 8) != 0;
  }

  /** Sum over the pieces of the bits of each sample's difference from the one `stride` before, the sign included. */
  private differenceBits(odd: i32, span: i32): i32 {
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

  private rowScore(distance: i32): i32 {
    return load<i32>(this.rowScores + ((<usize>distance) << 2));
  }

  /** Factor of a sum over the pieces of the newest detection that makes it a score. */
  private get scale(): i32 {
    return FIRST_PIECES / this.pieces;
  }

  private strideScore(distance: i32): i32 {
    return load<i32>(this.strideScores + ((<usize>distance) << 2));
  }

  /** Score of the bounded absolute differences of bytes from those `distance` before. */
  private strideDifference(distance: i32, span: i32): i32 {
    let sum = i32x4.splat(0);
    let piece = this.history.at - PIECE;
    for (let p = 0; p < this.pieces; p++, piece -= <usize>span) {
      let part = i16x8.splat(0);
      for (let at = piece, end = piece + PIECE; at < end; at += 16) {
        const d = i8x16.sub(v128.load(at), v128.load(at - <usize>distance));
        part = i16x8.add(part, absolute<i8>(d));
      }
      sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(part));
    }
    return sumOfLanes(sum) * this.scale;
  }

  /**
   * Score of the bounded absolute differences of samples from those `distance` before, or of the same differences of
   * slopes (a sample minus the one `stride` before), whichever is less. In a picture, slopes distinguish the row stride
   * from one that is a pixel longer. T is i8 or i16, by the bytes of a sample.
   */
  private rowDifference<T>(distance: i32, span: i32): i32 {
    const left = <usize>this.stride;
    const above = <usize>distance;
    const big = this.bigFirst;
    const first = sizeof<T>() == 1 ? 0 : <usize>((this.history.count ^ this.odd) & 1);
    let values = i32x4.splat(0);
    let slopes = i32x4.splat(0);
    let piece = this.history.at - PIECE - first;
    for (let p = 0; p < this.pieces; p++, piece -= <usize>span) {
      let value = i16x8.splat(0);
      let slope = i16x8.splat(0);
      for (let at = piece, end = piece + PIECE; at < end; at += 16) {
        const v = v128.sub<T>(samples<T>(at, big), samples<T>(at - above, big));
        const there = v128.sub<T>(samples<T>(at - left, big), samples<T>(at - left - above, big));
        value = i16x8.add(value, absolute<T>(v));
        slope = i16x8.add(slope, absolute<T>(v128.sub<T>(v, there)));
      }
      values = i32x4.add(values, i32x4.extadd_pairwise_i16x8_u(value));
      slopes = i32x4.add(slopes, i32x4.extadd_pairwise_i16x8_u(slope));
    }
    return min(sumOfLanes(values), sumOfLanes(slopes)) * this.scale;
  }

  /**
   * The stride with the lowest score. A longer one must be lower by 1/32 than a shorter one, and lower by 1/16 than the
   * one in use.
   */
  private bestStride(): i32 {
    let best = 1;
    let least = this.strideScore(1);
    for (let d = 2; d <= MAX_STRIDE; d++) {
      const s = this.strideScore(d);
      // A stride above 4 must also be lower by 1/9 than both its neighbours.
      const raised = s + (s >> 3);
      if (
        s + (least >> 5) < least &&
        (d <= 4 || (raised < this.strideScore(d - 1) && raised < this.strideScore(d + 1)))
      ) {
        best = d;
        least = s;
      }
    }
    const now = this.strideScore(this.stride);
    return least < now - (now >> 4) ? best : this.stride;
  }

  /** The row stride up to `most` with the lowest score; a longer one, or one not in use, must be lower by 1/16. */
  private bestRowStride(most: i32): i32 {
    let best = 0;
    let least = i32.MAX_VALUE;
    for (let d = this.stride + this.width; d <= most; d += this.width) {
      const s = this.rowScore(d);
      if (s + (least >> 4) < least && (d <= PEAK || this.peaks(d, s))) {
        best = d;
        least = s;
      }
    }
    const keeps = this.rowStride > this.stride && this.rowStride % this.width == 0;
    if (best == 0) return keeps ? this.rowStride : this.stride + this.width;
    if (!keeps) return best;
    const now = this.rowScore(this.rowStride);
    return least < now - (now >> 4) ? best : this.rowStride;
  }

  /** Whether no score within PEAK bytes of the distance is lower. */
  private peaks(distance: i32, score: i32): bool {
    for (let k = this.width; k <= PEAK; k += this.width) {
      if (this.rowScore(distance - k) < score || this.rowScore(distance + k) < score) return false;
    }
    return true;
  }
}

/** Sets a score, or moves it a quarter of the way: single pieces of a history may be misleading. */
function updateScore(scores: usize, distance: i32, score: i32, fresh: bool): void {
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

/** Bounded absolute values of such differences: eight of two bytes, or of one byte eight sums of two. */
function absolute<T>(differences: v128): v128 {
  const size = v128.abs<T>(differences);
  if (sizeof<T>() == 2) return i16x8.min_u(size, i16x8.splat(i16(MAX_SAMPLE_DIFFERENCE)));
  return i16x8.extadd_pairwise_i8x16_u(i8x16.min_u(size, i8x16.splat(i8(MAX_DIFFERENCE))));
}

/** The sum of the four lanes. */
function sumOfLanes(sum: v128): i32 {
  return (
    i32x4.extract_lane(sum, 0) +
    i32x4.extract_lane(sum, 1) +
    (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3))
  );
}
