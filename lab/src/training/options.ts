/** What a training run is given: defaults of the note, and the checks that need the sequence. */
import type { TrainerOptions } from 'foresay/train';
import { LabError } from '../errors.js';

/** A sequence to learn. A `Sequence` of data/sequence.ts is one. */
export interface TrainingData {
  /** Numbers from 0 to alphabetSize - 1. */
  readonly symbols: Uint8Array;
  /** 1 to 256. */
  readonly alphabetSize: number;
  /** The byte of each symbol, stored with the model. Undefined: eight binary symbols are a byte. */
  readonly codes?: Uint8Array | undefined;
}

export interface CheckpointOptions {
  /** The file. It is replaced as a whole; a killed run or a full disk leaves the one before. */
  readonly path: string;
  /** Batches between two checkpoints. Default: no limit. */
  readonly everyBatches?: number | undefined;
  /** Seconds between two checkpoints. Default: 60. */
  readonly everySeconds?: number | undefined;
  /** Continue from the file if it exists. Default: false. */
  readonly resume?: boolean | undefined;
}

export interface TrainingOptions {
  readonly data: TrainingData;
  /** Symbols that are not trained, of the same alphabet. Default: none. */
  readonly validation?: Uint8Array | undefined;
  /** Network, batch and optimiser; what is absent is as in NOTE_TRAINER. `length` defaults to `rows`. */
  readonly trainer?: Omit<TrainerOptions, 'symbols'> | undefined;
  /** Divides the length of a batch: length / stride rows read each symbol. Default: the length. */
  readonly stride?: number | undefined;
  /** Passes over the data. Default: 10. */
  readonly epochs?: number | undefined;
  /** Learning rate of the first batch. Default: 0.0002. */
  readonly rate?: number | undefined;
  /** Factor of the rate after each epoch, above 0, at most 1. Default: 0.97. */
  readonly decay?: number | undefined;
  /** Batches after which the rate is half: batch t has rate / (1 + t / halving), besides `decay`. Default: 0, none. */
  readonly halving?: number | undefined;
  /**
   * The last epochs, in which the network reads quantised weights, where the trainer's `weightBits` is not 0. Those before
   * train the weights as they are. Default: all epochs.
   */
  readonly quantiseEpochs?: number | undefined;
  /** Bits a symbol of the source. Training stops when validation is within `margin` of it. Default: unknown. */
  readonly entropy?: number | undefined;
  /**
   * Bits. Default: 0.001. One standard error of the mean cost of 10^6 symbols is at most about that for a binary source, so a
   * smaller gap could be chance.
   */
  readonly margin?: number | undefined;
  /** Batches from report to report. Default: 100. */
  readonly reportEvery?: number | undefined;
  /** Batches from validation to validation; each comes with a report. Default: 1000. */
  readonly validateEvery?: number | undefined;
  /** Most batches. Default: no limit. */
  readonly maxBatches?: number | undefined;
  /** Most seconds of training, without validation. Default: no limit. */
  readonly maxSeconds?: number | undefined;
  readonly checkpoint?: CheckpointOptions | undefined;
}

/**
 * The note's network and optimiser. The trainer's default adds what the note's program lacked, normalisation: on k-markov with
 * k = 10 these cells cost 1.000 bits a symbol without it after 20 epochs of 10^6 symbols, 0.104 with it.
 */
export const NOTE_TRAINER = {
  cell: 'rnn',
  width: 32,
  layers: 2,
  rows: 64,
  optimizer: 'adam',
  clip: 5,
} as const satisfies Partial<TrainerOptions>;

export const NOTE_SCHEDULE = {
  epochs: 10,
  rate: 0.0002,
  decay: 0.97,
  halving: 0,
  margin: 0.001,
  reportEvery: 100,
  validateEvery: 1000,
} as const;

/** Numbers that decide the parameters, besides the trainer's options. A resumed run must have the same. */
export interface Schedule {
  readonly stride: number;
  readonly rate: number;
  readonly decay: number;
  readonly halving: number;
}

/** TrainingOptions with all defaults in place. */
export interface Settings extends Schedule {
  readonly data: TrainingData;
  readonly validation: Uint8Array | undefined;
  readonly trainer: TrainerOptions & { readonly rows: number; readonly length: number };
  readonly epochs: number;
  readonly quantiseEpochs: number;
  readonly entropy: number | undefined;
  readonly margin: number;
  readonly reportEvery: number;
  readonly validateEvery: number;
  readonly maxBatches: number;
  readonly maxSeconds: number;
  readonly checkpoint: CheckpointOptions | undefined;
}

/** Fills in defaults. Throws LabError for shapes that are impossible; the trainer checks its own options. */
export function settingsOf(options: TrainingOptions): Settings {
  const { data, validation } = options;
  const rows = options.trainer?.rows ?? NOTE_TRAINER.rows;
  const length = options.trainer?.length ?? rows;
  const settings: Settings = {
    ...NOTE_SCHEDULE,
    stride: length,
    maxBatches: Number.POSITIVE_INFINITY,
    maxSeconds: Number.POSITIVE_INFINITY,
    quantiseEpochs: Number.POSITIVE_INFINITY,
    ...given(options),
    data,
    validation,
    entropy: options.entropy,
    checkpoint: options.checkpoint,
    trainer: {
      ...NOTE_TRAINER,
      ...given(options.trainer ?? {}),
      rows,
      length,
      symbols: data.alphabetSize,
    },
  };
  checkShape(settings);
  checkSchedule(settings);
  return settings;
}

/** The members that are not undefined. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function checkShape({ data, validation, stride, trainer: { rows, length } }: Settings): void {
  if (!Number.isInteger(stride) || stride < 1 || length % stride !== 0)
    throw new LabError(`stride ${stride} does not divide the sequence length ${length}`);
  const copies = length / stride;
  if (rows % copies !== 0)
    throw new LabError(
      `sequence length ${length} with stride ${stride} needs a batch size that is a multiple of ${copies}, not ${rows}`,
    );
  const needed = (rows / copies) * length;
  if (data.symbols.length < needed)
    throw new LabError(
      `${data.symbols.length} symbols are fewer than the ${needed} of a batch: ` +
        'a smaller batch size or sequence length needs fewer',
    );
  if (validation !== undefined && validation.length <= length)
    throw new LabError(
      `${validation.length} symbols are too few for validation: the first ${length} are not counted`,
    );
}

function checkSchedule({ rate, decay, halving, margin, entropy = 0, ...rest }: Settings): void {
  if (!(rest.quantiseEpochs >= 1))
    throw new LabError(`${rest.quantiseEpochs} epochs with quantised weights are fewer than 1`);
  if (!(rate > 0 && rate <= 100))
    throw new LabError(`learning rate ${rate} is not above 0, to 100`);
  if (!(decay > 0 && decay <= 1)) throw new LabError(`decay rate ${decay} is not above 0, to 1`);
  if (!(halving >= 0)) throw new LabError(`halving ${halving} is negative`);
  if (!(margin >= 0)) throw new LabError(`margin ${margin} is negative`);
  if (!(entropy >= 0 && entropy <= 8)) throw new LabError(`entropy ${entropy} is not from 0 to 8`);
}
