/**
 * Where an archive of a learning network stands, as a file: lengths of the parts (u32, little-endian), JSON, the archive so
 * far, the symbols decoded so far, the trainer.
 */
import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { writeAtomic } from '../data/atomic-file.js';
import { readFile } from '../data/read-file.js';
import { LabError } from '../errors.js';

const PROGRESS = v.object({
  side: v.picklist(['encoder', 'decoder']),
  /** Batches done by this side. */
  batch: v.number(),
  /** The range coder's state. */
  coder: v.array(v.number()),
  /** Bits of the predictions of all symbols encoded so far. */
  ideal: v.number(),
  /** The same since the last point of the curve, and how many symbols. */
  since: v.object({ bits: v.number(), count: v.number() }),
  /** Symbols encoded, and their bits a symbol since the point before. */
  curve: v.array(v.object({ symbols: v.number(), bits: v.number() })),
  encodeSeconds: v.number(),
  decodeSeconds: v.number(),
});

/** Changed in place while an archive is made. */
export type ArchiveProgress = v.InferOutput<typeof PROGRESS>;

export interface ArchiveCheckpoint {
  readonly progress: ArchiveProgress;
  /** The archive; the encoder's part of it so far. */
  readonly bytes: Uint8Array;
  /** Symbols at their positions; empty for the encoder. */
  readonly decoded: Uint8Array;
  /** Trainer.save(). */
  readonly trainer: Uint8Array;
}

/** Replaces the file as a whole. */
export function writeCheckpoint(path: string, checkpoint: ArchiveCheckpoint): void {
  const { progress, bytes, decoded, trainer } = checkpoint;
  const parts = [new TextEncoder().encode(JSON.stringify(progress)), bytes, decoded, trainer];
  const lengths = new DataView(new ArrayBuffer(4 * parts.length));
  for (const [i, part] of parts.entries()) lengths.setUint32(4 * i, part.length, true);
  writeAtomic(path, [new Uint8Array(lengths.buffer), ...parts]);
}

/** Undefined if there is no file. Throws LabError for one that is damaged. */
export function readCheckpoint(path: string): ArchiveCheckpoint | undefined {
  if (!existsSync(path)) return undefined;
  const file = readFile(path);
  try {
    let at = 16;
    const [json, bytes, decoded, trainer] = [0, 4, 8, 12].map((place) => {
      const length = file.readUInt32LE(place);
      at += length;
      return new Uint8Array(file.subarray(at - length, at));
    }) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    if (at !== file.length) throw new Error('parts are missing');
    const progress = v.parse(PROGRESS, JSON.parse(new TextDecoder().decode(json)));
    return { progress, bytes, decoded, trainer };
  } catch (error) {
    throw new LabError(`${path} is damaged: ${(error as Error).message}`);
  }
}
