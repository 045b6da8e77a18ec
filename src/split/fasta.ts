/**
 * Nucleotides, bare or in FASTA: header lines, lengths of lines, small letters and other letters than bases are streams of
 * their own, and so are the bases.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { fastaForm, HEADER, lineAt } from './fasta-survey.js';
import { FastaWriter } from './fasta-writer.js';
import { CaseCursor, copyBases, isLetter, RunCursor } from './letters.js';
import { type Note, NumberReader } from './numbers.js';
import { spreadPlaces } from './places.js';
import type { Parts, Splitter } from './splitter.js';

const LF = 10;
const CR = 13;

/** Bits of the first parameter. */
const CRLF = 1;
const RNA = 2;
const SMALL_FIRST = 4;
const LINE_END_LAST = 8;

/** The streams, in their order. */
const [HEADERS, LAYOUT, CASES, RUNS, BASES] = [0, 1, 2, 3, 4];
const STREAMS = 5;

/** The streams of numbers may have at most this share of the bytes of the bases. */
const MOST_NUMBERS = 1 / 8;

function* split(bytes: Uint8Array<ArrayBuffer>): Stepwise<Parts | undefined> {
  const form = yield* fastaForm(bytes);
  if (!form) return undefined;
  const { crlf, rna, lead, width } = form;
  const writer = new FastaWriter(bytes, form);
  let worked = 0;
  for (let at = lead; at < bytes.length; ) {
    const { start, end, next } = lineAt(bytes, at, crlf);
    at = next;
    if (bytes[start] === HEADER) writer.header(start, next);
    else {
      writer.line(end - start);
      for (let from = start; from < end; from += STEP_BYTES) {
        if (from > start) yield;
        writer.letters(from, Math.min(end, from + STEP_BYTES));
        if (writer.numbers > MOST_NUMBERS * form.bases) return undefined;
      }
    }
    worked += next - start;
    if (worked < STEP_BYTES) continue;
    worked = 0;
    yield;
  }
  const streams = writer.take();
  const lengths = streams.map(({ length }) => length);
  const flags =
    (crlf ? CRLF : 0) +
    (rna ? RNA : 0) +
    (writer.beginsSmall ? SMALL_FIRST : 0) +
    (bytes.at(-1) === LF ? LINE_END_LAST : 0);
  const parameters = [flags, lead, width, ...lengths];
  if (!lengthsOf(parameters, bytes.length)) return undefined;
  const kinds = ['structured', 'binary', 'binary', 'binary', 'dna'] as const;
  return {
    parameters,
    parts: streams.map((stream, i) => ({
      bytes: stream,
      kind: kinds[i] ?? 'binary',
      splitters: [],
    })),
  };
}

/** See Splitter.lengths. */
function lengthsOf(parameters: readonly number[], length: number): number[] | undefined {
  const [flags = 0, lead = 0, , ...lengths] = parameters;
  const right =
    parameters.length === 3 + STREAMS &&
    flags < 2 * LINE_END_LAST &&
    lead <= (lengths[HEADERS] as number) &&
    (lengths[BASES] as number) >= 1 &&
    lengths.reduce((sum, one) => sum + one, 0) <= length;
  return right ? lengths : undefined;
}

/** Joins streams; `note` receives where their bytes went. */
class Joiner {
  readonly result: Uint8Array<ArrayBuffer>;
  /** Bytes of the result so far; more than it has where the last line end is cut off. */
  at = 0;
  private readonly crlf: boolean;
  private readonly rna: boolean;
  private readonly cases: CaseCursor;
  private readonly runs: RunCursor;
  private readonly layout: NumberReader;
  private readonly headers: NumberReader;
  private read = 0;

  constructor(
    private readonly parameters: readonly number[],
    private readonly streams: readonly Uint8Array[],
    private readonly length: number,
    private readonly note: Note | undefined,
  ) {
    this.result = newBytes(length);
    const [flags = 0] = parameters;
    this.crlf = (flags & CRLF) !== 0;
    this.rna = (flags & RNA) !== 0;
    this.cases = new CaseCursor(streams[CASES] as Uint8Array, (flags & SMALL_FIRST) !== 0);
    this.runs = new RunCursor(streams[RUNS] as Uint8Array);
    this.layout = new NumberReader(streams[LAYOUT] as Uint8Array);
    this.headers = new NumberReader(streams[HEADERS] as Uint8Array);
  }

