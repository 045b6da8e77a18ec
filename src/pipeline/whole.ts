/** Whole byte arrays, in one call. */
import type { Bytes, CompressOptions, DecompressOptions } from '../types.js';
import { Collector } from './collector.js';
import { compressed } from './compress.js';
import { decompressed } from './decompress.js';

/**
 * Compresses `data`, which must not change meanwhile, into one frame. The result counts against the option `memory`.
 *
 * Rejects with INVALID_OPTION, INVALID_SPEC, MEMORY_LIMIT, COST_LIMIT, TIME_LIMIT, ABORTED, DIVERGED or ENGINE.
 */
export async function compress(
  data: Bytes,
  options: CompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const collector = new Collector('; compressChunks and CompressStream do not hold the archive');
  return collector.collect(compressed(data, options, collector));
}

/**
 * Decompresses an archive of one or more frames; the result is what they hold, one after the other. It counts against
 * the option `memory`. What the headers say is looked at first: nothing is decoded of an archive that decodes to more
 * bytes than allowed.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, INVALID_OPTION, MEMORY_LIMIT, OUTPUT_LIMIT, COST_LIMIT, TIME_LIMIT,
 * ABORTED, DIVERGED or ENGINE, and then gives nothing.
 */
export async function decompress(
  data: Bytes,
  options: DecompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const collector = new Collector('; decompressChunks and DecompressStream do not hold the result');
  return collector.collect(decompressed(data, options, collector));
}
