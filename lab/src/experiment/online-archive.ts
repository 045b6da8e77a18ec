/**
 * Archives by networks, decoded and compared. B rows read B pieces of the sequence in lockstep; encoder and decoder run the
 * same trainer. The network learns while it codes, and the decoder gets nothing but the archive, the options and the
 * schedule; or it was trained before and learns no more, and the decoder gets its parameters as well.
 */
import type { TrainerOptions } from 'foresay/train';
import { RangeDecoder, RangeEncoder } from '../baselines/range-coder.js';
import { CoderError } from '../errors.js';
<<<<<<< HEAD
import {
  type ArchiveCheckpoint,
  type ArchiveProgress,
  readCheckpoint,
} from './archive-checkpoint.js';
import { lockstep, type OnlineSchedule, type Task } from './lockstep.js';
=======
import { openModel } from '../training/open-model.js';
import type { BatchShape } from '../training/rows.js';
import type { SavedModel } from '../training/saved-model.js';
import { Interrupted } from './interruption.js';
>>>>>>> expc

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
<<<<<<< HEAD
 * Encodes, decodes and compares. Throws CoderError if the decoded symbols differ, Interrupted when the signal ends it,
 * LabError for a damaged checkpoint, and what Trainer throws.
=======
 * Encodes, decodes and compares with a network that learns while it codes. Throws CoderError if the decoded symbols differ,
 * Interrupted when the signal ends it, and what Trainer throws.
>>>>>>> expc
 */
