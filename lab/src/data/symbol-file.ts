/** Writing symbols to a file, piece by piece. */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { SymbolFormat } from './symbol-format.js';

/** Bytes that are written at once. */
const PIECE = 1 << 16;

/**
 * Writes `length` symbols. The file appears under its name when it is whole; until then it is called `PATH.part`, which is
 * removed if writing fails.
 *
 * @param codes The byte of each symbol; unused for `bits`.
 */
export function writeSymbols(
  path: string,
  length: number,
  next: () => number,
  format: SymbolFormat,
  codes: Uint8Array,
): void {
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  try {
    const nextByte = format === 'bits' ? packed(next, length) : () => codes[next()] as number;
    writeBytes(file, format === 'bits' ? Math.ceil(length / 8) : length, nextByte);
    closeSync(file);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeBytes(file: number, length: number, next: () => number): void {
  const piece = new Uint8Array(PIECE);
  for (let written = 0; written < length; ) {
    const size = Math.min(PIECE, length - written);
    for (let i = 0; i < size; i++) piece[i] = next();
    for (let at = 0; at < size; ) at += writeSync(file, piece, at, size - at);
    written += size;
  }
}

/** Bytes of eight binary symbols, the first in the highest bit; the last byte is filled up with zeros. */
function packed(next: () => number, length: number): () => number {
  let left = length;
  return () => {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++, left--) byte = (byte << 1) | (left > 0 ? next() : 0);
    return byte;
  };
}
