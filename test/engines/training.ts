/** Short training runs, and a digest of what they lead to; uses nothing but the language and foresay. */
import type * as Train from '#dist/node/train.js';

export type TrainApi = Pick<typeof Train, 'ABSENT' | 'Trainer'>;

type Options = Train.TrainerOptions;

/** A run: its options besides those that all have. */
export interface TrainingRun {
  readonly name: string;
  readonly options: Options;
}

const COMMON: Options = { width: 16, rows: 10, length: 12, seed: 7 };

/** Together they have each cell, each optimiser and each other option with a value that is not the default. */
export const TRAINING_RUNS: readonly TrainingRun[] = [
  { name: 'rnn', options: { cell: 'rnn', layers: 3, dilation: 2, optimizer: 'sgd' } },
  { name: 'gru', options: { cell: 'gru', layers: 2, dropout: 0.8, zoneout: 0.9 } },
  {
    name: 'lstm',
    options: { cell: 'lstm', width: 24, symbols: 5, optimizer: 'factored', window: 3 },
  },
  {
    name: 'quantised',
    options: { cell: 'gru', layers: 2, weightBits: 2, deadZone: 0.7, vectorBits: 6 },
  },
  { name: 'rwa', options: { cell: 'rwa', norm: 'none', clip: 0.5 } },
  { name: 'feature', options: { cell: 'feature', window: 9, layers: 2, beta1: 0.5, beta2: 1 } },
  { name: 'none', options: { cell: 'none', secondOrder: 6, clip: 0, optimizer: 'sgd' } },
  {
    name: 'hidden',
    options: {
      cell: 'none',
      secondOrder: 6,
      noise: 0.1,
      optimizer: 'exponentiated',
      smallest: 0.01,
    },
  },
];

const BATCHES = 20;

/** The options of a run. */
export function optionsOf({ options }: TrainingRun, threads = 1): Options {
  return { ...COMMON, ...options, threads };
}

/** Writes the symbols of batch `index`: a sequence that a network can learn in part. Rows end one after the other. */
export function writeBatch(
  { symbols, options: { rows, length, symbols: size } }: Train.Trainer,
  absent: number,
  index: number,
): void {
  let state = index + 1;
  for (let step = 0; step < length; step++)
    for (let row = 0; row < rows; row++) {
      const at = step * rows + row;
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const noise = (state >>> 16) % 8 === 0 ? 1 : 0;
      const ended = index === BATCHES - 1 && step > length - row;
      symbols[at] = ended ? absent : (step * (row + 1) + noise) % size;
    }
}

/** Batches `from` to `to` - 1 of a run: each is learned, each fifth is evaluated before. Returns the costs in bits. */
export function trainBatches(
  trainer: Train.Trainer,
  absent: number,
  from = 0,
  to: number = BATCHES,
): number[] {
  const costs: number[] = [];
  const { length } = trainer.options;
  let rate = 0.02;
  for (let batch = 0; batch < to; batch++, rate *= 0.95) {
    if (batch < from) continue;
    writeBatch(trainer, absent, batch);
    if (batch % 5 === 4) {
      const state = trainer.saveState();
      costs.push(trainer.evaluate(length));
      trainer.loadState(state);
    }
    costs.push(trainer.train(length, rate));
  }
  return costs;
}

/** The first 16 digits of the SHA-256 of all parameters, the carried state and the costs, in hexadecimal. */
export async function digestOf(trainer: Train.Trainer, costs: readonly number[]): Promise<string> {
  const parts = [
    ...trainer.parameters.map(({ values }) => values),
    trainer.saveState(),
    Float64Array.from(costs),
  ].map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The digest of a run on `threads` threads. Rejects when there are fewer. */
export async function runDigest(
  { ABSENT, Trainer }: TrainApi,
  run: TrainingRun,
  threads: number,
): Promise<string> {
  const trainer = await Trainer.create(optionsOf(run, threads));
  try {
    if (trainer.threads !== threads) throw new Error(`${trainer.threads} threads, not ${threads}`);
    return await digestOf(trainer, trainBatches(trainer, ABSENT));
  } finally {
    await trainer.close();
  }
}
