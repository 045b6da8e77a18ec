/** Compresses a source of bytes into one frame. */
import { blockInfo } from '../archive/archive-summary.js';
import type { BlockHeader } from '../archive/block-header.js';
import { FrameWriter } from '../archive/frame-writer.js';
import { type Tracing, traceMemory } from '../codec/byte-trace.js';
import { type Dictionary, NO_DICTIONARY } from '../codec/dictionary.js';
import type { BlockTrace } from '../codec/encode-block.js';
import type { FrameNetwork } from '../codec/frame-network.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { encodeMemory } from '../codec/measure.js';
import type { Kind } from '../kinds/kinds.js';
import type { BlockInfo, ByteSource, Bytes, CompressOptions } from '../types.js';
import type { Collector } from './collector.js';
import { cutBlocks } from './cut.js';
import { nameDictionary } from './dictionary.js';
import { inOrder } from './in-order.js';
import { nameNetwork } from './network.js';
import { modelsWith } from './network-models.js';
import { Operation } from './operation.js';
import { piecesOf, sizeOf } from './pieces.js';
import { type CompressSettings, compressSettings } from './settings.js';

/**
 * Compresses `source` into one frame and yields the frame in chunks. All other ways to compress are built on it.
 *
 * Reading starts with the first call of next(). At most `threads` + 1 blocks are in memory at any time. Breaking out of
 * the loop stops all work.
 *
 * Rejects with INVALID_OPTION, INVALID_SPEC, NETWORK_ALPHABET, MEMORY_LIMIT, COST_LIMIT, TIME_LIMIT, ABORTED, DIVERGED or
 * ENGINE, or as `source` does. After an error that comes before the first read, closing `source` is up to the caller.
 */
export async function* compressChunks(
  source: Bytes | ByteSource,
  options: CompressOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* compressed(source, options);
}

/** compressChunks() for a caller that collects the chunks with `collector`. */
export async function* compressed(
  source: Bytes | ByteSource,
  options: CompressOptions,
  collector?: Collector,
): AsyncGenerator<Uint8Array, void, undefined> {
  const settings = compressSettings(options, sizeOf(source));
  for await (const { chunks } of encodedFrame(source, settings, { collector }))
    yield* chunks.filter((chunk) => chunk.length > 0);
}

/** A part of a frame: its header, a block, or its end. */
export interface FramePart {
  readonly chunks: readonly Uint8Array[];
  /** Where the part is a block: what is known of it. */
  readonly block?: { readonly info: BlockInfo; readonly trace: BlockTrace | undefined };
}

/**
 * The parts of a frame that holds the bytes of `source`, in their order. The memory of a block is given back when the next
 * part is requested.
 * @param tracing What is traced of the bytes, if anything.
 */
export async function* encodedFrame(
  source: Bytes | ByteSource,
  settings: CompressSettings,
  {
    collector,
    tracing,
  }: { readonly collector?: Collector | undefined; readonly tracing?: Tracing },
): AsyncGenerator<FramePart, void, undefined> {
  const { size, blockSize, name, mtime } = settings;
  const operation = new Operation(settings);
  try {
    collector?.begin(operation.budget);
    operation.signal.throwIfAborted();
    await loadChecksum();
    // The header of a single block has the size already.
    const kept = size !== undefined && size > blockSize ? size : undefined;
    const dictionary = await nameDictionary(settings.dictionary);
    const network = await nameNetwork(settings.network);
    const writer = new FrameWriter({
      size: kept,
      name,
      mtime,
      dictionary: dictionary?.checksum,
      ...(settings.networkByHash
        ? { networkHash: network?.checksum }
        : { network: network?.bytes }),
    });
    yield* parts(source, settings, { dictionary, network }, operation, writer, tracing);
    operation.meter.finish();
    operation.signal.throwIfAborted();
  } finally {
    operation.close();
  }
}

/** What the models of a frame begin with. */
interface Beginning {
  readonly dictionary: Dictionary | undefined;
  readonly network: FrameNetwork | undefined;
}

/** The kind of data that a network alone codes: its symbols. Kinds are not detected then. */
const NETWORK_KIND: Kind = 'symbols';

// [path 2]
async function* parts(
  source: Bytes | ByteSource,
  settings: CompressSettings,
  { dictionary = NO_DICTIONARY, network }: Beginning,
  { run, budget, meter, width, signal, guarded }: Operation,
  writer: FrameWriter,
  tracing: Tracing | undefined,
): AsyncGenerator<FramePart, void, undefined> {
  const { kind, modelsFrom, blockSize, size, maxCost, onBlock } = settings;
  const models = modelsWith(settings, network);
  const isNetworkAlone = network !== undefined && modelsFrom === undefined;
  const dataKind = kind ?? (isNetworkAlone ? NETWORK_KIND : undefined);
  const length = Math.min(size ?? blockSize, blockSize);
  const choices = Object.values(models);
  const traced = tracing ? traceMemory(length, tracing) : 0;
  const memory =
    length > 0 ? (await encodeMemory(choices, length, dictionary, network, maxCost)) + traced : 0;
  const reportBlock = guarded(onBlock);
  budget.check(memory, '; a lower level or smaller blocks need less');
  meter.addOutput(writer.header.length);
  yield { chunks: [writer.header] };
  const blocks = cutBlocks(piecesOf(source), blockSize, size, () => budget.take(memory, signal));
  try {
    const results = inOrder(
      blocks,
      width,
      async ({ block, last, start, admitted: release }) => {
        const report = meter.block(block.length, block.length);
        const how = { last, start, models, dataKind, dictionary, network, memory, tracing };
        const task = { type: 'encode', bytes: block, ...how } as const;
        return { ...(await run(task, report)), report, release };
      },
      signal,
    );
    for await (const { header, kinds, bytes, check, trace, report, release } of results) {
      const chunks = writer.block(header, bytes, check);
      const info = infoWithKinds(header, kinds);
      report({ coded: header.length, produced: lengthOf(chunks) });
      reportBlock?.(info);
      yield { chunks, block: { info, trace } };
      release();
    }
    const end = writer.end();
    meter.addOutput(end.length);
    yield { chunks: [end] };
  } finally {
    // Not awaited: after a stop the source may never settle.
    blocks.return(undefined).catch(() => {});
  }
}

export function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}

function infoWithKinds(header: BlockHeader, kinds: readonly Kind[] = []): BlockInfo {
  const info = blockInfo(header);
  const streams = info.streams.map((stream, i) => {
    const kind = kinds[i];
    return kind === undefined ? stream : { ...stream, kind };
  });
  return { ...info, streams };
}
