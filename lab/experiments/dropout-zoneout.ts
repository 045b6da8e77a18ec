/** Dropout and zoneout: what they prevent where symbols are few, and what they cost where there is no noise. */
import { bars, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Scale } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { best, bitsText, listing, rowsWith, rowWith } from '../src/experiment/words.js';
import { binaryEntropy } from '../src/theory/information.js';

type Parameters = { readonly source: Source; readonly regularization: string };
type Source = typeof NOISY | typeof CERTAIN;

const NOISY = 'few symbols, noise';
const CERTAIN = 'many symbols, no noise';
const OFF = 'none';

const NOISE = 0.2;

/** Probabilities that an output is kept (dropout) and that a state is updated (zoneout). */
const REGULARIZATIONS = [
  { name: OFF },
  ...[0.9, 0.7, 0.5].map((dropout) => ({ name: `dropout ${dropout}`, dropout })),
  ...[0.9, 0.8, 0.6].map((zoneout) => ({ name: `zoneout ${zoneout}`, zoneout })),
];

const SIZES = {
  small: {
    noisy: { k: 4, symbols: 10_000, epochs: 30, validation: 100_000, validateEvery: 400 },
    certain: { k: 7, symbols: 100_000, validation: 20_000, validateEvery: 200 },
    width: 32,
  },
  full: {
    noisy: { k: 8, symbols: 50_000, epochs: 30, validation: 1_000_000, validateEvery: 2000 },
    certain: { k: 20, symbols: 2_000_000, validation: 100_000, validateEvery: 1000 },
    width: 64,
  },
};

/** Bits of the noisy source: no predictor needs fewer. */
const ENTROPY = binaryEntropy(NOISE);

function caseOf(
  scale: Scale,
  source: Source,
  { name, ...options }: (typeof REGULARIZATIONS)[number],
): Case<Parameters> {
  const { noisy, certain, width } = SIZES[scale];
  const one = source === NOISY ? { ...noisy, decay: 0.95 } : { ...certain, epochs: 1 };
  const { k, symbols, validation, ...schedule } = one;
  return {
    name: `${source === NOISY ? 'noisy' : 'certain'}-${name.replace(' ', '-')}`,
    parameters: { source, regularization: name },
    sequence: {
      source: source === NOISY ? 'xor-feedback' : 'k-markov',
      parameters: source === NOISY ? { k, noise: NOISE } : { k },
      length: symbols,
      validation,
    },
    measure: trained({
      trainer: { cell: 'lstm', width, layers: 2, norm: 'rms', rows: 4, length: 32, ...options },
      rate: 0.003,
      reportEvery: 100,
      ...schedule,
    }),
  };
}

export const DROPOUT_ZONEOUT = experiment<Parameters>({
  name: 'dropout-zoneout',
  title: 'Dropout and zoneout',
  question:
    'A network reads few symbols of X[n] = X[n-1] xor X[n-k] xor noise many times, and another many symbols without noise once. Do dropout and zoneout keep the first from learning the noise, and what do they cost the second?',
  note: 'The note trained with dropout and zoneout, and gives no figures without them.',
  cases: (scale) =>
    ([NOISY, CERTAIN] as const).flatMap((source) =>
      REGULARIZATIONS.map((one) => caseOf(scale, source, one)),
    ),
  charts: (rows) => [
    ...([NOISY, CERTAIN] as const).map((source, i) =>
      bars(rowsWith(rows, { source }), {
        name: ['noisy', 'certain'][i],
        title: `Validation after training: ${source}`,
        bar: ({ parameters }) => parameters.regularization,
      }),
    ),
    learningCurves(rowsWith(rows, { source: NOISY }), {
      title: 'Few symbols, read many times: validation',
      label: ({ parameters }) => parameters.regularization,
      y: { label: 'bits a symbol, validation', includes: [ENTROPY] },
    }),
  ],
  conclusion(rows) {
    const above = (source: Source, regularization: string) =>
      bitsText(rowWith(rows, { source, regularization }).bits - (source === NOISY ? ENTROPY : 0));
    const noisy = best(rowsWith(rows, { source: NOISY })).parameters.regularization;
    const off = rowWith(rows, { source: NOISY, regularization: OFF });
    const lowest = Math.min(...off.curve.flatMap(({ validation = [] }) => validation));
    return (
      `With few noisy symbols the network without regularization ends ${above(NOISY, OFF)} bits above the entropy, ` +
      `after it was ${bitsText(lowest - ENTROPY)} above it on its way; the best, ${noisy === OFF ? 'the one without' : noisy}, ends ${above(NOISY, noisy)} above. ` +
      `Without noise the network ends at ${above(CERTAIN, OFF)} bits, with ${listing(
        REGULARIZATIONS.filter(({ name }) => name !== OFF).map(
          ({ name }) => `${name} at ${above(CERTAIN, name)}`,
        ),
      )}.`
    );
  },
});
