/**
 * A file with a trainer in it: a model for `sample` and `evaluate`, or a checkpoint, which is a model with the position of
 * its training. Magic, length of the JSON (u32, little-endian), JSON, the trainer's bytes, SHA-256 of all before.
 */
import { createHash } from 'node:crypto';
import type { TrainerOptions } from 'foresay/train';
import * as v from 'valibot';
import { writeAtomic } from '../data/atomic-file.js';
import { readFile } from '../data/read-file.js';
import { LabError } from '../errors.js';
import { PROGRESS, type Progress } from './progress.js';

const MAGIC = new TextEncoder().encode('FSLAB-1\n');
const HASH_BYTES = 32;

const SCHEMA = v.object({
  /** The trainer's options; Trainer.create checks them again. */
  trainer: v.looseObject({
    symbols: v.number(),
    rows: v.number(),
    length: v.number(),
  }),
  /** The byte of each symbol; null: eight binary symbols are a byte. */
  codes: v.nullable(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)))),
  training: v.exactOptional(
    v.object({
      stride: v.number(),
      rate: v.number(),
      decay: v.number(),
      halving: v.number(),
      /** SHA-256 of the symbols that are trained, and of those of validation. */
      data: v.string(),
      validation: v.nullable(v.string()),
      progress: PROGRESS,
    }),
  ),
});

const JSON_TEXT = v.pipe(
  v.string(),
  v.parseJson(),
  SCHEMA,
  v.check(
    ({ codes, trainer }) => codes === null || codes.length === trainer.symbols,
    '"codes" has not a byte for each symbol',
  ),
);

export type SavedTraining = Omit<
  NonNullable<v.InferOutput<typeof SCHEMA>['training']>,
  'progress'
> & {
  readonly progress: Progress;
};

export interface SavedModel {
  readonly trainer: TrainerOptions & {
    readonly symbols: number;
    readonly rows: number;
    readonly length: number;
  };
  readonly codes: readonly number[] | null;
  /** Of a checkpoint. */
  readonly training?: SavedTraining;
  /** Trainer.save(). */
  readonly bytes: Uint8Array;
}

/** Replaces the file as a whole. */
export function writeModel(path: string, { bytes, ...about }: SavedModel): void {
  const json = new TextEncoder().encode(JSON.stringify(about));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length, true);
  const pieces = [MAGIC, length, json, bytes];
  writeAtomic(path, [...pieces, digestOf(pieces)]);
}

/** Reads a model or a checkpoint. Throws LabError for another file, and for one that is damaged. */
export function readModel(path: string): SavedModel {
  const file = readFile(path);
  if (!MAGIC.every((byte, i) => file[i] === byte))
    throw new LabError(`${path} is not a model of foresay-lab`);
  const end = file.length - HASH_BYTES;
  const start = MAGIC.length + 4;
  const hashed = file.subarray(0, Math.max(0, end));
  if (end < start || !file.subarray(end).equals(digestOf([hashed])))
    throw new LabError(`${path} is damaged`);
  const bodyAt = start + file.readUInt32LE(MAGIC.length);
  const about = v.safeParse(JSON_TEXT, file.subarray(start, bodyAt).toString());
  if (!about.success) throw new LabError(`${path} was made by another version of foresay-lab`);
  return {
    ...(about.output as Omit<SavedModel, 'bytes'>),
    bytes: new Uint8Array(file.subarray(bodyAt, end)),
  };
}

function digestOf(pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
