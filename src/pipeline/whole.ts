/** Whole byte arrays, in one call. */
import type { Bytes, CompressOptions, DecompressOptions } from '../types.js';
import { compressChunks } from './compress.js';
import { decompressChunks } from './decompress.js';
import { piecesOf } from './pieces.js';

/**
 * Compresses `data`, which must not change meanwhile, into one frame.
 *
 * Rejects with INVALID_OPTION, INVALID_SPEC, MEMORY_LIMIT, ABORTED, DIVERGED or ENGINE.
 */
export async function compress(
  data: Bytes,
  options: CompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return gather(compressChunks(data, options));
}

/**
 * Decompresses an archive of one or more frames; the result is what they hold, one after the other.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, INVALID_OPTION, MEMORY_LIMIT, ABORTED, DIVERGED or ENGINE, and then gives nothing.
 */
export async function decompress(
  data: Bytes,
  options: DecompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return gather(decompressChunks(data, options));
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  // One alone is a decoded block, in a buffer of its own.
  if (parts.length === 1) return parts[0] as Uint8Array<ArrayBuffer>;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for await (const piece of piecesOf(parts)) {
    whole.set(piece, filled);
    filled += piece.length;
  }
  return whole;
}
