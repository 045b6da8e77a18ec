/**
 * Archives by networks, decoded and compared. B rows read B pieces of the sequence in lockstep; encoder and decoder run the
 * same trainer. The network learns while it codes, and the decoder gets nothing but the archive; or it was trained before
 * and learns no more, and the decoder gets its parameters as well.
 */
import { Trainer, type TrainerOptions } from 'foresay/train';
import { RangeDecoder, RangeEncoder } from '../baselines/range-coder.js';
import { CoderError } from '../errors.js';
import { openModel } from '../training/open-model.js';
import type { BatchShape } from '../training/rows.js';
import type { SavedModel } from '../training/saved-model.js';
import {
  type ArchiveCheckpoint,
  type ArchiveProgress,
  readCheckpoint,
} from './archive-checkpoint.js';
import {
  type ArchiveHeader,
  headerBytes,
  type OnlineSchedule,
  readHeader,
} from './archive-header.js';
import { lockstep, type Network, type Task } from './lockstep.js';

/** Options of the trainer. Dropout and zoneout must be off: a prediction that is coded has to be the best one. */
export type OnlineTrainer = Omit<TrainerOptions, 'symbols' | 'dropout' | 'zoneout'>;

export interface OnlineHooks {
  readonly signal?: AbortSignal | undefined;
  /** Points of the learning curve: symbols encoded, and bits a symbol since the point before. Those before come again after a resumption. */
  readonly onPoint?: (point: { readonly symbols: number; readonly bits: number }) => void;
  /** A file from which an interrupted run goes on. It is written when the signal ends the run, and once a minute. */
  readonly checkpoint?: string | undefined;
}

export interface OnlineArchive {
  /** Bits of the archive. */
  readonly bits: number;
  readonly bytes: Uint8Array;
  /** Sum of -log2 p of the symbols, before the probabilities became integers. */
  readonly ideal: number;
  /** Of the encoder. */
  readonly seconds: number;
  /** Of the decoder. */
  readonly decodeSeconds: number;
}

/** Symbols as numbers from 0 to alphabetSize - 1. */
interface Symbols {
  readonly symbols: Uint8Array;
  readonly alphabetSize: number;
}

/**
 * Encodes, decodes and compares with a network that learns while it codes. Throws CoderError if the decoded symbols differ,
 * Interrupted when the signal ends it, LabError for a damaged checkpoint, and what Trainer throws.
 */
export function onlineArchive(
  sequence: Symbols,
  options: OnlineTrainer,
  schedule: OnlineSchedule,
  hooks: OnlineHooks = {},
): Promise<OnlineArchive> {
  const { symbols, alphabetSize } = sequence;
  const { threads, ...rest } = options;
  return archiveBy(
    { count: symbols.length, options: { ...rest, symbols: alphabetSize }, schedule },
    (header) => {
      const { rate, halving = Number.POSITIVE_INFINITY } = header.schedule;
      return {
        open: () => Trainer.create({ ...header.options, threads }),
        training: true,
        finish: (trainer, steps, batch) => trainer.learn(steps, rate / (1 + batch / halving)),
      };
    },
    sequence,
    hooks,
  );
}

/** As onlineArchive(), with a trained network that learns no more. The parameters are not in the archive. */
export function trainedArchive(
  sequence: Symbols,
  model: SavedModel,
  shape: BatchShape,
  hooks: OnlineHooks = {},
): Promise<OnlineArchive> {
  return archiveBy(
    { count: sequence.symbols.length, options: shape, schedule: { rate: 0 } },
    ({ options }) => ({
      open: () => openModel(model, options as BatchShape),
      training: false,
      finish: (trainer, steps) => trainer.carry(steps),
    }),
    sequence,
    hooks,
  );
}

async function archiveBy(
  header: ArchiveHeader,
  networkOf: (header: ArchiveHeader) => Network,
  { symbols, alphabetSize }: Symbols,
  { signal, checkpoint, onPoint }: OnlineHooks,
): Promise<OnlineArchive> {
  const begin = headerBytes(header);
  const taskOf = (read: ArchiveHeader): Task => ({
    network: networkOf(read),
    alphabetSize,
    count: read.count,
    signal,
    checkpoint,
  });
  const saved = checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
  const progress = saved?.progress ?? initialProgress();
  for (const point of progress.curve) onPoint?.(point);
  const coded =
    progress.side === 'decoder' && saved !== undefined
      ? saved.bytes
      : await encode(symbols, taskOf(header), progress, saved, onPoint);
  const bytes = new Uint8Array(Buffer.concat([begin, coded]));
  const decoded = await decode(taskOf(readHeader(bytes)), progress, coded, saved);
  if (Buffer.compare(decoded, symbols) !== 0)
    throw new CoderError('the decoded symbols are not those of the sequence');
  const { ideal, encodeSeconds, decodeSeconds } = progress;
  return { bits: 8 * bytes.length, bytes, ideal, seconds: encodeSeconds, decodeSeconds };
}

function initialProgress(): ArchiveProgress {
  return {
    side: 'encoder',
    batch: 0,
    coder: [],
    ideal: 0,
    since: { bits: 0, count: 0 },
    curve: [],
    encodeSeconds: 0,
    decodeSeconds: 0,
  };
}

async function encode(
  symbols: Uint8Array,
  task: Task,
  progress: ArchiveProgress,
  saved: ArchiveCheckpoint | undefined,
  onPoint: OnlineHooks['onPoint'],
): Promise<Uint8Array> {
  const encoder =
    saved === undefined ? new RangeEncoder() : RangeEncoder.restore(progress.coder, saved.bytes);
  await lockstep(task, progress, saved, {
    code(scale, position) {
      const symbol = symbols[position] as number;
      scale.encode(encoder, symbol);
      return symbol;
    },
    finished(bits, coded, count) {
      const { since, curve } = progress;
      progress.ideal += bits;
      since.bits += bits;
      since.count += count;
      if (since.count < pointDistance(coded, symbols.length) && coded < symbols.length) return;
      const point = { symbols: coded, bits: since.bits / since.count };
      curve.push(point);
      progress.since = { bits: 0, count: 0 };
      onPoint?.(point);
    },
    worked(seconds) {
      progress.encodeSeconds += seconds;
    },
    save() {
      const { state, bytes } = encoder.save();
      progress.coder = [...state];
      return { bytes, decoded: new Uint8Array(0) };
    },
  });
  progress.side = 'decoder';
  progress.batch = 0;
  return encoder.finish();
}

async function decode(
  task: Task,
  progress: ArchiveProgress,
  bytes: Uint8Array,
  saved: ArchiveCheckpoint | undefined,
): Promise<Uint8Array> {
  // A checkpoint of the encoder has served by now.
  const resumed = saved?.bytes === bytes ? saved : undefined;
  const decoder =
    resumed === undefined ? new RangeDecoder(bytes) : RangeDecoder.restore(progress.coder, bytes);
  const decoded = resumed?.decoded ?? new Uint8Array(task.count);
  await lockstep(task, progress, resumed, {
    code(scale, position) {
      const symbol = scale.decode(decoder);
      decoded[position] = symbol;
      return symbol;
    },
    finished() {},
    worked(seconds) {
      progress.decodeSeconds += seconds;
    },
    save() {
      progress.coder = [...decoder.save()];
      return { bytes, decoded };
    },
  });
  return decoded;
}

/** About so many points has a learning curve at its end; at its beginning they are denser. */
const POINTS = 400;

/** Symbols between two points. */
function pointDistance(coded: number, length: number): number {
  return Math.min(length / POINTS, coded / 20);
}
