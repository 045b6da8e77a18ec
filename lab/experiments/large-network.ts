/** Do more cells help? Networks of very different sizes on the same symbols. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Scale } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { bitsText, countText, durationText, listing, rowsWith } from '../src/experiment/words.js';

type Parameters = { readonly k: number; readonly cells: number };

/** Bits a symbol below which something is learned. */
const SOMETHING = 0.95;

/** Learning rates by cells. */
const SIZES = {
  small: {
    lags: [7, 15],
    rates: new Map([
      [16, 0.003],
      [32, 0.003],
      [64, 0.002],
    ]),
    symbols: 200_000,
  },
  full: {
    lags: [20, 30],
    rates: new Map([
      [32, 0.003],
      [256, 0.001],
      [1024, 0.0003],
    ]),
    symbols: 3_000_000,
  },
};

function caseOf(scale: Scale, cells: number, rate: number, k: number): Case<Parameters> {
  const full = scale === 'full';
  return {
    name: `cells${cells}-k${k}`,
    parameters: { k, cells },
    sequence: {
      source: 'k-markov',
      parameters: { k },
      length: SIZES[scale].symbols,
      validation: full ? 20_000 : 10_000,
    },
    measure: trained({
      trainer: {
        cell: 'lstm',
        width: cells,
        layers: 3,
        norm: 'rms',
        rows: 4,
        length: full ? 64 : 32,
      },
      epochs: 1,
      rate,
      stopAtEntropy: true,
      margin: 0.0001,
      reportEvery: full ? 200 : 100,
      validateEvery: full ? 800 : 200,
      maxSeconds: full ? 1800 : undefined,
    }),
  };
}

export const LARGE_NETWORK = experiment<Parameters>({
  name: 'large-network',
  title: 'More cells',
  question:
    'Networks of 3 layers of more and more cells see the same symbols of X[n] = X[n-1] xor X[n-k] once. Does a larger one learn a lag that a small one does not, or the same lag from fewer symbols?',
  note: '256 and 1,024 cells in 3 layers fail even at k = 30, where 32 cells are at 0.01 bits after 10 million symbols.',
  cases: (scale) =>
    SIZES[scale].lags.flatMap((k) =>
      [...SIZES[scale].rates].map(([cells, rate]) => caseOf(scale, cells, rate, k)),
    ),
  charts: (rows) => [
    bitsAgainst(rows, {
      x: 'cells',
      xLabel: 'cells in each of 3 layers',
      xScale: 'log',
      title: 'Bits a symbol against the number of cells',
      series: ({ parameters }) => `k = ${parameters.k}`,
    }),
    learningCurves(rows, {
      title: 'Learning curves',
      label: ({ parameters }) => `k = ${parameters.k}, ${parameters.cells} cells`,
    }),
  ],
  conclusion(rows) {
    const lags = [...new Set(rows.map(({ parameters }) => parameters.k))];
    const sentences = lags.map((k) => {
      const members = rowsWith(rows, { k });
      const learned = members.flatMap(({ parameters, curve, bits }) => {
        const first = curve.find(({ validation = 1 }) => validation < SOMETHING);
        return first === undefined
          ? []
          : `${parameters.cells} cells after ${countText(first.symbols)} symbols (${bitsText(bits)} at the end)`;
      });
      const others = members.flatMap(({ parameters, curve, symbols }) =>
        curve.some(({ validation = 1 }) => validation < SOMETHING)
          ? []
          : `${parameters.cells} cells, which saw ${countText(symbols)} symbols`,
      );
      return (
        `For k = ${k} less than ${SOMETHING} bits are reached by ${listing(learned)}` +
        `${others.length === 0 ? '' : `, not by ${listing(others)}`}.`
      );
    });
    const stopped = rows.filter((row) => row.stopped !== undefined);
    const slowest = Math.max(...rows.map(({ seconds, symbols }) => (1e6 * seconds) / symbols));
    return (
      `${sentences.join(' ')} A million symbols take the slowest network ${durationText(slowest)}` +
      `${stopped.length === 0 ? '' : `; ${stopped.length} of ${rows.length} cases were stopped by their time`}.`
    );
  },
});