  /** The bytes; undefined when the streams are none that the splitter makes of so many. */
  *join(): Stepwise<Uint8Array<ArrayBuffer> | undefined> {
    const [, lead = 0, width = 0] = this.parameters;
    this.copyHeaders(lead);
    let worked = 0;
    while (this.at < this.length) {
      const before = this.at;
      const from = this.layout.position;
      const segment = this.layout.atEnd ? this.lastLine : this.layout.varint();
      this.note?.(LAYOUT, from, this.layout.position - from, before);
      const letters = Math.floor(segment / 4);
      if (this.layout.broken || letters < 0 || letters > this.length - this.at) return undefined;
      const whole = segment % 4 >= 2;
      if (!whole && letters > 0 && width === 0) return undefined;
      for (let left = letters; left > 0; ) {
        let line = whole ? left : Math.min(left, width);
        left -= line;
        for (; line > 0; line -= Math.min(line, STEP_BYTES)) {
          const count = Math.min(line, STEP_BYTES);
          if (!this.copyLetters(count)) return undefined;
          worked += count + 8;
          if (worked < STEP_BYTES) continue;
          worked = 0;
          yield;
        }
        this.endLine();
      }
      if (!whole && letters === 0) this.endLine();
      if (segment % 2 === 1 && !this.header()) return undefined;
      worked += Math.max(16, this.at - before - letters);
      if (worked < STEP_BYTES) continue;
      worked = 0;
      yield;
    }
    return this.isUsedUp ? this.result : undefined;
  }

  /** The number of the last line, which is not stored where the line reaches to the end. */
  private get lastLine(): number {
    const [flags = 0] = this.parameters;
    const lineEnd = (flags & LINE_END_LAST) === 0 ? 0 : this.crlf ? 2 : 1;
    const letters = this.length - this.at - lineEnd;
    return letters > 0 ? 4 * letters + 2 : -1;
  }

  private get isUsedUp(): boolean {
    const { layout, headers, cases, runs } = this;
    const atEnd = layout.atEnd && headers.atEnd && cases.atEnd && runs.atEnd;
    return atEnd && this.read === (this.streams[BASES] as Uint8Array).length;
  }

  /** Writes the next letters, at most as many as there is room for; false when a stream is broken or ends. */
  private copyLetters(count: number): boolean {
    const { cases, runs, result } = this;
    const bases = this.streams[BASES] as Uint8Array;
    if (count > this.length - this.at) return false;
    for (let left = count; left > 0; ) {
      this.settle();
      const piece = Math.min(left, cases.left, runs.left);
      if (runs.letter < 0) {
        if (piece > bases.length - this.read) return false;
        this.note?.(BASES, this.read, piece, this.at);
        copyBases(result, this.at, bases, this.read, piece, cases.small, this.rna);
        this.read += piece;
      } else {
        const small = isLetter(runs.letter) ? cases.small : 0;
        result.fill(runs.letter | small, this.at, this.at + piece);
      }
      cases.left -= piece;
      runs.left -= piece;
      this.at += piece;
      left -= piece;
    }
    return !cases.broken && !runs.broken;
  }

  private settle(): void {
    const { cases, runs } = this;
    const [caseFrom, runFrom] = [cases.position, runs.position];
    cases.settle();
    runs.settle();
    this.note?.(CASES, caseFrom, cases.position - caseFrom, this.at);
    this.note?.(RUNS, runFrom, runs.position - runFrom, this.at);
  }

  private endLine(): void {
    if (this.crlf) this.result[this.at++] = CR;
    this.result[this.at++] = LF;
  }

  /** Copies bytes of the headers as they are. */
  private copyHeaders(count: number): void {
    const headers = this.streams[HEADERS] as Uint8Array;
    const from = this.headers.position;
    this.result.set(headers.subarray(from, from + count), this.at);
    this.note?.(HEADERS, from, count, this.at);
    this.at += count;
    this.headers.position += count;
  }

  /** Copies a header line; false when there is none, or no room for it. */
  private header(): boolean {
    if (this.headers.atEnd) return false;
    const headers = this.streams[HEADERS] as Uint8Array;
    const end = headers.indexOf(LF, this.headers.position);
    const length = (end < 0 ? headers.length : end) - this.headers.position;
    if (length + (end < 0 ? 0 : 1) > this.length - this.at) return false;
    this.copyHeaders(length);
    if (end < 0) return true;
    if (this.crlf) this.result[this.at++] = CR;
    this.copyLineFeed();
    return true;
  }

  private copyLineFeed(): void {
    this.note?.(HEADERS, this.headers.position, 1, this.at);
    this.result[this.at++] = LF;
    this.headers.position++;
  }
}

/**
 * The parameters: flags, the length of a line cut off, the width of a line, and the lengths of the streams.
 */
export const fasta: Splitter = {
  id: 11,

  split,

  read(source) {
    const names = ['flags', 'length of a cut line', 'width of a line'];
    const streams = ['headers', 'lines', 'small letters', 'other letters', 'bases'];
    return [...names, ...streams.map((name) => `length of ${name}`)].map((what) =>
      source.varint(what),
    );
  },

  lengths: lengthsOf,

  join(parameters, streams, length) {
    return new Joiner(parameters, streams, length, undefined).join();
  },

  *places(parameters, whole) {
    const isMoved = (stream: number) => stream === HEADERS || stream === BASES;
    const parts = yield* split(Uint8Array.from(whole));
    return yield* spreadPlaces(whole, parts, isMoved, (streams, note) =>
      new Joiner(parameters, streams, whole.length, note).join(),
    );
  },
};
