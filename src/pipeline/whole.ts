/** One-shot compression and decompression of byte arrays. */
import type { Bytes, CompressOptions, DecompressOptions } from '../types.js';
import { Collector } from './collector.js';
import { compressed } from './compress.js';
import { decompressed } from './decompress.js';

/**
 * Compresses `data` into one frame. `data` must not change until the promise settles. The result counts against the
 * option `memory`.
 *
 * Rejects with INVALID_OPTION, INVALID_SPEC, NETWORK_ALPHABET, MEMORY_LIMIT, COST_LIMIT, TIME_LIMIT, ABORTED, DIVERGED or
 * ENGINE.
 */
export async function compress(
  data: Bytes,
  options: CompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const collector = new Collector('; compressChunks and CompressStream do not hold the archive');
  return collector.collect(compressed(data, options, collector));
}

/**
 * Decompresses an archive of one or more frames and returns their concatenated bytes. The result counts against the
 * option `memory`. All headers are read first: when the archive decodes to more bytes than allowed, nothing is decoded.
 * `data` must not change until the promise settles.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, NETWORK_REQUIRED, NETWORK_MISMATCH, INVALID_OPTION, MEMORY_LIMIT,
 * OUTPUT_LIMIT, COST_LIMIT, TIME_LIMIT, ABORTED, DIVERGED or ENGINE.
 */
export async function decompress(
  data: Bytes,
  options: DecompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const collector = new Collector('; decompressChunks and DecompressStream do not hold the result');
  return collector.collect(decompressed(data, options, collector));
}
