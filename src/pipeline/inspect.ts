/** What an archive says about itself, read without decoding. */
import { ArchiveReader } from '../archive/archive-reader.js';
import { ArchiveSummary, blockInfo, frameStartInfo } from '../archive/archive-summary.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { ForesayError } from '../errors.js';
import type { ArchiveInfo, ByteSource, Bytes, InspectOptions } from '../types.js';
import { unlessAborted } from '../workers/abort.js';
import { Pace } from './pace.js';
import { piecesOf } from './pieces.js';
import { inspectSettings } from './settings.js';

/**
 * Reads an archive from end to end, verifies everything but the decoded bytes, and says what it holds. The time that it
 * takes is linear in the length of the archive, and the memory is bounded.
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
  const pace = new Pace();
  for await (const piece of untilAborted(piecesOf(source), signal)) {
    for (const event of reader.read(piece)) {
      summary.add(event);
      // The callbacks may be async.
      if (event.type === 'frameStart' && onFrame) await onFrame(frameStartInfo(event.header));
      else if (event.type === 'block' && onBlock) await onBlock(blockInfo(event.header));
      if (!pace.tired) continue;
      await pace.rest();
      throwIfAborted(signal);
    }
  }
  reader.finish();
  return summary.info;
}

/** The pieces, or ABORTED as soon as the signal fires, even while the source is silent. */
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
    // Not awaited: the source may never answer.
    pieces.return(undefined).catch(() => {});
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ForesayError('ABORTED', undefined, { cause: signal.reason });
}
