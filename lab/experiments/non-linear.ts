/** Recurrences that no sum modulo 2 describes: and, or, majority of earlier bits, joined to an xor. */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Scale } from '../src/experiment/experiment.js';
import { archived, coded, trained } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import { bitsText, rowsWith, valuesText } from '../src/experiment/words.js';

const FUNCTIONS = ['and', 'or', 'majority'] as const;
const LSTM = 'LSTM, 2 layers of 32 cells';
const WINDOW = 'feed-forward, 2 layers of 64 cells';
const PAIRS = 'products of pairs, one pass';
const ORDER = 'adaptive order 16';
const MODELS = [LSTM, WINDOW, PAIRS, ORDER] as const;

type Parameters = {
  readonly function: (typeof FUNCTIONS)[number];
  readonly m: number;
  readonly model: (typeof MODELS)[number];
};

/** Bits a symbol above the entropy that count as learned. */
const MARGIN = 0.02;

function measureOf(scale: Scale, model: Parameters['model'], m: number) {
  const full = scale === 'full';
  if (model === ORDER) return coded(ORDER);
  if (model === PAIRS) return archived(pairs(64));
  if (model === LSTM)
    // As the experiment k-markov learns a parity.
    return trained({
      trainer: {
        cell: 'lstm',
        width: 32,
        layers: 2,
        rows: 4,
        length: full ? 128 : 32,
        norm: 'rms',
      },
      epochs: full ? 4 : 6,
      decay: 1,
      rate: 0.003,
      halving: full ? 20_000 : 3000,
      ...stopping(scale, full ? 2000 : 250),
    });
  return trained({
    trainer: { cell: 'feature', window: 2 * m, width: 64, layers: 2, rows: 32, length: 32 },
    epochs: full ? 2 : 1,
    rate: 0.003,
    halving: full ? 4000 : 400,
    ...stopping(scale, full ? 200 : 50),
  });
}

function stopping(scale: Scale, validateEvery: number) {
  return {
    stopAtEntropy: true,
    reportEvery: validateEvery / 10,
    validateEvery,
    ...(scale === 'full' && { maxSeconds: 900 }),
  };
}

function caseOf(
  scale: Scale,
  name: Parameters['function'],
  m: number,
  model: Parameters['model'],
): Case<Parameters> {
  const full = scale === 'full';
  return {
    name: `${name}-${m}-${['lstm', 'window', 'pairs', 'counts'][MODELS.indexOf(model)]}`,
    parameters: { function: name, m, model },
    sequence: {
      source: 'non-linear',
      parameters: { function: name, lags: '2,3,5', xor: m },
      length: full ? 4_000_000 : 400_000,
      validation: full ? 200_000 : 50_000,
    },
    measure: measureOf(scale, model, m),
  };
}

/**
 * Longest lags. `and` has one: with seed 1 it runs in a cycle of 128 m symbols for m = 40 and 48, as for most m that were tried, and
 * a network learns a cycle by heart. `or` is the complement of `and` of complements, but for a constant. It and `majority` have no
 * cycle within these lengths.
 */
const LAGS = {
  small: { and: [], or: [19, 32], majority: [19, 32] },
  full: { and: [32], or: [32, 40, 48], majority: [32, 40, 48] },
} as const satisfies Record<Scale, Record<Parameters['function'], readonly number[]>>;

export const NON_LINEAR_RECURRENCES = experiment<Parameters>({
  name: 'non-linear',
  title: 'Non-linear recurrences',
  question:
    'X[n] = f(X[n-2], X[n-3], X[n-5]) xor X[n-m] is certain once m bits are seen, but it is no sum modulo 2. Does that make it harder for a network than a parity?',
  note: 'Non-linear recurrences are named among the generators to try; no figures are given.',
  cases: (scale) =>
    FUNCTIONS.flatMap((name) =>
      LAGS[scale][name].flatMap((m) => MODELS.map((model) => caseOf(scale, name, m, model))),
    ),
  charts: (rows) => [
    ...FUNCTIONS.flatMap((name) => {
      const members = rowsWith(rows, { function: name });
      const lags = new Set(members.map(({ parameters }) => parameters.m));
      return lags.size < 2
        ? []
        : [
            bitsAgainst(members, {
              name,
              x: 'm',
              xLabel: 'longest lag m, symbols',
              title: `f is ${name}`,
              series: ({ parameters }) => parameters.model,
              y: { label: 'bits a symbol', includes: [0, 1] },
            }),
          ];
    }),
    learningCurves(rowsWith(rows, { model: LSTM }), {
      title: `${LSTM}: learning curves`,
      label: ({ parameters }) => `${parameters.function}, m = ${parameters.m}`,
    }),
  ],
  conclusion(rows) {
    const learned = (model: Parameters['model']) => {
      const hits = rowsWith(rows, { model }).filter(
        ({ bits, theory = 0 }) => bits <= theory + MARGIN,
      );
      return hits.length === 0
        ? 'none of the recurrences'
        : FUNCTIONS.map((name) => [name, rowsWith(hits, { function: name })] as const)
            .filter(([, members]) => members.length > 0)
            .map(
              ([name, members]) =>
                `f = ${name}, ${valuesText(
                  'm',
                  members.map(({ parameters }) => parameters.m),
                )}`,
            )
            .join('; ');
    };
    const products = rowsWith(rows, { model: PAIRS }).map(({ bits }) => bits);
    return (
      `The LSTM comes within ${bitsText(MARGIN)} bits of the entropy for ${learned(LSTM)}. A feed-forward network that sees the last 2 m bits does for ${learned(WINDOW)}. ` +
      `Counts of 16 bits do for ${learned(ORDER)}. Each f is a threshold of a sum of bits, so f xor a bit is a threshold of a sum of products of two bits: ` +
      `a unit with products of pairs costs ${bitsText(Math.min(...products))} to ${bitsText(Math.max(...products))} bits a symbol, learning counted.` +
      (rowsWith(rows, { function: 'and' }).length === 0
        ? ''
        : ' For m = 40 and 48 f = and runs in a cycle of 128 m bits, which a network learns by heart, so there are no rows.')
    );
  },
});
