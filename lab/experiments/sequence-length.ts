/** How long the back-propagation has to be, for a lag that is longer, as long, or shorter. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { bitsText, rowsWith, valuesText } from '../src/experiment/words.js';
import type { Series } from '../src/plot/chart.js';

type Parameters = { readonly k: number; readonly cells: number; readonly length: number };

/** Bits a symbol below which something is learned. */
const SOMETHING = 0.95;

/** Bits by which training and validation are apart. */
const APART = 0.02;

/** A network of 16 cells learns more symbols than the larger one, in less time. */
const SIZES = {
  small: {
    lags: { small: [7, 15], large: [7, 15] },
    lengths: [8, 32],
    large: 64,
    symbols: 100_000,
    epochs: { small: 5, large: 2 },
    validation: 20_000,
  },
  full: {
    lags: { small: [10, 15, 20, 30], large: [10, 20, 30] },
    lengths: [8, 64],
    large: 128,
    symbols: 2_000_000,
    epochs: { small: 10, large: 4 },
    validation: 200_000,
  },
};

function caseOf(
  scale: Scale,
  size: 'small' | 'large',
  length: number,
  k: number,
): Case<Parameters> {
  const { symbols, validation, epochs, large } = SIZES[scale];
  const cells = size === 'small' ? 16 : large;
  return {
    name: `cells${cells}-length${length}-k${k}`,
    parameters: { k, cells, length },
    sequence: { source: 'k-markov', parameters: { k }, length: symbols, validation },
    measure: trained({
      // Tried for k = 10 on another sequence, 16 cells and a length of 8: GRU without normalisation at a rate of 0.002 is at
      // 1 bit after 500,000 symbols, LSTM with it at 0.003 at 0.51.
      trainer: {
        cell: 'lstm',
        width: cells,
        layers: 2,
        norm: 'rms',
        rows: 8,
        length,
        dropout: size === 'small' ? 1 : 0.9,
      },
      epochs: epochs[size],
      rate: 0.003,
      decay: 0.8,
      stopAtEntropy: true,
      margin: 0.0001,
      reportEvery: 500,
      validateEvery: scale === 'full' ? 5000 : 500,
      maxSeconds: scale === 'full' ? 3600 : undefined,
    }),
  };
}

export const SEQUENCE_LENGTH = experiment<Parameters>({
  name: 'sequence-length',
  title: 'The length of back-propagation',
  question:
    'A network is trained in sequences of 8 symbols, and its state is carried from one to the next. Which lags of X[n] = X[n-1] xor X[n-k] does it learn, and what do longer sequences or more cells with dropout change?',
  note: '16 cells, 2 layers, length 8: k = 10 learned; beyond, training and validation apart. Larger networks learn something for k up to 30. No figures are given.',
  cases: (scale) => {
    const { lags, lengths } = SIZES[scale];
    return (['small', 'large'] as const).flatMap((size) =>
      lengths.flatMap((length) => lags[size].map((k) => caseOf(scale, size, length, k))),
    );
  },
  charts: (rows) => {
    const groups = [...new Set(rows.map(seriesOf))];
    return [
      bitsAgainst(rows, {
        x: 'k',
        xLabel: 'lag k, symbols',
        title: 'Validation (lines) and training (dotted) against the lag',
        series: seriesOf,
        more: groups.map(
          (label, color): Series => ({
            kind: 'reference',
            label: `training, ${label}`,
            color,
            points: rows
              .filter((row) => seriesOf(row) === label)
              .map((row) => ({ x: row.parameters.k, y: trainingOf(row) })),
          }),
        ),
      }),
      learningCurves(rowsWith(rows, { cells: 16 }), {
        title: 'Learning curves of 16 cells',
        label: ({ parameters }) => `length ${parameters.length}, k = ${parameters.k}`,
      }),
    ];
  },
  conclusion(rows, scale) {
    const { lengths, large } = SIZES[scale];
    const groups = [16, large].flatMap((cells) =>
      lengths.map((length) => {
        const learned = rowsWith(rows, { cells, length }).filter(({ bits }) => bits < SOMETHING);
        const text = valuesText(
          'k',
          learned.map(({ parameters }) => parameters.k),
        );
        return `With ${cells} cells and a length of ${length} it is ${text}.`;
      }),
    );
    const apart = rows.filter((row) => Math.abs(row.bits - trainingOf(row)) > APART);
    const most = Math.max(...rows.map((row) => Math.abs(row.bits - trainingOf(row))));
    return (
      `A lag counts as learned in part below ${SOMETHING} bits. ${groups.join(' ')} ` +
      'The state is carried from sequence to sequence, a gradient only goes back to the beginning of its own. ' +
      `Training and validation are at most ${bitsText(most)} bits apart, more than ${APART} in ${apart.length} of ${rows.length} cases.`
    );
  },
});

function seriesOf({ parameters: { cells, length } }: Row<Parameters>): string {
  return `${cells} cells, length ${length}`;
}

/** Bits a symbol of the last report of the training. */
function trainingOf({ figures, bits }: Row<Parameters>): number {
  const { training = bits } = figures;
  return training;
}
