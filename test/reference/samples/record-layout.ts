/** NUMERICS.md, section 20: the distances at which the history resembles itself. All integers. */
import { digits, type History } from '../history.js';

const LONGEST_STRIDE = 32;
const LONGEST_ROW = 8192;
const FIRST_DETECTION = 2048;
/** Bytes between later detections. */
const EVERY = 65536;
const PIECE = 128;
/** The largest sizes of a difference of bytes and of samples of two bytes that count. */
const MOST_BYTE = 40;
const MOST_WORD = 512;
/** A row differs less than the distances so many bytes around it. */
const PEAK = 8;

/** A difference modulo 2^8 or 2^16 as a signed number, its size bounded. */
const smallByte = (v: number): number => Math.min(MOST_BYTE, Math.abs((v << 24) >> 24));
const smallWord = (v: number): number => Math.min(MOST_WORD, Math.abs((v << 16) >> 16));

/** The pieces that are compared: where the last one begins, how many, and from one to the one before. */
interface Pieces {
  readonly count: number;
  readonly span: number;
}

export class RecordLayout {
  stride = 1;
  rowStride = 17;
  phase = 0;
  column = 0;
  width = 1;
  odd = 0;
  big = 0;
  signed = 0;
  rows = 0;
  changes = 0;
  private next = FIRST_DETECTION;
  private readonly strideScores = new Int32Array(LONGEST_STRIDE + 2);
  private readonly rowScores = new Int32Array(LONGEST_ROW + 2 * PEAK + 1);
  /** Stride and sample format at the last detection. */
  private scored = '';

  constructor(private readonly history: History) {}

  beginByte(): void {
    this.phase = this.phase + 1 >= this.stride ? 0 : this.phase + 1;
    this.column = this.column + 1 >= this.rowStride ? 0 : this.column + 1;
    if (this.history.count < this.next) return;
    this.detect();
    this.next += Math.min(this.next, EVERY);
  }

  /** The sample at a place, counted from 0. */
  sample(place: number): number {
    return this.width === 1
      ? (this.history.bytes[place] as number)
      : this.word(place) ^ (this.signed << 15);
  }

  /** The number of 16 bits at a place. */
  private word(place: number): number {
    const { bytes } = this.history;
    const [a, b] = [bytes[place] as number, bytes[place + 1] as number];
    return this.big ? 256 * a + b : a + 256 * b;
  }

  private get format(): number {
    return this.width === 1 ? 0 : 1 + 2 * this.odd + 4 * this.big + 8 * this.signed;
  }

  private set format(format: number) {
    this.width = format === 0 ? 1 : 2;
    this.odd = (format >> 1) & 1;
    this.big = (format >> 2) & 1;
    this.signed = format >> 3;
  }

  private get found(): string {
    return `${this.stride} ${this.format} ${this.rows ? this.rowStride : 0}`;
  }

  private detect(): void {
    const { count } = this.history;
    const was = this.found;
    const isYoung = count <= EVERY;
    const pieces = isYoung ? 32 : 16;
    const span = Math.floor(Math.min(count >> 1, EVERY) / pieces) & ~1;
    this.findStride({ count: pieces, span }, isYoung);
    if (this.stride % 2 === 1) this.format = 0;
    else this.findFormat({ count: pieces, span });
    this.findRowStride({ count: pieces, span }, isYoung);
    const { stride, rowStride } = this;
    this.phase = count % stride;
    this.column = count % rowStride;
    this.rows = Number(rowStride > 4 * stride && this.row(rowStride) <= this.row(2 * stride));
    if (was !== this.found) this.changes++;
  }

  /** The sum of what is counted at the places of all pieces, `width` bytes apart, `early` bytes before. */
  private sum(pieces: Pieces, width: number, early: number, of: (place: number) => number): number {
    let sum = 0;
    for (let i = 0; i < pieces.count; i++) {
      const first = this.history.count - PIECE - early - i * pieces.span;
      for (let place = first; place < first + PIECE; place += width) sum += of(place);
    }
    return sum;
  }

