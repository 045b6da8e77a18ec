/** What lets a network learn a lag of 60, 100 or 250 symbols in one pass: the note's first question for future work. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import {
  type Case,
  experiment,
  type Measure,
  type Row,
  type Scale,
} from '../src/experiment/experiment.js';
import { archived } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import {
  best,
  bitsText,
  countText,
  durationText,
  listing,
  rowsWith,
  valuesText,
} from '../src/experiment/words.js';

/** The names are the lines of the plot. */
const WINNER = 'products of pairs, exponentiated gradient';
const GRADIENT = 'products of pairs, gradient descent';
const FEATURE = 'feature window';
const WINDOW = 'GRU with a window';
const DILATED = 'dilated GRU';
const LSTM = 'LSTM';
const MODELS = [WINNER, GRADIENT, FEATURE, WINDOW, DILATED, LSTM] as const;
type Model = (typeof MODELS)[number];

const SHORT: Readonly<Record<Model, string>> = {
  [WINNER]: 'pairs',
  [GRADIENT]: 'gradient',
  [FEATURE]: 'feature',
  [WINDOW]: 'gru',
  [DILATED]: 'dilated',
  [LSTM]: 'lstm',
};

type Parameters = { readonly model: Model; readonly k: number; readonly length: number };

/** Bits a symbol at which a lag counts as learned, of a sequence of a million symbols. */
const LEARNED = 0.02;

/** Symbols that are read: two windows serve all lags. */
const windowOf = (k: number) => (k <= 64 ? 64 : 256);

/** Layers of a dilation that read as far back as the window. */
const DEPTHS: Readonly<Record<number, number>> = { 64: 7, 256: 8 };

function measureOf(model: Model, k: number): Measure {
  const window = windowOf(k);
  switch (model) {
    case WINNER:
      return archived(pairs(window));
    case GRADIENT:
      // A step changes a logit by up to rate x pairs: 100 / pairs was the best of 20 to 400 for 64 symbols.
      return archived({
        trainer: { ...pairs(window).trainer, optimizer: 'sgd' },
        rate: 200 / (window * (window + 1)),
      });
    case FEATURE:
      // Of 1 to 16 rows, 32 to 128 symbols, rates 0.001 and 0.003: many small batches at a low rate are the best.
      return archived({
        trainer: { cell: 'feature', width: 64, layers: 2, window, rows: 1, length: 32 },
        rate: 0.001,
      });
    case WINDOW:
      return archived({
        trainer: { cell: 'gru', width: 32, layers: 2, window, rows: 1, length: 32 },
        rate: 0.001,
      });
    case DILATED:
      return archived({
        trainer: {
          cell: 'gru',
          width: 32,
          layers: DEPTHS[window],
          dilation: 2,
          rows: 1,
          length: 2 * window,
        },
        rate: 0.002,
      });
    case LSTM:
      return archived({
        trainer: { cell: 'lstm', width: 32, layers: 2, rows: 1, length: window },
        rate: 0.003,
      });
  }
}

function caseOf(model: Model, k: number, length: number): Case<Parameters> {
  return {
    name: `${SHORT[model]}-k${k}-${length}`,
    parameters: { model, k, length },
    sequence: { source: 'k-markov', parameters: { k }, length },
    measure: measureOf(model, k),
  };
}

function cases(scale: Scale): Case<Parameters>[] {
  const full = scale === 'full';
  const short = full ? 1_000_000 : 50_000;
  const rivals = MODELS.filter((model) => model !== WINNER);
  const lags = full ? [10, 20, 30, 40, 50, 60, 100, 250] : [20, 50];
  const lengths = full ? [1_000_000, 10_000_000] : [short];
  return [
    ...lengths.flatMap((length) => lags.map((k) => caseOf(WINNER, k, length))),
    ...(full ? [60, 100, 250] : lags).flatMap((k) =>
      rivals.map((model) => caseOf(model, k, short)),
    ),
  ];
}

export const LONG_MEMORY = experiment<Parameters>({
  name: 'long-memory',
  title: 'Lags of 60 symbols and more',
  question:
    'X[n] = X[n-1] xor X[n-k] is certain once its two lags are known. What lets a network find lags of 60, 100 and 250 symbols in one pass, each symbol predicted before it is learned?',
  note: 'No network learned k = 60; what would is its first question for future work.',
  cases,
  charts: (rows) => {
    const longest = Math.max(...rows.map(({ parameters }) => parameters.length));
    const shortest = Math.min(...rows.map(({ parameters }) => parameters.length));
    const several = longest > shortest;
    const short = rowsWith(rows, { length: shortest });
    const lags = short.map(({ parameters }) => parameters.k);
    const k = lags.includes(60) ? 60 : Math.max(...lags);
    return [
      bitsAgainst(rows, {
        x: 'k',
        xLabel: 'lag k, symbols',
        title: 'One pass, learning counted: bits a symbol against the lag',
        series: ({ parameters: { model, length } }) =>
          several && model === WINNER ? `${model}, ${countText(length)} symbols` : model,
        y: {
          label: 'bits a symbol',
          scale: 'symlog',
          constant: 0.0001,
          ticks: [0, 0.0001, 0.001, 0.01, 0.1, 1],
          includes: [0, 1],
        },
      }),
      learningCurves(rowsWith(short, { k }), {
        title: `Learning curves, k = ${k}`,
        label: ({ parameters }) => parameters.model,
        of: 'training',
      }),
    ];
  },
  conclusion(rows) {
    const length = Math.min(...rows.map(({ parameters }) => parameters.length));
    const learnedBy = (model: Model) => {
      const learned = rowsWith(rows, { model, length }).filter(({ bits }) => bits <= LEARNED);
      return `${model} for ${valuesText(
        'k',
        learned.map(({ parameters }) => parameters.k),
      )}`;
    };
    const k = Math.max(...rows.map(({ parameters }) => parameters.k));
    const pass = (row: Row<Parameters>) =>
      `${countText(Math.round(row.bits * row.parameters.length))} bits in ${durationText(row.seconds)}`;
    const winners = rowsWith(rows, { model: WINNER });
    const own = rowsWith(winners, { k, length })[0] as Row<Parameters>;
    const others = rowsWith(rows, { k, length }).filter((row) => row !== own);
    const other = best(others);
    const worst = winners.reduce((most, row) =>
      row.bits * row.parameters.length > most.bits * most.parameters.length ? row : most,
    );
    return (
      `Within ${LEARNED} bits a symbol over ${countText(length)} symbols are ${listing(MODELS.map(learnedBy))}. ` +
      `At k = ${k} that sequence costs the first ${pass(own)}, and the best other (${other.parameters.model}) ${pass(other)}. ` +
      `Over all lags and lengths the first pays at most ${countText(Math.round(worst.bits * worst.parameters.length))} bits in all, ` +
      `${bitsText(worst.bits)} bits a symbol: a weight that is useful grows by a constant factor an update, so the cost grows with the logarithm of the number of pairs.`
    );
  },
});
