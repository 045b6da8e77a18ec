/** The streams of FASTQ, joined. */
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { type FastqLayout, STREAM } from './fastq-layout.js';
import { IdentifierReader } from './identifiers.js';
import { RunCursor } from './letters.js';
import type { Note } from './numbers.js';

const LF = 10;
const CR = 13;
const AT = 0x40;
const PLUS = 0x2b;
const N = 0x4e;
const T = 0x54;
const U = 0x55;

export class FastqJoiner {
  private readonly result: Uint8Array<ArrayBuffer>;
  private readonly runs: RunCursor;
  private readonly bases: Uint8Array;
  private readonly qualities: Uint8Array;
  private readonly identifiers: IdentifierReader;
  /** Bytes written; of bases and of qualities, bytes read. */
  private at = 0;
  private read = 0;
  private quality = 0;
  /** Where the identifier of this record ends. */
  private identifierEnd = 0;

  /** `note` receives where the bytes of the streams went. */
  constructor(
    private readonly layout: FastqLayout,
    private readonly streams: readonly Uint8Array[],
    private readonly length: number,
    private readonly note?: Note,
  ) {
    const { types, lead } = layout;
    this.result = newBytes(length);
    const outside = streams[STREAM.outside] as Uint8Array;
    this.runs = new RunCursor(streams[STREAM.runs] as Uint8Array);
    this.bases = streams[STREAM.bases] as Uint8Array;
    this.qualities = streams[STREAM.qualities] as Uint8Array;
    const columns = streams.slice(STREAM.columns, -1);
    const first = outside.subarray(0, outside.length - lead);
    this.identifiers = new IdentifierReader(first, types, columns, (column, from, count, at) =>
      this.note?.(STREAM.columns + column, from, count, at),
    );
  }

  /** The bytes; undefined when the streams are none that the splitter makes of so many. */
  *join(): Stepwise<Uint8Array<ArrayBuffer> | undefined> {
    const { layout, streams, result, length, note } = this;
    const outside = streams[STREAM.outside] as Uint8Array;
    const tail = streams.at(-1) as Uint8Array;
    const first = outside.length - layout.lead;
    yield* copyBytes(result, outside.subarray(first));
    note?.(STREAM.outside, first, layout.lead, 0);
    note?.(STREAM.outside, 0, first, layout.lead + 1);
    this.at = layout.lead;
    let worked = 0;
    for (let record = 0; record < layout.records; record++) {
      const before = this.at;
      const lengthOfRead = this.beginRecord();
      if (lengthOfRead < 0) return undefined;
      for (let done = 0; done < lengthOfRead; done += STEP_BYTES) {
        if (done > 0) yield;
        if (!this.copyBases(Math.min(STEP_BYTES, lengthOfRead - done))) return undefined;
      }
      if (!this.endRecord(before, lengthOfRead)) return undefined;
      worked += this.at - before;
      if (worked < STEP_BYTES / 4) continue;
      worked = 0;
      yield;
    }
    if (!this.isUsedUp || this.at + tail.length !== length) return undefined;
    note?.(streams.length - 1, 0, tail.length, this.at);
    yield* copyBytes(result, tail, this.at);
    return result;
  }

  private get isUsedUp(): boolean {
    const { runs, identifiers, bases, qualities } = this;
    const atEnd = runs.atEnd && identifiers.isUsedUp;
    return atEnd && this.read === bases.length && this.quality === qualities.length;
  }

  /** Writes the identifier; the number of bases, or -1 where a stream ends or there is no room. */
  private beginRecord(): number {
    const { qualities, result, length } = this;
    if (this.at >= length || this.quality >= qualities.length) return -1;
    result[this.at] = AT;
    const end = this.identifiers.write(result, this.at + 1);
    if (end < 0) return -1;
    this.identifierEnd = end;
    this.at = end;
    this.endLine();
    const found = qualities.indexOf(LF, this.quality);
    const bases = (found < 0 ? qualities.length : found) - this.quality;
    return bases <= length - this.at ? bases : -1;
  }

  /** Writes the next bases, for which there is room; false where a stream is broken or ends. */
  private copyBases(count: number): boolean {
    const { runs, bases, qualities, result, layout } = this;
    for (let i = 0; i < count; i++, this.at++) {
      if (runs.left === 0) {
        const from = runs.position;
        runs.settle();
        this.note?.(STREAM.runs, from, runs.position - from, this.at);
      }
      runs.left--;
      if (runs.letter >= 0) result[this.at] = runs.letter;
      else if (qualities[this.quality + i] === layout.unknown) result[this.at] = N;
      else {
        const base = bases[this.read];
        if (base === undefined) return false;
        this.note?.(STREAM.bases, this.read, 1, this.at);
        this.read++;
        result[this.at] = layout.rna && base === T ? U : base;
      }
    }
    this.quality += count;
    return !runs.broken;
  }

  /** Writes the lines behind the bases; false where there is no room. */
  private endRecord(start: number, count: number): boolean {
    const { qualities, result, length, layout } = this;
    const end = layout.crlf ? 2 : 1;
    const from = this.quality - count;
    const repeated = layout.repeat ? this.identifierEnd - (start + 1) : 0;
    const isLast = this.quality === qualities.length;
    if (1 + repeated + 2 * end + count + (isLast ? 0 : end) > length - this.at) return false;
    this.endLine();
    result[this.at++] = PLUS;
    result.copyWithin(this.at, start + 1, start + 1 + repeated);
    this.at += repeated;
    this.endLine();
    result.set(qualities.subarray(from, this.quality), this.at);
    this.note?.(STREAM.qualities, from, count, this.at);
    this.at += count;
    if (isLast) return true;
    // Where a line ends in CR LF, its LF is the one of the stream.
    this.endLine();
    this.note?.(STREAM.qualities, this.quality, 1, this.at - 1);
    this.quality++;
    return true;
  }

  private endLine(): void {
    if (this.layout.crlf) this.result[this.at++] = CR;
    this.result[this.at++] = LF;
  }
}