  private findStride(pieces: Pieces, isYoung: boolean): void {
    const { strideScores: scores, history } = this;
    const { bytes } = history;
    const score = (d: number) => scores[d] as number;
    for (let d = 1; d <= LONGEST_STRIDE + 1; d++) {
      const difference = (p: number) => smallByte((bytes[p] as number) - (bytes[p - d] as number));
      note(scores, d, this.sum(pieces, 1, 0, difference) * weight(pieces), isYoung);
    }
    let best = 1;
    let least = score(1);
    for (let d = 2; d <= LONGEST_STRIDE; d++) {
      const s = score(d);
      const sharp = s + (s >> 3);
      const isPeak = d <= 4 || (sharp < score(d - 1) && sharp < score(d + 1));
      if (s + (least >> 5) < least && isPeak) [best, least] = [d, s];
    }
    const now = score(this.stride);
    if (least < now - (now >> 4)) this.stride = best;
  }

  private findFormat(pieces: Pieces): void {
    const { history, stride, format: now } = this;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const format of [0, 1, 3, 5, 7, 9, 11, 13, 15]) {
      this.format = format;
      let s = this.sum(pieces, this.width, (history.count ^ this.odd) & 1, (p) => {
        const e = Math.abs(this.sample(p) - this.sample(p - stride));
        return digits(e) + Number(e !== 0);
      });
      if (format === 0) s += s >> 3;
      if (format === now) s -= s >> 5;
      if (s < least) [best, least] = [format, s];
    }
    this.format = best;
  }

  private row(distance: number): number {
    return this.rowScores[distance] as number;
  }

  private findRowStride(pieces: Pieces, isYoung: boolean): void {
    const { stride, width, rowStride } = this;
    const most = Math.min(LONGEST_ROW, Math.floor(this.history.count / 3));
    const samples = `${stride} ${this.format}`;
    const isFresh = isYoung || samples !== this.scored;
    this.scored = samples;
    for (let d = width; d <= most + PEAK; d += width)
      note(this.rowScores, d, this.difference(d, pieces) * weight(pieces), isFresh);
    let best = 0;
    let least = 2 ** 31 - 1;
    for (let d = stride + width; d <= most; d += width) {
      const s = this.row(d);
      if (s + (least >> 4) < least && (d <= PEAK || this.isPeak(d, s))) [best, least] = [d, s];
    }
    const keeps = rowStride > stride && rowStride % width === 0;
    const now = this.row(rowStride);
    if (best === 0) this.rowStride = keeps ? rowStride : stride + width;
    else if (!keeps || least < now - (now >> 4)) this.rowStride = best;
  }

  /** How much values differ from those at the distance, or slopes, if that is less. */
  private difference(distance: number, pieces: Pieces): number {
    const { history, stride, width } = this;
    const { bytes } = history;
    const small = width === 1 ? smallByte : smallWord;
    const x = width === 1 ? (p: number) => bytes[p] as number : (p: number) => this.word(p);
    const value = (p: number) => x(p) - x(p - distance);
    const early = width === 1 ? 0 : (history.count ^ this.odd) & 1;
    return Math.min(
      this.sum(pieces, width, early, (p) => small(value(p))),
      this.sum(pieces, width, early, (p) => small(value(p) - value(p - stride))),
    );
  }

  private isPeak(distance: number, score: number): boolean {
    for (let k = this.width; k <= PEAK; k += this.width)
      if (this.row(distance - k) < score || this.row(distance + k) < score) return false;
    return true;
  }
}

/** What makes a sum over fewer pieces a score like those over 32. */
const weight = ({ count }: Pieces): number => 32 / count;

/** Takes a score, or a quarter of the way to it. */
function note(scores: Int32Array, distance: number, score: number, isFresh: boolean): void {
  const old = scores[distance] as number;
  scores[distance] = isFresh ? score : old + ((score - old) >> 2);
}
