/** The loop that encoder and decoder of an archive by a network share: predict, code, and finish each batch. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { ABSENT, type Trainer } from 'foresay/train';
import {
  type ArchiveCheckpoint,
  type ArchiveProgress,
  writeCheckpoint,
} from './archive-checkpoint.js';
import { Interrupted } from './interruption.js';
import { Scale } from './scale.js';

/** The network that encoder and decoder run. */
export interface Network {
  open(): Promise<Trainer>;
  /** Whether the steps are predicted for learning. */
  readonly training: boolean;
  /** Learns batch number `batch`, from 0, or carries its state. @returns Its bits. */
  finish(trainer: Trainer, steps: number, batch: number): number;
}

/** What is to be coded, and how. */
export interface Task {
  /** Symbols of the sequence. */
  readonly count: number;
  readonly network: Network;
  readonly alphabetSize: number;
  readonly signal: AbortSignal | undefined;
  /** The file of checkpoints. */
  readonly checkpoint: string | undefined;
}

/** What encoder and decoder do differently. */
export interface Side {
  /** Codes the symbol at a position. @returns The symbol. */
  code(scale: Scale, position: number): number;
  /** A batch is coded: its bits, the symbols of all batches, and its own. */
  finished(bits: number, coded: number, count: number): void;
  /** Seconds that have passed since the last call. */
  worked(seconds: number): void;
  /** For a checkpoint: the archive and the decoded symbols; the coder's state goes into the progress. */
  save(): Pick<ArchiveCheckpoint, 'bytes' | 'decoded'>;
}

/** Longest work, in milliseconds, before the event loop gets a turn: a batch may be one symbol. */
const TURN = 25;

/** Milliseconds from checkpoint to checkpoint. */
const CHECKPOINT_INTERVAL = 60_000;

/** Reads B pieces of a sequence step by step: predict, code, and finish each batch of L steps. */
export async function lockstep(
  { network, alphabetSize, count, signal, checkpoint }: Task,
  progress: ArchiveProgress,
  saved: ArchiveCheckpoint | undefined,
  side: Side,
): Promise<void> {
  const { training } = network;
  const trainer = await network.open();
  try {
    if (saved !== undefined) trainer.load(saved.trainer);
    const { rows, length } = trainer.options;
    const piece = Math.ceil(count / rows);
    const scale = new Scale(alphabetSize);
    let turned = performance.now();
    let written = turned;
    for (let first = progress.batch * length; first < piece; first += length) {
      const steps = Math.min(length, piece - first);
      let present = 0;
      for (let step = 0; step < steps; step++) {
        const probabilities = trainer.predict(step, training);
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
      const bits = network.finish(trainer, steps, progress.batch);
      progress.batch++;
      side.finished(bits, codedSymbols(first + steps, piece, rows, count), present);
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
