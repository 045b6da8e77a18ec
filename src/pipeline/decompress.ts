/** An archive in, the bytes of its frames out. */
import { ArchiveReader } from '../archive/archive-reader.js';
import type { BlockHeader } from '../archive/block-header.js';
import type { BlockProgress } from '../codec/block-coder.js';
import { type Dictionary, NO_DICTIONARY } from '../codec/dictionary.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { decodeMemory } from '../codec/measure.js';
import type { ByteSource, Bytes, DecompressOptions } from '../types.js';
import { inOrder } from '../workers/in-order.js';
import type { Collector } from './collector.js';
import { dictionaryFor, nameDictionary } from './dictionary.js';
import { checkLength, extentOf } from './extent.js';
import type { Part } from './meter.js';
import { Operation } from './operation.js';
import { Pace } from './pace.js';
import { piecesOf, sizeOf } from './pieces.js';
import { type DecompressSettings, decompressSettings } from './settings.js';

/**
 * Decompresses an archive as it comes; the core of every other way to decompress. Each chunk has been verified against
 * its checksum before it is given. Nothing is read before the first chunk is asked for, and at most `threads` + 1
 * blocks are held at any time. Leaving the loop over it stops all work.
 *
 * Rejects with NOT_FORESAY, TRUNCATED, CORRUPT, CHECKSUM, TRAILING_GARBAGE, UNSUPPORTED_VERSION, UNSUPPORTED_SPEC,
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, INVALID_OPTION, MEMORY_LIMIT, OUTPUT_LIMIT, COST_LIMIT, TIME_LIMIT,
 * ABORTED, DIVERGED or ENGINE, or as `source` does; the bytes given until then are right. What is refused before the
 * source is read leaves it to the caller to close.
 */
export async function* decompressChunks(
  source: Bytes | ByteSource,
  options: DecompressOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* decompressed(source, options);
}

/** As decompressChunks. The chunks go into `collector`, if there is one. */
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
      async ({ header, payload, dictionary, memory, part, release }) => {
        const task = { kind: 'decode', bytes: payload, header, dictionary, memory } as const;
        const report = ({ coded, produced, learning }: BlockProgress) =>
          part.at(coded, produced, learning);
        return { ...(await run(task, report)), part, release };
      },
      signal,
    );
    for await (const { bytes, part, release } of results) {
      part.at(bytes.length, bytes.length);
      yield bytes;
      release();
    }
    meter.finish();
    signal.throwIfAborted();
  } finally {
    operation.close();
    // Not awaited: when the work was stopped, the source may never answer.
    blocks.return(undefined).catch(() => {});
  }
}

/** A block to decode, its memory already taken from the budget. */
interface Admitted {
  readonly header: BlockHeader;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly dictionary: Dictionary;
  readonly memory: number;
  readonly part: Part;
  release(): void;
}

async function* blocksOf(
  source: Bytes | ByteSource,
  { budget, meter, signal }: Operation,
  settings: DecompressSettings,
): AsyncGenerator<Admitted, void, undefined> {
  const reader = new ArchiveReader({ memory: settings.memory });
  const given = await nameDictionary(settings.dictionary);
  const pace = new Pace();
  let dictionary = NO_DICTIONARY;
  let length = 0;
  let told = 0;
  let open: { readonly memory: number; release(): void } | undefined;
  try {
    for await (const piece of piecesOf(source)) {
      reader.push(piece);
      for (let event = reader.next(); event; event = reader.next()) {
        if (event.type === 'frameStart') {
          checkLength(length + (event.header.size ?? 0), settings.maxOutputBytes);
          dictionary = dictionaryFor(event.header, given);
        }
        if (event.type === 'blockStart') {
          // Before the payload is taken in, which is a part of the memory.
          length += event.header.length;
          checkLength(length, settings.maxOutputBytes);
          const memory = await decodeMemory(event.header, dictionary, settings.maxCost);
          open = { memory, release: await budget.take(memory, signal) };
          continue;
        }
        const weight = reader.offset - told;
        told = reader.offset;
        if (event.type === 'block' && open) {
          const { header, payload } = event;
          const part = meter.part(header.length, weight);
          const admitted = { header, payload, dictionary, part, ...open };
          open = undefined;
          yield admitted;
          continue;
        }
        meter.took(weight);
        if (pace.tired) await pace.rest();
      }
    }
    reader.finish();
  } finally {
    open?.release();
  }
}
