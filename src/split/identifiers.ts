/**
 * Identifiers of reads as columns: letters and digits, alternately with what stands between them. The last column is the
 * rest. A column is the same in all identifiers, a number that is stored as its difference, or text.
 */
import { isLetter } from './letters.js';
import { NumberReader, NumberWriter } from './numbers.js';

const LF = 10;
const ZERO = 0x30;

/** Most columns. */
export const MAX_COLUMNS = 24;

/** Digits of the longest number. */
const MOST_DIGITS = 15;

/** Differences from this on take more than a byte. Where they are frequent, a column is text. */
const LARGE = 64;

export const COLUMN = { constant: 0, number: 1, text: 2, padded: 3 } as const;

/** In a column of text: the value is empty. An empty line is the value before. */
const EMPTY = 1;

const isDigit = (byte: number) => byte >= ZERO && byte <= ZERO + 9;

/** The columns of an identifier: `ends[j]` is where column j ends, of `count`. */
export function findColumns(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
  ends: Uint32Array,
): void {
  let at = start;
  for (let column = 0; column < count - 1; column++) {
    const even = column % 2 === 0;
    while (at < end && (isDigit(bytes[at] as number) || isLetter(bytes[at] as number)) === even)
      at++;
    ends[column] = at;
  }
  ends[count - 1] = end;
}

/** The number of columns of an identifier, at most MAX_COLUMNS. */
export function countColumns(bytes: Uint8Array, start: number, end: number): number {
  const ends = new Uint32Array(MAX_COLUMNS);
  findColumns(bytes, start, end, MAX_COLUMNS, ends);
  return ends.subarray(0, MAX_COLUMNS - 1).filter((at) => at < end).length + 1;
}

/** The number that bytes are in decimal; -1 for other bytes, and for a longer one. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > MOST_DIGITS) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    if (!isDigit(bytes[i] as number)) return -1;
    value = 10 * value + (bytes[i] as number) - ZERO;
  }
  return value;
}

/** One column of all identifiers, before its type is chosen. */
class ColumnSurvey {
  private identifiers = 0;
  private changes = 0;
  private large = 0;
  private start = 0;
  private end = 0;
  private number = -1;
  private isPlain = true;
  private isPadded = true;

  constructor(private readonly bytes: Uint8Array) {}

  take(start: number, end: number): void {
    const { bytes } = this;
    const number = numberIn(bytes, start, end);
    const leading = end - start > 1 && bytes[start] === ZERO;
    if (number < 0 || leading) this.isPlain = false;
    if (number < 0 || (this.identifiers > 0 && end - start !== this.end - this.start))
      this.isPadded = false;
    if (this.identifiers > 0) {
      if (!same(bytes, this.start, this.end, start, end)) this.changes++;
      if (Math.abs(number - this.number) >= LARGE) this.large++;
    }
    this.identifiers++;
    this.number = number;
    this.start = start;
    this.end = end;
  }

  get type(): number {
    if (this.changes === 0) return COLUMN.constant;
    const isNear = 4 * this.large <= this.identifiers;
    if (this.isPlain && isNear) return COLUMN.number;
    return this.isPadded && isNear ? COLUMN.padded : COLUMN.text;
  }
}

