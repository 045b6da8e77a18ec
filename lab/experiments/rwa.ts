/** The recurrent weighted average: how long can one symbol count in an average over all of them? */
import { bitsAgainst } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { bitsText, countText, rowsWith, valuesText } from '../src/experiment/words.js';
import type { LineChart, Series } from '../src/plot/chart.js';
import { influence } from '../src/training/influence.js';

type Parameters = { readonly k: number; readonly cell: Cell };
type Cell = 'rwa' | 'lstm';

const NAMES: Readonly<Record<Cell, string>> = {
  rwa: 'recurrent weighted average',
  lstm: 'LSTM',
};

/** Bits a symbol at which a lag counts as learned. */
const LEARNED = 0.01;

/** Symbols since zero state at which the influence of the last one is measured. */
const COUNTS = [1, 10, 100, 1000, 10_000];

const influenceName = (count: number) => `influence after ${count}`;

function caseOf(scale: Scale, cell: Cell, k: number): Case<Parameters> {
  const full = scale === 'full';
  return {
    name: `${cell}-k${k}`,
    parameters: { k, cell },
    sequence: {
      source: 'k-markov',
      parameters: { k },
      length: full ? 5_000_000 : 200_000,
      validation: full ? 100_000 : 20_000,
    },
    measure: trained(
      {
        // Tried on other sequences with rwa for k = 2, 3, 5 and 10, up to 2 million updates: rates from 0.001 to 0.01, 4 to
        // 1,024 rows, 16 to 64 symbols, with normalisation and without, 1 and 2 layers. None learned more than the
        // frequency of the symbols. Where the state began anew every 64 symbols, k = 6, 4,096 symbols read 1,000 times were at
        // 0.31 bits, learned by heart: other symbols cost 2.1.
        trainer: {
          cell,
          width: 32,
          layers: 2,
          rows: 4,
          length: full ? 64 : 32,
          norm: cell === 'rwa' ? 'none' : 'rms',
        },
        epochs: 1,
        rate: 0.003,
        stopAtEntropy: true,
        margin: 0.0001,
        reportEvery: 500,
        validateEvery: full ? 2000 : 500,
      },
      'validation',
      async (model, { sequence }) => {
        const changes = await influence(model, sequence.symbols, COUNTS);
        return Object.fromEntries(
          COUNTS.map((count, i) => [influenceName(count), changes[i] as number]),
        );
      },
    ),
  };
}

export const RWA = experiment<Parameters>({
  name: 'rwa',
  title: 'The recurrent weighted average',
  question:
    'The state of this cell is a weighted average over all steps. Does it learn X[n] = X[n-1] xor X[n-k] as an LSTM does, and if not, why?',
  note: 'Fails at k = 40; no figure is given.',
  cases: (scale) =>
    (scale === 'full' ? [2, 3, 5, 10, 20, 40] : [2, 3, 7]).flatMap((k) =>
      (['rwa', 'lstm'] as const).map((cell) => caseOf(scale, cell, k)),
    ),
  charts: (rows) => [
    bitsAgainst(rows, {
      x: 'k',
      xLabel: 'lag k, symbols',
      title: 'Bits a symbol after training',
      series: ({ parameters }) => NAMES[parameters.cell],
    }),
    influenceChart(rows),
  ],
  conclusion(rows) {
    const learned = (cell: Cell) =>
      valuesText(
        'k',
        rowsWith(rows, { cell })
          .filter(({ bits }) => bits <= LEARNED)
          .map(({ parameters }) => parameters.k),
      );
    const all = valuesText('k', [...new Set(rows.map(({ parameters }) => parameters.k))]);
    const mean = (cell: Cell, count: number) => bitsText(meanInfluence(rows, cell, count));
    const [first, , , , last] = COUNTS as [number, number, number, number, number];
    return (
      `Of ${all} the recurrent weighted average learns ${learned('rwa')}, the LSTM ${learned('lstm')}. ` +
      'A step of weight w counts w / W in the average, W the sum of the weights of all steps so far, which grows with every step: ' +
      `the other last symbol moves the trained cell's prediction by ${mean('rwa', first)} after ${first} symbol and by ${mean('rwa', last)} after ${countText(last)}, ` +
      `that of an LSTM by ${mean('lstm', first)} and ${mean('lstm', last)}.`
    );
  },
});

/** Mean over the lags. */
function meanInfluence(rows: readonly Row<Parameters>[], cell: Cell, count: number): number {
  const members = rowsWith(rows, { cell });
  const sum = members.reduce((all, { figures }) => all + (figures[influenceName(count)] ?? 0), 0);
  return sum / members.length;
}

function influenceChart(rows: readonly Row<Parameters>[]): LineChart {
  const cells = (['rwa', 'lstm'] as const).filter((cell) => rowsWith(rows, { cell }).length > 0);
  return {
    type: 'lines',
    name: 'influence',
    title: 'What the last symbol moves after so many symbols',
    x: { label: 'symbols since zero state', scale: 'log', ticks: COUNTS },
    y: {
      label: 'change of a probability, mean of the lags',
      scale: 'symlog',
      constant: 0.00001,
      ticks: [0, 0.0001, 0.001, 0.01, 0.1, 1],
      includes: [0, 1],
    },
    series: [
      {
        kind: 'theory',
        label: 'theory: part of one step in a mean of n, 1 / n',
        points: COUNTS.map((x) => ({ x, y: 1 / x })),
      },
      ...cells.map(
        (cell, color): Series => ({
          kind: 'measured',
          label: NAMES[cell],
          color,
          points: COUNTS.map((x) => ({ x, y: meanInfluence(rows, cell, x) })),
        }),
      ),
    ],
  };
}
