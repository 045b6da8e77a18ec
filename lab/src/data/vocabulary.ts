/** Bytes of files as symbols of a vocabulary. */
import { LabError } from '../errors.js';
import { readFile } from './read-file.js';
import { readInfo } from './source-info.js';

/** What happens to symbols that are not in the vocabulary. */
export type UnknownSymbols = 'error' | 'skip';

/** The bytes of a vocabulary given as characters, symbol 0 first. Throws LabError unless they are ASCII, each once. */
export function vocabularyCodes(characters: string): Uint8Array {
  if (characters === '') throw new LabError('the vocabulary is empty');
  if (/[^\0-\x7f]/.test(characters))
    throw new LabError(
      'a vocabulary is of ASCII characters; without one, the bytes of the data are the symbols',
    );
  if (new Set(characters).size < characters.length)
    throw new LabError(`the vocabulary '${characters}' names a character twice`);
  return new TextEncoder().encode(characters);
}

/**
 * Reads a file with a vocabulary that is fixed.
 *
 * @param codes The byte of each symbol. Undefined: eight binary symbols are a byte; a JSON beside the file may say how many.
 * @returns The symbols, and how many were dropped.
 */
export function readSymbols(
  path: string,
  codes: Uint8Array | undefined,
  unknown: UnknownSymbols,
): { readonly symbols: Uint8Array; readonly dropped: number } {
  const bytes = readFile(path);
  if (bytes.length === 0) throw new LabError(`${path} is empty`);
  const info = readInfo(path);
  if ((info?.format === 'bits') !== (codes === undefined) && info !== undefined)
    throw new LabError(`${path}: the JSON beside it says ${info.format}, the vocabulary does not`);
  if (codes === undefined)
    return { symbols: unpackedBits(bytes, info?.length ?? 8 * bytes.length), dropped: 0 };
  if (unknown === 'error')
    return { symbols: symbolsOf(path, bytes, codes, 'the vocabulary'), dropped: 0 };
  const symbolOf = symbolTable(codes);
  const kept = bytes.filter((byte) => (symbolOf[byte] as number) >= 0);
  if (kept.length === 0) throw new LabError(`${path} has no symbol of the vocabulary`);
  return {
    symbols: new Uint8Array(kept).map((byte) => symbolOf[byte] as number),
    dropped: bytes.length - kept.length,
  };
}

/** The symbol of each byte. Throws LabError for the first byte that is not in `what`. */
export function symbolsOf(
  path: string,
  bytes: Uint8Array,
  codes: Uint8Array,
  what: string,
): Uint8Array {
  const symbolOf = symbolTable(codes);
  const position = bytes.findIndex((byte) => (symbolOf[byte] as number) < 0);
  if (position >= 0)
    throw new LabError(
      `${path}: ${byteText(bytes[position] as number)} at position ${position} is not in ${what}`,
    );
  return new Uint8Array(bytes).map((byte) => symbolOf[byte] as number);
}

/** The first `length` bits, the highest of a byte first. */
export function unpackedBits(bytes: Uint8Array, length: number): Uint8Array {
  const bit = (i: number) => ((bytes[i >>> 3] as number) >>> (7 - (i & 7))) & 1;
  const symbols = new Uint8Array(length);
  for (let i = 0; i < length; i++) symbols[i] = bit(i);
  return symbols;
}

function symbolTable(codes: Uint8Array): Int16Array {
  const symbolOf = new Int16Array(256).fill(-1);
  for (const [symbol, code] of codes.entries()) symbolOf[code] = symbol;
  return symbolOf;
}

/** `symbol 'c' (byte 99)`, or `byte 10`. */
function byteText(byte: number): string {
  const printable = byte >= 0x20 && byte < 0x7f;
  return printable ? `symbol '${String.fromCharCode(byte)}' (byte ${byte})` : `byte ${byte}`;
}
