/** The decoded length of an archive in memory, read from its headers alone. */
import { ArchiveReader } from '../archive/archive-reader.js';
import { bytesOf } from '../bytes/view.js';
import { ForesayError } from '../errors.js';
import type { ByteSource, Bytes } from '../types.js';
import { Turns } from './turns.js';

export interface Extent {
  readonly blocks: number;
  /** Bytes that the archive decodes to. */
  readonly length: number;
}

/**
 * The extent of an archive. Undefined where the source is a stream, or where the archive is damaged; the error is then
 * left to decoding. Rejects with OUTPUT_LIMIT when the archive decodes to more than `maxLength` bytes, or with the
 * reason of `signal`. loadChecksum() must have resolved.
 */
export async function extentOf(
  source: Bytes | ByteSource,
  maxLength: number,
  signal: AbortSignal,
): Promise<Extent | undefined> {
  const bytes = bytesOf(source);
  if (!bytes) return undefined;
  const reader = new ArchiveReader({ payloads: 'skip' });
  const turns = new Turns();
  let blocks = 0;
  let length = 0;
  try {
    for (const event of reader.read(bytes)) {
      if (event.type === 'blockStart') {
        blocks++;
        length += event.header.length;
        if (length > maxLength) break;
      }
      if (!turns.due) continue;
      await turns.next();
      signal.throwIfAborted();
    }
    if (length <= maxLength) reader.finish();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  checkLength(length, maxLength);
  return { blocks, length };
}

/** Throws OUTPUT_LIMIT when `length`, the decoded length read so far, is more than `maxLength`. */
export function checkLength(length: number, maxLength: number): void {
  if (length > maxLength)
    throw new ForesayError(
      'OUTPUT_LIMIT',
      `the archive decodes to ${length} bytes or more, and ${maxLength} are allowed: raise the limit ` +
        '(option maxOutputBytes, --max-size)',
    );
}
