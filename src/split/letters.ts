/**
 * Letters of sequences: A, C, G and T in a stream of their own. Runs of other letters, and which letters are small, are
 * numbers.
 */
import { NumberReader, NumberWriter } from './numbers.js';

const SMALL = 0x20;
const NONE = -1;
const T = 0x54;
const U = 0x55;

/** Whether the byte is a letter of ASCII, small or capital. */
export function isLetter(byte: number): boolean {
  const capital = byte & ~SMALL;
  return capital >= 0x41 && capital <= 0x5a && byte < 0x80;
}

/** By byte: the capital letter of a base, 0 for all others. In RNA, U counts as T and T as no base. */
export function baseTable(rna: boolean): Uint8Array {
  const table = new Uint8Array(256);
  for (const base of rna ? 'ACGU' : 'ACGT') {
    const capital = base.charCodeAt(0);
    table[capital] = capital === U ? T : capital;
    table[capital | SMALL] = table[capital] as number;
  }
  return table;
}

/** Lengths of runs, alternately of capitals and of small letters. What is no letter belongs to the run before. */
export class CaseWriter {
  /** Whether the first letter is small. */
  beginsSmall = false;
  private readonly numbers = new NumberWriter();
  private small = NONE;
  private run = 0;

  get length(): number {
    return this.numbers.length;
  }

  /** Takes the next byte. */
  put(byte: number): void {
    const small = byte & SMALL;
    if (small !== this.small && isLetter(byte)) {
      if (this.small === NONE) this.beginsSmall = small > 0;
      else {
        this.numbers.varint(this.run);
        this.run = 0;
      }
      this.small = small;
    }
    this.run++;
  }

  /** The stream: the last run reaches to the end, and has no length. */
  take(): Uint8Array<ArrayBuffer> {
    return this.numbers.take();
  }
}

/** Runs of exceptions: how many letters are none before it, its length, its letter. */
export class RunWriter {
  private readonly numbers = new NumberWriter();
  private gap = 0;
  private run = 0;
  private letter = 0;

  get length(): number {
    return this.numbers.length;
  }

  /** The next letter is no exception. */
  skip(): void {
    if (this.run > 0) this.end();
    this.gap++;
  }

  /** The next letter is an exception. */
  put(letter: number): void {
    if (this.run > 0 && letter !== this.letter) this.end();
    this.letter = letter;
    this.run++;
  }

  private end(): void {
    this.numbers.varint(this.gap).varint(this.run).byte(this.letter);
    this.gap = 0;
    this.run = 0;
  }

  take(): Uint8Array<ArrayBuffer> {
    if (this.run > 0) this.end();
    return this.numbers.take();
  }
}

/** A stream of runs, read. Each letter before `until` is alike. */
abstract class Cursor {
  protected readonly numbers: NumberReader;
  /** Letters that are left of this run. */
  left = 0;

  constructor(bytes: Uint8Array) {
    this.numbers = new NumberReader(bytes);
  }

  get broken(): boolean {
    return this.numbers.broken;
  }

  /** Whether all runs are used. */
  get atEnd(): boolean {
    return this.numbers.atEnd && !this.broken;
  }

  /** Bytes of the stream that have been read. */
  get position(): number {
    return this.numbers.position;
  }
}

/** Reads what CaseWriter wrote. */
export class CaseCursor extends Cursor {
  /** SMALL in a run of small letters, else 0. */
  small: number;

  constructor(bytes: Uint8Array, beginsSmall: boolean) {
    super(bytes);
    this.small = beginsSmall ? 0 : SMALL;
  }

  /** Goes to the run of the next letter. */
  settle(): void {
    while (this.left === 0) {
      this.small ^= SMALL;
      this.left = this.numbers.atEnd ? Number.POSITIVE_INFINITY : this.numbers.varint();
    }
  }
}

/** Reads what RunWriter wrote. */
export class RunCursor extends Cursor {
  /** The letter of this run; -1 between runs. */
  letter = -1;
  private run = 0;
  private next = -1;

  /** Goes to the run of the next letter. */
  settle(): void {
    while (this.left === 0) {
      if (this.run > 0) {
        this.left = this.run;
        this.letter = this.next;
        this.run = 0;
        continue;
      }
      this.letter = -1;
      if (this.numbers.atEnd || this.broken) {
        this.left = Number.POSITIVE_INFINITY;
      } else {
        this.left = this.numbers.varint();
        this.run = this.numbers.varint();
        this.next = this.numbers.byte();
      }
    }
  }
}

/** Writes `count` bytes from `from` on to `at` as letters of this case, T as U in RNA. */
export function copyBases(
  target: Uint8Array,
  at: number,
  bases: Uint8Array,
  from: number,
  count: number,
  small: number,
  rna: boolean,
): void {
  for (let i = 0; i < count; i++) {
    const base = bases[from + i] as number;
    target[at + i] = (rna && base === T ? U : base) | small;
  }
}
