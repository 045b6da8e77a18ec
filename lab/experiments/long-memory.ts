/** What lets a network learn a lag of 60, 100 or 250 symbols in one pass: the note's first question for future work. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { type Archived, archived } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import {
  best,
  bitsText,
  countText,
  durationText,
  rowsWith,
  valuesText,
} from '../src/experiment/words.js';

/** A network: a name for its cases, and its options for a window of so many symbols. */
interface Network {
  readonly short: string;
  readonly options: (window: number) => Archived;
}

const WINNER = 'pairs by exponentiated gradient';

/** Layers of a dilation that read as far back as the window. */
const DEPTHS: Readonly<Record<number, number>> = { 64: 7, 256: 8 };

/** The names are the lines of the plot. */
const NETWORKS = {
  [WINNER]: { short: 'pairs', options: pairs },
  'pairs by gradient descent': {
    short: 'gradient',
    // A step changes a logit by up to rate x pairs: 100 / pairs was the best of 20 to 400 for 64 symbols.
    options: (window) => ({
      trainer: { ...pairs(window).trainer, optimizer: 'sgd' },
      rate: 200 / (window * (window + 1)),
    }),
  },
  'feature window': {
    short: 'feature',
    // Of 1 to 16 rows, 32 to 128 symbols, rates 0.0005 to 0.003: many small batches at a low rate are the best.
    options: (window) => ({
      trainer: { cell: 'feature', width: 64, layers: 2, window, rows: 1, length: 32 },
      rate: window <= 64 ? 0.001 : 0.0005,
    }),
  },
  'GRU with a window': {
    short: 'gru',
    options: (window) => ({
      trainer: { cell: 'gru', width: 32, layers: 2, window, rows: 1, length: 32 },
      rate: 0.001,
    }),
  },
  'dilated GRU': {
    short: 'dilated',
    options: (window) => ({
      trainer: {
        cell: 'gru',
        width: 32,
        layers: DEPTHS[window],
        dilation: 2,
        rows: 1,
        length: 2 * window,
      },
      rate: 0.002,
    }),
  },
  LSTM: {
    short: 'lstm',
    options: (window) => ({
      trainer: { cell: 'lstm', width: 32, layers: 2, rows: 1, length: window },
      rate: 0.003,
    }),
  },
} as const satisfies Record<string, Network>;

type Model = keyof typeof NETWORKS;
type Parameters = { readonly model: Model; readonly k: number; readonly length: number };

const MODELS = Object.keys(NETWORKS) as Model[];

/** Bits a symbol at which a lag counts as learned, of a sequence of a million symbols. */
const LEARNED = 0.02;

function caseOf(model: Model, k: number, length: number): Case<Parameters> {
  const { short, options } = NETWORKS[model];
  return {
    name: `${short}-k${k}-${length}`,
    parameters: { model, k, length },
    sequence: { source: 'k-markov', parameters: { k }, length },
    // Two windows serve all lags.
    measure: archived(options(k <= 64 ? 64 : 256)),
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
    const learnedBy = MODELS.flatMap((model) => {
      const learned = rowsWith(rows, { model, length }).filter(({ bits }) => bits <= LEARNED);
      const lags = valuesText(
        'k',
        learned.map(({ parameters }) => parameters.k),
      );
      return learned.length === 0 ? [] : [`${model} for ${lags}`];
    });
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
      `Over ${countText(length)} symbols these cost at most ${LEARNED} bits a symbol: ${learnedBy.join('; ')}. ` +
      `k = ${k} costs ${WINNER} ${pass(own)}. The best other network (${other.parameters.model}) costs ${pass(other)}. ` +
      `The first costs at most ${countText(Math.round(worst.bits * worst.parameters.length))} bits for any lag and length (${bitsText(worst.bits)} a symbol). ` +
      'These bits are those of the whole archive, options and number of symbols too.'
    );
  },
});
