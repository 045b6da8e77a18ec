/** Decompresses the frames of an archive. */
import { ArchiveReader } from '../archive/archive-reader.js';
import type { BlockHeader } from '../archive/block-header.js';
import { type Dictionary, NO_DICTIONARY } from '../codec/dictionary.js';
import { type FrameNetwork, networkForBlock } from '../codec/frame-network.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { decodeMemory } from '../codec/measure.js';
import type { ByteSource, Bytes, DecompressOptions } from '../types.js';
import type { Collector } from './collector.js';
import { dictionaryFor, nameDictionary } from './dictionary.js';
import { checkLength, extentOf } from './extent.js';
import { inOrder } from './in-order.js';
import type { BlockReport } from './meter.js';
import { nameNetwork, networkFor } from './network.js';
import { Operation } from './operation.js';
import { piecesOf, sizeOf } from './pieces.js';
import { type DecompressSettings, decompressSettings } from './settings.js';
import { Turns } from './turns.js';

/**
 * Decompresses the archive in `source` and yields its bytes in chunks. All other ways to decompress are built on it.
 *
 * The checksum of each chunk is verified before the chunk is yielded. Reading starts with the first call of next(). At
 * most `threads` + 1 blocks are in memory at any time. Breaking out of the loop stops all work.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, NETWORK_REQUIRED, NETWORK_MISMATCH, INVALID_OPTION, MEMORY_LIMIT,
 * OUTPUT_LIMIT, COST_LIMIT, TIME_LIMIT, ABORTED, DIVERGED or ENGINE, or as `source` does. The chunks yielded before an error are correct. After an error that
 * comes before the first read, closing `source` is up to the caller.
 */
export async function* decompressChunks(
  source: Bytes | ByteSource,
  options: DecompressOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* decompressed(source, options);
}

/** decompressChunks() for a caller that collects the chunks with `collector`. */
export async function* decompressed(
  source: Bytes | ByteSource,
  options: DecompressOptions,
  collector?: Collector,
): AsyncGenerator<Uint8Array, void, undefined> {
  const settings = decompressSettings(options, sizeOf(source));
  const { maxOutputBytes } = settings;
  const operation = new Operation(settings);
  const { run, budget, meter, width, signal } = operation;
  const blocks = blocksOf(source, operation, settings);
  try {
    signal.throwIfAborted();
    await loadChecksum();
    if (collector || Number.isFinite(maxOutputBytes)) {
      const extent = await extentOf(source, maxOutputBytes, signal);
      collector?.begin(budget, extent && extent.blocks > 1 ? extent.length : undefined);
    }
    const results = inOrder(
      blocks,
      width,
      async ({ payload, report, release, ...how }) => {
        const task = { type: 'decode', bytes: payload, ...how } as const;
        return { ...(await run(task, report)), report, release };
      },
      signal,
    );
    for await (const { bytes, report, release } of results) {
      report({ coded: bytes.length, produced: bytes.length });
      yield bytes;
      release();
    }
    meter.finish();
    signal.throwIfAborted();
  } finally {
    operation.close();
    // Not awaited: after a stop the source may never settle.
    blocks.return(undefined).catch(() => {});
  }
}

/** A block to decode, with its memory taken from the budget. */
interface Admitted {
  readonly header: BlockHeader;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly dictionary: Dictionary;
  readonly network: FrameNetwork | undefined;
  readonly memory: number;
  readonly report: BlockReport;
  release(): void;
}

async function* blocksOf(
  source: Bytes | ByteSource,
  { budget, meter, signal }: Operation,
  settings: DecompressSettings,
): AsyncGenerator<Admitted, void, undefined> {
  const reader = new ArchiveReader({ memory: settings.memory });
  const given = await nameDictionary(settings.dictionary);
  const givenNetwork = await nameNetwork(settings.network);
  const turns = new Turns();
  let dictionary = NO_DICTIONARY;
  let network: FrameNetwork | undefined;
  let length = 0;
  /** Bytes of the archive that the meter has counted. */
  let counted = 0;
  let open: { readonly memory: number; release(): void } | undefined;
  try {
    for await (const piece of piecesOf(source)) {
      reader.push(piece);
      for (let event = reader.next(); event; event = reader.next()) {
        if (event.type === 'frameStart') {
          checkLength(length + (event.header.size ?? 0), settings.maxOutputBytes);
          dictionary = dictionaryFor(event.header, given);
          network = networkFor(event.header, givenNetwork);
        }
        if (event.type === 'blockStart') {
          // Before the payload is read, which is part of the memory.
          length += event.header.length;
          checkLength(length, settings.maxOutputBytes);
          const memory = await decodeMemory(event.header, dictionary, network, settings.maxCost);
          open = { memory, release: await budget.take(memory, signal) };
          continue;
        }
        const weight = reader.offset - counted;
        counted = reader.offset;
        if (event.type === 'block' && open) {
          const { header, payload } = event;
          const report = meter.block(header.length, weight);
          const own = networkForBlock(header, network);
          const admitted = { header, payload, dictionary, network: own, report, ...open };
          open = undefined;
          yield admitted;
          continue;
        }
        meter.addInput(weight);
        if (turns.due) await turns.next();
      }
    }
    reader.finish();
  } finally {
    open?.release();
  }
}
