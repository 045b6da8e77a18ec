/** A file as a sequence of symbols. */
import { LabError } from '../errors.js';
import { readFile } from './read-file.js';
import { readInfo, type SourceInfo } from './source-info.js';
import { symbolsOf, unpackedBits } from './vocabulary.js';

/** Longest sequence: counts of a coder must not overflow, and all of it is held in memory. */
export const MAX_SYMBOLS = 2 ** 27;

export interface Sequence {
  /** The file's bytes. */
  readonly bytes: Uint8Array;
  /** Symbols, 0 to alphabetSize - 1; at least one. */
  readonly symbols: Uint8Array;
  /** 1 to 256. */
  readonly alphabetSize: number;
  /** The byte of each symbol. Undefined: eight binary symbols are a byte. */
  readonly codes: Uint8Array | undefined;
  /** What made the file, if a JSON beside it says so. */
  readonly info: SourceInfo | undefined;
}

/**
 * Reads a file. Without a JSON beside it a byte is a symbol, and the bytes that occur, in their order, are the alphabet.
 * Throws LabError for a file that is empty, too long, or not what the JSON says.
 */
export function readSequence(path: string): Sequence {
  const bytes = readFile(path);
  if (bytes.length === 0) throw new LabError(`${path} is empty`);
  const info = readInfo(path);
  const bits = info?.format === 'bits';
  const length = bits ? info.length : bytes.length;
  if (length > MAX_SYMBOLS)
    throw new LabError(`${path}: ${length} symbols are more than ${MAX_SYMBOLS}`);
  const expected = bits ? Math.ceil(length / 8) : (info?.length ?? length);
  if (bytes.length !== expected)
    throw new LabError(`${path}: ${bytes.length} bytes, the JSON beside it says ${expected}`);
  if (bits)
    return { bytes, symbols: unpackedBits(bytes, length), alphabetSize: 2, codes: undefined, info };
  if (info === undefined) return sequenceOf(bytes, path);
  const codes = codesOf(info);
  const symbols = symbolsOf(path, bytes, codes, 'the alphabet of the JSON beside it');
  return { bytes, symbols, alphabetSize: codes.length, codes, info };
}

/**
 * Bytes as a sequence: a byte is a symbol, and the bytes that occur, in their order, are the alphabet.
 *
 * @param path For messages.
 */
export function sequenceOf(bytes: Uint8Array, path: string): Sequence {
  const codes = occurring(bytes);
  const symbols = symbolsOf(path, bytes, codes, 'the alphabet');
  return { bytes, symbols, alphabetSize: codes.length, codes, info: undefined };
}

/** The bytes of a file with these symbols: inverse of reading it. */
export function fileBytes(symbols: Uint8Array, codes: Uint8Array | undefined): Uint8Array {
  if (codes !== undefined) return symbols.map((symbol) => codes[symbol] as number);
  const bytes = new Uint8Array(Math.ceil(symbols.length / 8));
  for (const [i, bit] of symbols.entries())
    bytes[i >>> 3] = (bytes[i >>> 3] as number) | (bit << (7 - (i & 7)));
  return bytes;
}

function occurring(bytes: Uint8Array): Uint8Array {
  const seen = new Uint8Array(256);
  for (const byte of bytes) seen[byte] = 1;
  return Uint8Array.from(seen.keys()).filter((byte) => seen[byte] === 1);
}

function codesOf({ alphabet, alphabetSize }: SourceInfo): Uint8Array {
  return alphabet === undefined
    ? Uint8Array.from({ length: alphabetSize }, (_, symbol) => symbol)
    : new TextEncoder().encode(alphabet);
}
