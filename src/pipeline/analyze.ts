/** What compressing costs, byte by byte. */
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';
import type { AnalyzeOptions, BlockAnalysis, ByteSource, Bytes } from '../types.js';
import { encodedFrame, lengthOf } from './compress.js';
import { sizeOf } from './pieces.js';
import { compressSettings } from './settings.js';

/**
 * Encodes `source` as compressChunks() does with the same options, and yields for each block what its bytes cost instead of
 * the coded bytes. Blocks come in the order of the input. The memory for the analyses counts against the option `memory`.
 *
 * Reading starts with the first call of next(). Breaking out of the loop stops all work. Rejects as compressChunks() does.
 */
export async function* analyze(
  source: Bytes | ByteSource,
  options: AnalyzeOptions = {},
): AsyncGenerator<BlockAnalysis, void, undefined> {
  const { votes = true, ...rest } = options;
  if (typeof votes !== 'boolean')
    throw new ForesayError('INVALID_OPTION', `votes must be true or false, not ${shown(votes)}`);
  const settings = compressSettings(rest, sizeOf(source));
  const tracing = votes ? 'votes' : 'bits';
  let start = 0;
  let archiveBytes = 0;
  for await (const { chunks, block } of encodedFrame(source, settings, { tracing })) {
    archiveBytes += lengthOf(chunks);
    if (!block?.trace) continue;
    const { info, trace } = block;
    const { bits, kinds } = trace;
    yield {
      start,
      bits,
      ...(trace.votes && { votes: trace.votes }),
      kinds,
      block: info,
      archiveBytes,
    };
    start += bits.length;
    archiveBytes = 0;
  }
}
