import { fileBytes, type Sequence } from '../data/sequence.js';

/** A coder of symbols. Both ways are given what a header stores: how many symbols there are, and of how many kinds. */
export interface SymbolCoder {
  readonly name: string;
  encode(symbols: Uint8Array, alphabetSize: number): Uint8Array;
  /** Inverse of encode(). */
  decode(bytes: Uint8Array, alphabetSize: number, length: number): Uint8Array;
}

/** A header in front of what the coder makes, so that the result holds the whole file. */
export function encodeFile(coder: SymbolCoder, sequence: Sequence): Uint8Array {
  const { symbols, alphabetSize, codes } = sequence;
  const length = [24, 16, 8, 0].map((shift) => (symbols.length >>> shift) & 255);
  const header = [...length, alphabetSize - 1, codes === undefined ? 1 : 0, ...(codes ?? [])];
  return Buffer.concat([Uint8Array.from(header), coder.encode(symbols, alphabetSize)]);
}

/** Inverse of encodeFile(): the file's bytes. */
export function decodeFile(coder: SymbolCoder, bytes: Uint8Array): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const alphabetSize = (bytes[4] as number) + 1;
  const codes = bytes[5] === 1 ? undefined : bytes.subarray(6, 6 + alphabetSize);
  const body = bytes.subarray(6 + (codes?.length ?? 0));
  return fileBytes(coder.decode(body, alphabetSize, length), codes);
}
