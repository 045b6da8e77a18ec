/** An archive in, the bytes of its frames out. */
import { ArchiveReader } from '../archive/archive-reader.js';
import type { BlockHeader } from '../archive/block-header.js';
import type { Reached } from '../engine/block-coder.js';
import { type Dictionary, NO_DICTIONARY } from '../engine/dictionary.js';
import { loadChecksum } from '../engine/idle-codec.js';
import { inOrder } from '../engine/in-order.js';
import { decodeMemory } from '../engine/measure.js';
import type { ByteSource, Bytes, DecompressOptions } from '../types.js';
import { dictionaryFor, nameDictionary } from './dictionary.js';
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
 * DICTIONARY_REQUIRED, DICTIONARY_MISMATCH, INVALID_OPTION, MEMORY_LIMIT, ABORTED, DIVERGED or ENGINE, or as `source` does; the bytes given until then are right.
 */
export async function* decompressChunks(
  source: Bytes | ByteSource,
  options: DecompressOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const settings = decompressSettings(options, sizeOf(source));
  const operation = new Operation(settings);
  const { crew, meter, width, signal } = operation;
  const blocks = blocksOf(source, operation, settings);
  try {
    signal.throwIfAborted();
    await loadChecksum();
    const results = inOrder(
      blocks,
      width,
      async ({ header, payload, dictionary, memory, part, release }) => {
        const task = { kind: 'decode', bytes: payload, header, dictionary, memory } as const;
        const report = ({ coded, produced, learning }: Reached) =>
          part.at(coded, produced, learning);
        return { ...(await crew.run(task, report)), part, release };
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
  let dictionary = NO_DICTIONARY;
  const pace = new Pace();
  let told = 0;
  for await (const piece of piecesOf(source)) {
    reader.push(piece);
    for (let event = reader.next(); event; event = reader.next()) {
      const weight = reader.offset - told;
      told = reader.offset;
      if (event.type === 'frameStart') dictionary = dictionaryFor(event.header, given);
      if (event.type !== 'block') {
        meter.took(weight);
        if (pace.tired) await pace.rest();
        continue;
      }
      const { header, payload } = event;
      const memory = await decodeMemory(header, dictionary, settings.maxCost);
      const release = await budget.take(memory, signal);
      const part = meter.part(header.length, weight);
      yield { header, payload, dictionary, memory, part, release };
    }
  }
  reader.finish();
}
