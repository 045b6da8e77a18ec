/** Records of FASTQ: where their lines are. */

const LF = 10;
const CR = 13;
const AT = 0x40;
const PLUS = 0x2b;
const BLANK = 0x20;

/** Bytes at which a search for the first record stops: longer reads are rare. */
const FARTHEST = 1 << 21;

/** Lines at which it stops. */
const MOST_LINES = 64;

/** How the lines of all records of a block end, and what follows the `+`. */
export interface FastqForm {
  readonly crlf: boolean;
  /** Whether the identifier is repeated behind the `+`. */
  readonly repeat: boolean;
}

/** A record of `length` bases: the identifier without its `@`, and the first byte of each line. */
export interface FastqRecord {
  readonly start: number;
  readonly identifierEnd: number;
  readonly bases: number;
  readonly qualities: number;
  readonly length: number;
  /** Where the next record begins. */
  readonly next: number;
}

/** The end of the text of a line and the begin of the next; undefined for a line that ends otherwise. */
function lineEnd(
  bytes: Uint8Array,
  start: number,
  crlf: boolean,
): { readonly end: number; readonly next: number } | undefined {
  const found = bytes.indexOf(LF, start);
  if (found < 0) return undefined;
  if (!crlf) return { end: found, next: found + 1 };
  return found > start && bytes[found - 1] === CR ? { end: found - 1, next: found + 1 } : undefined;
}

/** Whether all bytes are from `least` to the last printable one. */
function isPrintable(bytes: Uint8Array, start: number, end: number, least: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < least || byte > 126) return false;
  }
  return true;
}

/** The record at `start`; undefined when there is none of this form. Its last line may lack its line end. */
export function recordAt(
  bytes: Uint8Array,
  start: number,
  { crlf, repeat }: FastqForm,
): FastqRecord | undefined {
  if (bytes[start] !== AT) return undefined;
  const identifier = lineEnd(bytes, start, crlf);
  if (!identifier || !isPrintable(bytes, start, identifier.end, BLANK)) return undefined;
  const bases = identifier.next;
  const sequence = lineEnd(bytes, bases, crlf);
  if (!sequence || bytes[sequence.next] !== PLUS) return undefined;
  const plus = lineEnd(bytes, sequence.next, crlf);
  if (!plus) return undefined;
  const repeated = plus.end - sequence.next - 1;
  if (repeated !== (repeat ? identifier.end - start - 1 : 0)) return undefined;
  for (let i = 1; i <= repeated; i++)
    if (bytes[sequence.next + i] !== bytes[start + i]) return undefined;
  const length = sequence.end - bases;
  const end = plus.next + length;
  if (end > bytes.length) return undefined;
  if (
    !isPrintable(bytes, bases, sequence.end, BLANK + 1) ||
    !isPrintable(bytes, plus.next, end, BLANK + 1)
  )
    return undefined;
  const last =
    end === bytes.length && length > 0 ? { end, next: end } : lineEnd(bytes, plus.next, crlf);
  if (!last || last.end !== end) return undefined;
  const found = { identifierEnd: identifier.end, bases, qualities: plus.next, length };
  return { start: start + 1, ...found, next: last.next };
}

/** The form and the place of the first record that another follows, or the end; undefined when none is near. */
export function firstRecord(
  bytes: Uint8Array,
): { readonly start: number; readonly form: FastqForm } | undefined {
  let start = 0;
  for (let line = 0; line < MOST_LINES && start < Math.min(bytes.length, FARTHEST); line++) {
    const found = bytes.indexOf(LF, start);
    if (found < 0) return undefined;
    if (bytes[start] === AT) {
      const crlf = bytes[found - 1] === CR;
      for (const repeat of [false, true]) {
        const record = recordAt(bytes, start, { crlf, repeat });
        if (!record) continue;
        const follows = record.next === bytes.length || bytes[record.next] === AT;
        if (follows) return { start, form: { crlf, repeat } };
      }
    }
    start = found + 1;
  }
  return undefined;
}
