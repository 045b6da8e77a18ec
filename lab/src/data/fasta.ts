/** DNA as sequences of four symbols, from FASTA or from letters alone. */
import { LabError } from '../errors.js';
import { readFile } from './read-file.js';
import { MAX_SYMBOLS, type Sequence } from './sequence.js';

/** The letters of the symbols 0 to 3. */
export const BASES = 'ACGT';

/** The bases of a file, all records one behind the other; `bytes` has them as capital letters. */
export interface DnaSequence extends Sequence {
  /** Records of FASTA; 0 where no line begins with `>`. */
  readonly records: number;
  /** How often each other letter was left out, by the letter: `N` for an unknown base. Capital and small ones count as one. */
  readonly dropped: ReadonlyMap<string, number>;
}

const NEWLINE = 10;
const RECORD = 62;

/**
 * Reads a file. A line that begins with `>` names a record and is left out. Capital and small letters are equal; blanks and
 * ends of lines are skipped. Throws LabError if there is no base, or more than MAX_SYMBOLS.
 */
export function readDna(path: string): DnaSequence {
  const file = readFile(path);
  const symbols = new Uint8Array(file.length);
  const others = new Uint32Array(256);
  let length = 0;
  let records = 0;
  for (let i = 0; i < file.length; i++) {
    const byte = file[i] as number;
    if (byte === RECORD && (i === 0 || file[i - 1] === NEWLINE)) {
      records++;
      const end = file.indexOf(NEWLINE, i);
      i = end < 0 ? file.length : end;
      continue;
    }
    const symbol = SYMBOLS[byte] as number;
    if (symbol === OTHER) others[byte] = (others[byte] as number) + 1;
    else if (symbol !== SKIPPED) symbols[length++] = symbol;
  }
  if (length === 0) throw new LabError(`${path}: no bases (${[...BASES].join(', ')})`);
  if (length > MAX_SYMBOLS)
    throw new LabError(`${path}: ${length} bases are more than ${MAX_SYMBOLS}`);
  const codes = new TextEncoder().encode(BASES);
  const bases = symbols.slice(0, length);
  return {
    bytes: bases.map((symbol) => codes[symbol] as number),
    symbols: bases,
    alphabetSize: BASES.length,
    codes,
    info: undefined,
    records,
    dropped: byLetter(others),
  };
}

/** Entries of SYMBOLS that are no symbol. */
const SKIPPED = 4;
const OTHER = 5;

/** What each byte is: a symbol, SKIPPED or OTHER. */
const SYMBOLS = new Uint8Array(256).fill(OTHER);
for (const blank of ' \t\r\n') SYMBOLS[blank.charCodeAt(0)] = SKIPPED;
for (const [symbol, base] of [...BASES].entries())
  for (const letter of [base, base.toLowerCase()]) SYMBOLS[letter.charCodeAt(0)] = symbol;

function byLetter(counts: Uint32Array): ReadonlyMap<string, number> {
  const letters = new Map<string, number>();
  for (const [byte, count] of counts.entries()) {
    if (count === 0) continue;
    const letter = String.fromCharCode(byte).toUpperCase();
    letters.set(letter, (letters.get(letter) ?? 0) + count);
  }
  return letters;
}
