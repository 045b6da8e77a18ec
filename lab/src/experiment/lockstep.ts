/** The loop that encoder and decoder of a learning network share: predict, code, and after each batch learn. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { ABSENT, Trainer, type TrainerOptions } from 'foresay/train';
import {
  type ArchiveCheckpoint,
  type ArchiveProgress,
  writeCheckpoint,
} from './archive-checkpoint.js';
import { Interrupted } from './interruption.js';
import { Scale } from './scale.js';

/** Learning rate of batch t, from 0: rate / (1 + t / halving). */
export interface OnlineSchedule {
  readonly rate: number;
  /** Batches after which the rate is half. Absent: the rate stays. */
  readonly halving?: number | undefined;
}

/** What is to be coded, and how. */
export interface Task {
  /** Symbols of the sequence. */
  readonly count: number;
  readonly options: TrainerOptions;
  readonly schedule: OnlineSchedule;
  readonly signal: AbortSignal | undefined;
  /** The file of checkpoints. */
  readonly checkpoint: string | undefined;
}

/** What encoder and decoder do differently. */
export interface Side {
  /** Codes the symbol at a position. @returns The symbol. */
  code(scale: Scale, position: number): number;
  /** A batch was learned: its bits, the symbols of all batches, and its own. */
  learned(bits: number, coded: number, count: number): void;
  /** Seconds that have passed since the last call. */
  worked(seconds: number): void;
  /** For a checkpoint: the archive and the decoded symbols; the coder's state goes into the progress. */
  save(): Pick<ArchiveCheckpoint, 'bytes' | 'decoded'>;
}

/** Longest work, in milliseconds, before the event loop gets a turn: a batch may be one symbol. */
const TURN = 25;

/** Milliseconds from checkpoint to checkpoint. */
const CHECKPOINT_INTERVAL = 60_000;

/** Reads B pieces of a sequence step by step: predict, code, and after each batch of L steps learn. */
export async function lockstep(
  { count, options, schedule, signal, checkpoint }: Task,
  progress: ArchiveProgress,
  saved: ArchiveCheckpoint | undefined,
  side: Side,
): Promise<void> {
  const { rate, halving = Number.POSITIVE_INFINITY } = schedule;
  const trainer = await Trainer.create(options);
  try {
    if (saved !== undefined) trainer.load(saved.trainer);
    const { rows, length, symbols: alphabetSize } = trainer.options;
    const piece = Math.ceil(count / rows);
    const scale = new Scale(alphabetSize);
    let turned = performance.now();
    let written = turned;
    for (let first = progress.batch * length; first < piece; first += length) {
      const steps = Math.min(length, piece - first);
      let present = 0;
      for (let step = 0; step < steps; step++) {
        const probabilities = trainer.predict(step, true);
        const { symbols, probabilityStride } = trainer;
        for (let row = 0; row < rows; row++) {
          const position = row * piece + first + step;
          // The last pieces may be shorter.
          if (position >= count) {
            symbols[step * rows + row] = ABSENT;
            continue;
          }
          scale.read(probabilities, row * probabilityStride);
          symbols[step * rows + row] = side.code(scale, position);
          present++;
        }
      }
      const bits = trainer.learn(steps, rate / (1 + progress.batch / halving));
      progress.batch++;
      side.learned(bits, codedSymbols(first + steps, piece, rows, count), present);
      const now = performance.now();
      if (now - turned < TURN && !signal?.aborted) continue;
      side.worked((now - turned) / 1000);
      await eventLoopTurn();
      const stopped = signal?.aborted === true;
      if (checkpoint !== undefined && (stopped || now - written > CHECKPOINT_INTERVAL)) {
        writeCheckpoint(checkpoint, { progress, trainer: trainer.save(), ...side.save() });
        written = now;
      }
      if (stopped) throw new Interrupted();
      turned = performance.now();
    }
    side.worked((performance.now() - turned) / 1000);
  } finally {
    await trainer.close();
  }
}

/** Symbols in the first `steps` of every piece. */
function codedSymbols(steps: number, piece: number, rows: number, count: number): number {
  let coded = 0;
  for (let row = 0; row < rows; row++) coded += Math.max(0, Math.min(steps, count - row * piece));
  return coded;
}
