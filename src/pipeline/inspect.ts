/** What an archive says about itself, read without decoding. */
import { ArchiveReader } from '../archive/archive-reader.js';
import { ArchiveSummary } from '../archive/archive-summary.js';
import { loadChecksum } from '../engine/idle-codec.js';
import type { ArchiveInfo, ByteSource, Bytes } from '../types.js';
import { Pace } from './pace.js';
import { piecesOf } from './pieces.js';

/**
 * Reads an archive from end to end, verifies everything but the decoded bytes, and says what it holds.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC or
 * INVALID_OPTION, or as `source` does.
 */
export async function inspect(source: Bytes | ByteSource): Promise<ArchiveInfo> {
  await loadChecksum();
  const reader = new ArchiveReader({ skipPayloads: true });
  const summary = new ArchiveSummary();
  const pace = new Pace();
  for await (const piece of piecesOf(source))
    for (const event of reader.read(piece)) {
      summary.add(event);
      if (pace.tired) await pace.rest();
    }
  reader.finish();
  return summary.info;
}
