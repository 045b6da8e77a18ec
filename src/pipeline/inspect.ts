/** Lists the contents of an archive without decoding it. */
import { ArchiveReader } from '../archive/archive-reader.js';
import { ArchiveSummary, blockInfo, frameStartInfo } from '../archive/archive-summary.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { ForesayError } from '../errors.js';
import type { ArchiveInfo, ByteSource, Bytes, InspectOptions } from '../types.js';
import { unlessAborted } from '../workers/abort.js';
import { piecesOf } from './pieces.js';
import { inspectSettings } from './settings.js';
import { Turns } from './turns.js';

/**
 * Reads a whole archive and lists its frames and blocks. Verifies all checksums but those of the decoded bytes. Takes
 * time linear in the length of the archive, and a bounded amount of memory.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * ABORTED or INVALID_OPTION, or as `source` or a callback does.
 */
export async function inspect(
  source: Bytes | ByteSource,
  options: InspectOptions = {},
): Promise<ArchiveInfo> {
  const { maxListed, onFrame, onBlock, signal } = inspectSettings(options);
  throwIfAborted(signal);
  await loadChecksum();
  const reader = new ArchiveReader({ payloads: 'verify' });
  const summary = new ArchiveSummary(maxListed);
  const turns = new Turns();
  for await (const piece of untilAborted(piecesOf(source), signal)) {
    for (const event of reader.read(piece)) {
      summary.add(event);
      // The callbacks may return promises.
      if (event.type === 'frameStart' && onFrame) await onFrame(frameStartInfo(event.header));
      else if (event.type === 'block' && onBlock) await onBlock(blockInfo(event.header));
      if (!turns.due) continue;
      await turns.next();
      throwIfAborted(signal);
    }
  }
  reader.finish();
  return summary.info;
}

/** Yields the pieces. Throws ABORTED as soon as the signal fires, even while the source is waiting. */
async function* untilAborted<T>(
  pieces: AsyncGenerator<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  try {
    for (;;) {
      const next = pieces.next();
      const { done, value } = await (signal ? unlessAborted(next, signal) : next);
      if (done) return;
      yield value;
    }
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  } finally {
    // Not awaited: the source may never settle.
    pieces.return(undefined).catch(() => {});
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ForesayError('ABORTED', undefined, { cause: signal.reason });
}
