/** X[n] = X[n-1] xor X[n-k] with noise: fed back into the sequence, or on what is seen of it. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Measure, type Scale } from '../src/experiment/experiment.js';
import { archived, trained } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import { bitsText, listing, rowsWith, valuesText } from '../src/experiment/words.js';
import { binaryEntropy } from '../src/theory/information.js';

/** Probability of a wrong symbol, as in the note. */
const PROBABILITY = 0.2;

const FED_BACK = 'fed back';
const SEEN = 'on what is seen';

const PAIRS = 'products of pairs';
const ONE_PASS = 'products of pairs, one pass';
const CHANNEL = 'products of pairs behind a channel';
const CHANNEL_ONE_PASS = 'products of pairs behind a channel, one pass';
const GRU = 'GRU';
type Model = typeof PAIRS | typeof ONE_PASS | typeof CHANNEL | typeof CHANNEL_ONE_PASS | typeof GRU;

const SHORT: Readonly<Record<Model, string>> = {
  [PAIRS]: 'pairs',
  [ONE_PASS]: 'pairs-pass',
  [CHANNEL]: 'channel',
  [CHANNEL_ONE_PASS]: 'channel-pass',
  [GRU]: 'gru',
};

type Noise = typeof FED_BACK | typeof SEEN;
type Parameters = { readonly noise: Noise; readonly k: number; readonly model: Model };

/** Parts of the entropy rate within which it counts as reached. */
const MARGINS = { [FED_BACK]: 0.01, [SEEN]: 0.05 } as const;

/** A channel's first estimate of the noise; the rest is learned. */
const FIRST_ESTIMATE = 0.1;

function measureOf(model: Model, full: boolean): Measure {
  const window = full ? 128 : 24;
  const reports = { epochs: 1, reportEvery: 200, validateEvery: full ? 2000 : 200 };
  switch (model) {
    case PAIRS:
      return trained({ ...pairs(window), ...reports });
    case CHANNEL:
      return trained({ ...pairs(window, FIRST_ESTIMATE), ...reports });
    case ONE_PASS:
      return archived(pairs(window));
    case CHANNEL_ONE_PASS:
      return archived(pairs(window, FIRST_ESTIMATE));
    default:
      return trained({
        trainer: { cell: 'gru', width: 32, layers: 2, rows: 16, length: 64 },
        epochs: full ? 10 : 3,
        rate: 0.003,
        validateEvery: full ? 1000 : 100,
        maxSeconds: full ? 600 : 20,
      });
  }
}

function caseOf(scale: Scale, noise: Noise, k: number, model: Model): Case<Parameters> {
  const full = scale === 'full';
  const fedBack = noise === FED_BACK;
  return {
    name: `${fedBack ? 'fed' : 'seen'}-${SHORT[model]}-k${k}`,
    parameters: { noise, k, model },
    sequence: {
      source: fedBack ? 'xor-feedback' : 'xor-observed',
      parameters: { k, noise: PROBABILITY },
      length: full ? 1_000_000 : 100_000,
      validation: full ? 1_000_000 : 100_000,
    },
    measure: measureOf(model, full),
    note: full && fedBack && model === GRU ? (k <= 40 ? binaryEntropy(PROBABILITY) : 1) : undefined,
  };
}

export const NOISE = experiment<Parameters>({
  name: 'noise',
  title: 'A parity of two symbols under noise',
  question:
    'Each symbol of X[n] = X[n-1] xor X[n-k] is wrong with probability 0.2: either in the sequence itself, so that it takes part in all that follow, or only where it is seen. Both have the entropy rate H(0.2). Does a network reach it?',
  note: 'Fed back: the entropy is reached up to k = 40, and nothing is learned from k = 50 on. There are no figures for noise on what is seen.',
  cases: (scale) => {
    const full = scale === 'full';
    return [
      ...(full ? [10, 20, 30, 40, 50, 60, 80, 100] : [4, 8, 16]).flatMap((k) =>
        [PAIRS, ONE_PASS, GRU].map((model) => caseOf(scale, FED_BACK, k, model as Model)),
      ),
      ...(full ? [10, 20] : [6]).flatMap((k) =>
        [PAIRS, CHANNEL, CHANNEL_ONE_PASS, GRU].map((model) =>
          caseOf(scale, SEEN, k, model as Model),
        ),
      ),
    ];
  },
  charts: (rows) => [
    bitsAgainst(rowsWith(rows, { noise: FED_BACK }), {
      x: 'k',
      xLabel: 'lag k, symbols',
      title: 'Noise that is fed back: bits a symbol against the lag',
      series: ({ parameters }) => parameters.model,
      noteLabel: () => 'the note',
      y: { label: 'bits a symbol', includes: [0.7, 1] },
    }),
    learningCurves(
      rowsWith(rows, { noise: SEEN }).filter(({ kind }) => kind !== 'archive'),
      {
        title: 'Noise on what is seen: learning curves',
        label: ({ parameters }) => `${parameters.model}, k = ${parameters.k}`,
        of: 'training',
        y: { label: 'bits a symbol, training', includes: [0.7, 1] },
      },
    ),
  ],
  conclusion(rows) {
    const text = (noise: Noise, models: readonly Model[]) =>
      listing(
        models.flatMap((model) => {
          const near = rowsWith(rows, { noise, model }).filter(
            ({ bits, theory = 0 }) => bits <= theory * (1 + MARGINS[noise]),
          );
          const lags = near.map(({ parameters }) => parameters.k);
          return near.length === 0 ? [] : [`${model} for ${valuesText('k', lags)}`];
        }),
      );
    const most = (noise: Noise, model: Model) =>
      bitsText(
        Math.max(...rowsWith(rows, { noise, model }).map(({ bits, theory = 0 }) => bits - theory)),
      );
    return (
      `Noise that is fed back: within 1 % of the entropy are ${text(FED_BACK, [PAIRS, GRU])}; ` +
      `one pass with learning counted costs at most ${most(FED_BACK, ONE_PASS)} bits a symbol more than the entropy. ` +
      `Noise on what is seen: within 5 % are ${text(SEEN, [PAIRS, CHANNEL, GRU])}. ` +
      'A product of two symbols that are both seen through noise adds up their noise; a channel replaces each by the mean of the hidden one, given all before it.'
    );
  },
});
