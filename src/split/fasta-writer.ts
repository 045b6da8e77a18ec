/** The streams of FASTA, written line by line. */
import { newBytes } from '../bytes/new-bytes.js';
import type { FastaForm } from './fasta-survey.js';
import { baseTable, CaseWriter, RunWriter } from './letters.js';
import { NumberWriter } from './numbers.js';

const LF = 10;
const CR = 13;
const SMALL = 0x20;

/**
 * Lines are numbers: letters x 4 + 2 if they are one line, not lines of the usual width of which only the last may be
 * shorter + 1 if a header follows. No letters: an empty line, or with the 2 no line at all.
 */
const WHOLE = 2;
const HEADER_FOLLOWS = 1;
const NONE = -1;

export class FastaWriter {
  private readonly headers = new NumberWriter();
  private readonly layout = new NumberWriter();
  private readonly cases = new CaseWriter();
  private readonly runs = new RunWriter();
  private readonly bases: Uint8Array<ArrayBuffer>;
  private readonly table: Uint8Array;
  private filled = 0;
  /** The lines that have no number yet: it is NONE, or without the flag of a header. */
  private pending = NONE;
  /** Whether a line of the usual width, or a shorter one, may belong to the pending lines. */
  private open = false;
  /** Letters of the last line; 0 behind a header. */
  private last = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly form: FastaForm,
  ) {
    this.bases = newBytes(form.bases);
    this.table = baseTable(form.rna);
    for (let i = 0; i < form.lead; i++) this.headers.byte(bytes[i] as number);
  }

  get beginsSmall(): boolean {
    return this.cases.beginsSmall;
  }

  /** Bytes of the streams of numbers so far. */
  get numbers(): number {
    return this.layout.length + this.cases.length + this.runs.length;
  }

  /** Takes a header line, its line end included. */
  header(start: number, end: number): void {
    if (this.pending === NONE) this.pending = WHOLE;
    this.layout.varint(this.pending + HEADER_FOLLOWS);
    this.pending = NONE;
    this.open = false;
    this.last = 0;
    for (let i = start; i < end; i++) {
      const byte = this.bytes[i] as number;
      if (this.form.crlf && byte === CR && this.bytes[i + 1] === LF) continue;
      this.headers.byte(byte);
    }
  }

  /** Takes the length of a line of letters. */
  line(letters: number): void {
    const { width } = this.form;
    this.last = letters;
    if (this.open && letters > 0 && letters <= width) {
      this.pending += 4 * letters;
      this.open = letters === width;
      return;
    }
    if (this.pending !== NONE) this.layout.varint(this.pending);
    this.pending = 4 * letters + (letters > width ? WHOLE : 0);
    this.open = letters === width && letters > 0;
  }

  /** Takes letters of a line. */
  letters(start: number, end: number): void {
    const { bytes, table, bases, cases, runs } = this;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      const base = table[byte] as number;
      cases.put(byte);
      if (base > 0) {
        bases[this.filled++] = base;
        runs.skip();
      } else runs.put(byte >= 0x61 && byte <= 0x7a ? byte - SMALL : byte);
    }
  }

  /** The streams in their order: headers, lines, small letters, other letters, bases. */
  take(): Uint8Array<ArrayBuffer>[] {
    // The last line reaches to the end, which is known.
    const isKnown = this.last > 0 && Math.floor(this.pending / 4) === this.last;
    if (this.pending !== NONE && !isKnown) this.layout.varint(this.pending);
    return [
      this.headers.take(),
      this.layout.take(),
      this.cases.take(),
      this.runs.take(),
      this.bases,
    ];
  }
}