export function onlineArchive(
  sequence: Symbols,
  options: OnlineTrainer,
  { rate, halving = Number.POSITIVE_INFINITY }: OnlineSchedule,
  hooks: OnlineHooks = {},
): Promise<OnlineArchive> {
<<<<<<< HEAD
  const { signal, checkpoint, onPoint } = hooks;
  const task: Task = {
    count: symbols.length,
    options: { ...options, symbols: alphabetSize },
    schedule,
    signal,
    checkpoint,
  };
  const saved = checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
  const progress = saved?.progress ?? initialProgress();
  for (const point of progress.curve) onPoint?.(point);
  const bytes =
    progress.side === 'decoder' && saved !== undefined
      ? saved.bytes
      : await encode(symbols, task, progress, saved, onPoint);
  const decoded = await decode(task, progress, bytes, saved);
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
=======
  return archiveBy(
    {
      open: () => Trainer.create({ ...options, symbols: sequence.alphabetSize }),
      training: true,
      finish: (trainer, steps, batch) => trainer.learn(steps, rate / (1 + batch / halving)),
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
    {
      open: () => openModel(model, shape),
      training: false,
      finish: (trainer, steps) => trainer.carry(steps),
    },
    sequence,
    hooks,
  );
}

/** The network that encoder and decoder run. */
interface Network {
  open(): Promise<Trainer>;
  /** Whether the steps are predicted for learning. */
  readonly training: boolean;
  /** Learns the batch, or carries its state. @returns Its bits. */
  finish(trainer: Trainer, steps: number, batch: number): number;
}

async function archiveBy(
  network: Network,
  { symbols, alphabetSize }: Symbols,
  hooks: OnlineHooks,
): Promise<OnlineArchive> {
  const encoder = new RangeEncoder();
  let ideal = 0;
  let coded = 0;
  const begin = performance.now();
  await lockstep(network, alphabetSize, symbols.length, hooks.signal, {
>>>>>>> expc
    code(scale, position) {
      const symbol = symbols[position] as number;
      scale.encode(encoder, symbol);
      return symbol;
    },
<<<<<<< HEAD
    learned(bits, coded, count) {
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
=======
    coded(bits, count) {
      ideal += bits;
      coded += count;
      hooks.onBatch?.(coded, bits, count);
    },
  });
  const bytes = encoder.finish();
  const encoded = performance.now();
  const decoder = new RangeDecoder(bytes);
  const decoded = new Uint8Array(symbols.length);
  await lockstep(network, alphabetSize, symbols.length, hooks.signal, {
>>>>>>> expc
    code(scale, position) {
      const symbol = scale.decode(decoder);
      decoded[position] = symbol;
      return symbol;
    },
<<<<<<< HEAD
    learned() {},
    worked(seconds) {
      progress.decodeSeconds += seconds;
    },
    save() {
      progress.coder = [...decoder.save()];
      return { bytes, decoded };
    },
=======
    coded() {},
>>>>>>> expc
  });
  return decoded;
}

/** About so many points has a learning curve at its end; at its beginning they are denser. */
const POINTS = 400;

<<<<<<< HEAD
/** Symbols between two points. */
function pointDistance(coded: number, length: number): number {
  return Math.min(length / POINTS, coded / 20);
=======
/** What encoder and decoder do differently. */
interface Side {
  /** Codes the symbol at a position. @returns The symbol. */
  code(scale: Scale, position: number): number;
  /** A batch is coded: its bits and how many symbols it had. */
  coded(bits: number, count: number): void;
}

/** Reads B pieces of a sequence step by step: predict, code, and finish each batch of L steps. */
async function lockstep(
  { open, training, finish }: Network,
  alphabetSize: number,
  count: number,
  signal: AbortSignal | undefined,
  side: Side,
): Promise<void> {
  const trainer = await open();
  try {
    const { rows, length } = trainer.options;
    const piece = Math.ceil(count / rows);
    const scale = new Scale(alphabetSize);
    let batch = 0;
    let turned = Number.NEGATIVE_INFINITY;
    for (let first = 0; first < piece; first += length, batch++) {
      const steps = Math.min(length, piece - first);
      let present = 0;
      for (let step = 0; step < steps; step++) {
        const probabilities = trainer.predict(step, training);
        const { symbols, probabilityStride } = trainer;
        for (let row = 0; row < rows; row++) {
          const position = row * piece + first + step;
          if (position >= count) {
            symbols[step * rows + row] = ABSENT;
            continue;
          }
          scale.read(probabilities, row * probabilityStride);
          symbols[step * rows + row] = side.code(scale, position);
          present++;
        }
      }
      side.coded(finish(trainer, steps, batch), present);
      if (performance.now() - turned < TURN) continue;
      await eventLoopTurn();
      if (signal?.aborted) throw new Interrupted();
      turned = performance.now();
    }
  } finally {
    await trainer.close();
  }
}

/** 2^27: with rounding errors of probabilities and the +1 of 256 symbols, a total stays below the coder's limit. */
const UNITS = 2 ** 27;

/**
 * Probabilities of a step as integers: floor(p 2^27) + 1. The product of a 32-bit float and a power of two is exact, so
 * encoder and decoder agree on every machine.
 */
export class Scale {
  readonly #counts: Float64Array;
  #total = 0;

  constructor(alphabetSize: number) {
    this.#counts = new Float64Array(alphabetSize);
  }

  /** @param at Index of the probability of symbol 0. Throws CoderError if the probabilities are no distribution. */
  read(probabilities: Float32Array, at: number): void {
    let total = 0;
    for (let symbol = 0; symbol < this.#counts.length; symbol++) {
      const size = Math.floor((probabilities[at + symbol] as number) * UNITS) + 1;
      this.#counts[symbol] = size;
      total += size;
    }
    if (!(total > 0 && total <= MAX_TOTAL))
      throw new CoderError('the probabilities do not sum to 1');
    this.#total = total;
  }

  encode(encoder: RangeEncoder, symbol: number): void {
    let start = 0;
    for (let before = 0; before < symbol; before++) start += this.#counts[before] as number;
    encoder.encode(start, this.#counts[symbol] as number, this.#total);
  }

  decode(decoder: RangeDecoder): number {
    const target = decoder.target(this.#total);
    let symbol = 0;
    let start = 0;
    let size = this.#counts[0] as number;
    while (start + size <= target) {
      start += size;
      size = this.#counts[++symbol] as number;
    }
    decoder.consume(start, size);
    return symbol;
  }
>>>>>>> expc
}
