/** Whether bytes are FASTA or bare nucleotides, and in which form. */
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { baseTable } from './letters.js';

const LF = 10;
const CR = 13;
/** A header line begins with `>`. */
export const HEADER = 0x3e;

/** Fewer bases are not worth streams of their own. */
const LEAST_BASES = 512;

/** What is counted before bytes are taken apart. */
export interface FastaForm {
  /** Whether all lines end in CR LF, not in LF. */
  readonly crlf: boolean;
  /** Whether the bases are those of RNA: U instead of T. */
  readonly rna: boolean;
  /** Bytes of a line that was cut off by the beginning of the bytes and is no sequence. */
  readonly lead: number;
  /** Letters of a whole line. */
  readonly width: number;
  readonly bases: number;
}

/** One line: its first byte, the end of its text, and the end of its line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The line at `start`. The last one may have no line end. */
export function lineAt(bytes: Uint8Array, start: number, crlf: boolean): Line {
  const found = bytes.indexOf(LF, start);
  if (found < 0) return { start, end: bytes.length, next: bytes.length };
  return { start, end: crlf ? found - 1 : found, next: found + 1 };
}

/** 1: a base of both alphabets; 2: T; 3: U; 4: a letter N; 0: others. */
const CLASS = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(256);
  const [dna, rna] = [baseTable(false), baseTable(true)];
  for (let byte = 0; byte < 256; byte++)
    table[byte] = dna[byte] ? (rna[byte] ? 1 : 2) : rna[byte] ? 3 : 0;
  table[0x4e] = 4;
  table[0x6e] = 4;
  return table;
}

/** The form; undefined when the bytes are something else, which the first kilobytes of most data show. */
export function* fastaForm(bytes: Uint8Array): Stepwise<FastaForm | undefined> {
  const first = bytes.indexOf(LF, 1);
  const crlf = bytes[first - 1] === CR;
  const counts = new Float64Array(5);
  let lead = bytes[0] === LF ? 1 : 0;
  let width = 0;
  let votes = 0;
  let steps = 0;
  for (let at = lead; at < bytes.length; ) {
    const { start, end, next } = lineAt(bytes, at, crlf);
    if (crlf && bytes[next - 1] === LF && bytes[next - 2] !== CR) return undefined;
    at = next;
    steps += next - start;
    if (steps >= STEP_BYTES) yield;
    steps %= STEP_BYTES;
    if (bytes[start] === HEADER) continue;
    const others = counts[0] as number;
    for (let i = start; i < end; i += STEP_BYTES) {
      if (i > start) yield;
      countClasses(bytes.subarray(i, Math.min(end, i + STEP_BYTES)), counts);
      if (start > 0 && isOther(counts)) return undefined;
    }
    if (start === 0 && 4 * ((counts[0] as number) - others) > end) {
      lead = next;
      counts.fill(0);
      continue;
    }
    if (isOther(counts)) return undefined;
    // The majority vote of Boyer and Moore.
    if (votes === 0) width = end - start;
    votes += width === end - start ? 1 : -1;
  }
  const [, both = 0, t = 0, u = 0] = counts;
  const bases = both + Math.max(t, u);
  return bases < LEAST_BASES ? undefined : { crlf, rna: u > t, lead, width, bases };
}

function countClasses(bytes: Uint8Array, counts: Float64Array): void {
  for (let i = 0; i < bytes.length; i++) {
    const of = CLASS[bytes[i] as number] as number;
    counts[of] = (counts[of] as number) + 1;
  }
}

/** Whether the letters counted so far are not those of nucleotides. */
function isOther([other = 0, both = 0, t = 0, u = 0, n = 0]: Float64Array): boolean {
  return 8 * (other + Math.min(t, u)) > both + t + u + n + 1024;
}