function same(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b) return false;
  for (let i = 0; i < aEnd - a; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

/** All identifiers, before they are written. */
export class IdentifierSurvey {
  private readonly ends = new Uint32Array(MAX_COLUMNS);
  private readonly columns: ColumnSurvey[];

  /** `count`: the columns of the first identifier. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly count: number,
  ) {
    this.columns = Array.from({ length: count }, () => new ColumnSurvey(bytes));
  }

  take(start: number, end: number): void {
    findColumns(this.bytes, start, end, this.count, this.ends);
    let from = start;
    for (let column = 0; column < this.count; column++) {
      const to = this.ends[column] as number;
      this.columns[column]?.take(from, to);
      from = to;
    }
  }

  get types(): number[] {
    return this.columns.map(({ type }) => type);
  }
}

/** Writes the streams of the columns. */
export class IdentifierWriter {
  private readonly ends = new Uint32Array(MAX_COLUMNS);
  private readonly writers: readonly NumberWriter[];
  /** Of each column the value before: its number, and its bytes. */
  private readonly numbers: number[] = [];
  private readonly before: { start: number; end: number }[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly types: readonly number[],
  ) {
    this.writers = types.map(() => new NumberWriter());
  }

  take(start: number, end: number): void {
    const { bytes, types, ends } = this;
    findColumns(bytes, start, end, types.length, ends);
    let from = start;
    for (let column = 0; column < types.length; column++) {
      const to = ends[column] as number;
      if (types[column] !== COLUMN.constant) this.put(column, from, to);
      from = to;
    }
  }

  private put(column: number, start: number, end: number): void {
    const writer = this.writers[column] as NumberWriter;
    const before = this.before[column];
    if (this.types[column] !== COLUMN.text) {
      const number = numberIn(this.bytes, start, end);
      const difference = number - (this.numbers[column] ?? number);
      if (before) writer.varint(difference < 0 ? -2 * difference - 1 : 2 * difference);
      this.numbers[column] = number;
    } else if (before) {
      if (!same(this.bytes, before.start, before.end, start, end)) {
        if (start === end) writer.byte(EMPTY);
        for (let i = start; i < end; i++) writer.byte(this.bytes[i] as number);
      }
      writer.byte(LF);
    }
    this.before[column] = { start, end };
  }

  streams(): Uint8Array<ArrayBuffer>[] {
    return this.writers.map((writer) => writer.take());
  }
}

/** Reads a column: its first value, then those of its stream. */
class ColumnReader {
  private readonly numbers: NumberReader;
  private number: number;

  constructor(
    private readonly type: number,
    private value: Uint8Array,
    stream: Uint8Array,
  ) {
    this.numbers = new NumberReader(stream);
    this.number = numberIn(value, 0, value.length);
    if (type !== COLUMN.text && type !== COLUMN.constant && this.number < 0)
      this.numbers.broken = true;
  }

  /** Whether all of the stream is used. */
  get isUsedUp(): boolean {
    return this.numbers.atEnd && !this.numbers.broken;
  }

  /** Bytes of the stream that have been read. */
  get position(): number {
    return this.numbers.position;
  }

  /** Goes to the value of the next identifier; false where there is none. */
  advance(): boolean {
    const { type, numbers } = this;
    if (type === COLUMN.constant) return true;
    if (numbers.atEnd) return false;
    if (type === COLUMN.text) {
      const line = numbers.line();
      if (line.length > 0) this.value = line[0] === EMPTY ? line.subarray(1) : line;
      return true;
    }
    const coded = numbers.varint();
    this.number += coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
    if (numbers.broken || this.number < 0 || this.number >= 10 ** MOST_DIGITS) return false;
    if (coded > 0)
      this.value = digitsOf(this.number, type === COLUMN.padded ? this.value.length : 1);
    return true;
  }

  /** Writes the value to `at`; the end of it, or -1 where it goes beyond the target. */
  write(target: Uint8Array, at: number): number {
    const end = at + this.value.length;
    if (end > target.length) return -1;
    for (let i = 0; i < this.value.length; i++) target[at + i] = this.value[i] as number;
    return end;
  }
}

/** An integer in decimal, with zeros in front up to `width` digits. */
function digitsOf(number: number, width: number): Uint8Array {
  const digits = new Uint8Array(MOST_DIGITS);
  let at = MOST_DIGITS;
  for (let rest = number; rest > 0 || at > MOST_DIGITS - width; rest = Math.floor(rest / 10))
    digits[--at] = ZERO + (rest % 10);
  return digits.subarray(at);
}

/** Joins identifiers. `note` receives where bytes of the streams went: column, first byte, count, place. */
export class IdentifierReader {
  private readonly columns: readonly ColumnReader[];
  private identifiers = 0;

  constructor(
    first: Uint8Array,
    types: readonly number[],
    streams: readonly Uint8Array[],
    private readonly note:
      | ((column: number, from: number, count: number, at: number) => void)
      | undefined,
  ) {
    const ends = new Uint32Array(MAX_COLUMNS);
    findColumns(first, 0, first.length, types.length, ends);
    this.columns = types.map((type, i) => {
      const value = first.subarray(i === 0 ? 0 : ends[i - 1], ends[i]);
      return new ColumnReader(type, value, streams[i] as Uint8Array);
    });
  }

  get isUsedUp(): boolean {
    return this.columns.every(({ isUsedUp }) => isUsedUp);
  }

  /** Writes the next identifier to `at`; the end of it, or -1 where the streams have none or it finds no room. */
  write(target: Uint8Array, at: number): number {
    let end = at;
    for (const [i, column] of this.columns.entries()) {
      const from = column.position;
      if (this.identifiers > 0 && !column.advance()) return -1;
      this.note?.(i, from, column.position - from, end);
      end = column.write(target, end);
      if (end < 0) return -1;
    }
    this.identifiers++;
    return end;
  }
}
