/** X[n] = X[n-1] xor X[n-k]: the note's main experiment. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { archived, coded, trained } from '../src/experiment/measures.js';
import { bitsText, durationText, rowsWith, valuesText } from '../src/experiment/words.js';

type Parameters = { readonly k: number; readonly model: Model };

/** The names are the lines of the plot. */
const NOTE_2 = "the note's training, 2 layers";
const NOTE_3 = "the note's training, 3 layers";
const BETTER = 'normalised LSTM, 2 layers';
const PAIRS = 'products of pairs, one pass';
const PAIRS_1M = 'products of pairs, one pass over 10^6';
type Model =
  | typeof NOTE_2
  | typeof NOTE_3
  | typeof BETTER
  | typeof PAIRS
  | typeof PAIRS_1M
  | 'xz -9e';

const SHORT: Readonly<Record<Model, string>> = {
  [NOTE_2]: 'note-2',
  [NOTE_3]: 'note-3',
  [BETTER]: 'better',
  [PAIRS]: 'pairs',
  [PAIRS_1M]: 'pairs-1M',
  'xz -9e': 'xz',
};

/** The note's figures after 10^7 symbols, for k = 10, 20, ... 60. */
const NOTE: Readonly<Partial<Record<Model, readonly number[]>>> = {
  [NOTE_2]: [0.0001, 0.0005, 0.07, 0.27, 0.4, 1],
  [NOTE_3]: [0.0001, 0.0002, 0.01, 0.1, 0.3, 1],
  'xz -9e': [0.004, 0.05, 0.4, 0.58, 0.65, 0.63],
};

/** Bits a symbol at which a lag counts as learned. */
const LEARNED = 0.01;

function caseOf(scale: Scale, model: Model, k: number): Case<Parameters> {
  const full = scale === 'full';
  return {
    name: `${SHORT[model]}-k${k}`,
    parameters: { k, model },
    sequence: {
      source: 'k-markov',
      parameters: { k },
      length: lengthOf(scale, model),
      validation: full ? 200_000 : 20_000,
    },
    measure: measureOf(scale, model, k),
    note: full ? NOTE[model]?.[k / 10 - 1] : undefined,
  };
}

function lengthOf(scale: Scale, model: Model): number {
  if (scale === 'full') return model === PAIRS_1M ? 1_000_000 : 10_000_000;
  return model === NOTE_2 || model === NOTE_3 ? 40_000 : 100_000;
}

function measureOf(scale: Scale, model: Model, k: number) {
  const full = scale === 'full';
  switch (model) {
    case 'xz -9e':
      return coded(model);
    case PAIRS:
    case PAIRS_1M:
      return archived({
        trainer: {
          cell: 'none',
          norm: 'none',
          // All pairs of the last 64 symbols are 2,016 products, of 256 symbols 32,640.
          secondOrder: k < 64 ? 64 : 256,
          rows: 1,
          length: 1,
          optimizer: 'sgd',
          clip: 0,
        },
        rate: 0.005,
      });
    case BETTER:
      // Six passes of one training each are a tenth of the note's 64. Tried on other sequences, updates by a symbol until
      // 0.5 bits: k = 10 RNN without normalisation more than 10^6, with it 0.25, GRU 0.35 and 0.15, LSTM 0.3 and 0.1
      // million (16 rows of 32, rate 0.005). k = 20, LSTM with 4 rows: 0.3 million; normalised RNN: more than 10^6. k = 60:
      // with a length of 64 not in 4 million, with 128 in 5 million.
      return trained({
        trainer: {
          cell: 'lstm',
          width: 32,
          layers: 2,
          rows: 4,
          length: full ? 128 : 32,
          norm: 'rms',
        },
        epochs: 6,
        decay: 1,
        rate: 0.003,
        halving: full ? 20_000 : undefined,
        stopAtEntropy: true,
        margin: 0.0001,
        reportEvery: 500,
        validateEvery: full ? 2000 : 250,
      });
    default:
      // The note does not name its cell. At its rate an RNN is at 1 bit for k = 20 after 13 million updates, LSTM after 29
      // million, GRU at 0.04 after 77 million.
      return trained({
        trainer: { cell: 'gru', width: 32, layers: model === NOTE_2 ? 2 : 3, rows: 64, length: 64 },
        stride: 1,
        epochs: 1,
        rate: full ? 0.0002 : 0.002,
        stopAtEntropy: true,
        margin: 0.0001,
        validateEvery: full ? 1000 : 100,
        maxSeconds: full ? 3600 : undefined,
      });
  }
}

function secondsOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { seconds }) => sum + seconds, 0);
}

export const K_MARKOV = experiment<Parameters>({
  name: 'k-markov',
  title: 'A parity of two symbols, k steps apart',
  question:
    'X[n] = X[n-1] xor X[n-k] is certain once k symbols are seen, so the entropy rate is 0. Up to which k does a network find that out from 10 million symbols?',
  note: 'Recurrent networks of 32 cells, 10 million symbols, learning not counted, k = 10, 20, 30, 40, 50, 60: .0001, .0005, .07, .27, .4, 1 with 2 layers; .0001, .0002, .01, .1, .3, 1 with 3 layers; xz .004, .05, .4, .58, .65, .63.',
  cases: (scale) =>
    scale === 'full'
      ? [
          ...[10, 20, 30, 40, 50].flatMap((k) =>
            [NOTE_2, NOTE_3, BETTER].map((model) => caseOf(scale, model as Model, k)),
          ),
          ...[10, 20, 30, 40, 50, 60].flatMap((k) => [
            ...(k === 60 ? [caseOf(scale, BETTER, k)] : []),
            caseOf(scale, PAIRS, k),
            caseOf(scale, PAIRS_1M, k),
            caseOf(scale, 'xz -9e', k),
          ]),
          ...[100, 250].map((k) => caseOf(scale, PAIRS_1M, k)),
        ]
      : // Lags of maximal period: 127 and 32,767 symbols. A shorter one is learned as a cycle, whose phase validation does not have.
        [7, 15].flatMap((k) =>
          [NOTE_2, NOTE_3, BETTER, PAIRS, 'xz -9e'].map((model) =>
            caseOf(scale, model as Model, k),
          ),
        ),
  charts: (rows) => [
    bitsAgainst(rows, {
      x: 'k',
      xLabel: 'lag k, symbols',
      title: 'k-Markov sequences: bits a symbol against the lag',
      series: ({ parameters }) => parameters.model,
      noteLabel: (model) =>
        model === 'xz -9e' ? 'xz in the note' : `the note, ${model.slice(-8)}`,
      y: {
        label: 'bits a symbol',
        scale: 'symlog',
        constant: 0.0003,
        ticks: [0, 0.001, 0.01, 0.1, 1],
        includes: [0, 1],
      },
    }),
    learningCurves(rowsWith(rows, { model: NOTE_2 }), {
      title: "The note's training, 2 layers: learning curves",
      label: ({ parameters }) => `k = ${parameters.k}`,
    }),
  ],
  conclusion(rows) {
    const learned = (model: Model) =>
      rowsWith(rows, { model }).filter(({ bits }) => bits <= LEARNED);
    const text = (model: Model) =>
      valuesText(
        'k',
        learned(model).map(({ parameters }) => parameters.k),
      );
    const note = rowsWith(rows, { model: NOTE_2 });
    const better = rowsWith(rows, { model: BETTER });
    const compared = better.filter(({ parameters }) =>
      note.some((row) => row.parameters.k === parameters.k),
    );
    const pairs = rowsWith(rows, { model: PAIRS });
    const worst = bitsText(Math.max(...pairs.map(({ bits }) => bits)));
    const longest = Math.max(...pairs.map(({ parameters }) => parameters.k));
    return (
      `With the note's training ${LEARNED} bits a symbol are reached for ${text(NOTE_2)} with 2 layers and ${text(NOTE_3)} with 3. ` +
      `A normalised LSTM with larger steps and smaller batches reaches them for ${text(BETTER)}, ` +
      `in ${durationText(secondsOf(compared))} where the note's training took ${durationText(secondsOf(note))}` +
      `${better.length > compared.length ? `, and is at ${bitsText((better.at(-1) as (typeof rows)[number]).bits)} for k = ${better.at(-1)?.parameters.k}` : ''}. ` +
      `A network without layers that sees products of pairs of past symbols costs at most ${worst} bits a symbol for every k to ${longest}, ` +
      'in one pass with learning counted: the parity is linear in these products.'
    );
  },
});
