/** Pseudo-random generators: lagged Fibonacci over bits and words, and a linear congruential one. */
import { bars, bitsAgainst } from '../src/experiment/charts.js';
import {
  type Case,
  experiment,
  type Measure,
  type Row,
  type Scale,
} from '../src/experiment/experiment.js';
import { archived, coded, trained } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import { bitsText, listing, rowsWith } from '../src/experiment/words.js';
import { LAG_PAIRS } from '../src/sources/kinds.js';

/** Generators of words, as bytes. */
const WORDS = {
  'additive, 8 bits': { source: 'additive', parameters: { lags: '17,5', bits: 8 } },
  'additive, 32 bits': { source: 'additive', parameters: { lags: '17,5', bits: 32 } },
  congruential: { source: 'congruential', parameters: { bits: 32 } },
} as const;

const PAIRS = 'products of pairs, one pass';
const LSTM = 'LSTM, 2 layers of 32 cells';
const XZ = 'xz -9e';
const FORESAY = 'foresay -6';
type Model = typeof PAIRS | typeof LSTM | typeof XZ | typeof FORESAY;

const SHORT: Readonly<Record<Model, string>> = {
  [PAIRS]: 'pairs',
  [LSTM]: 'lstm',
  [XZ]: 'xz',
  [FORESAY]: 'foresay',
};

type Parameters = { readonly generator: string; readonly model: Model };

/** Bits a symbol at which a pair of lags counts as learned. */
const LEARNED = 0.01;

/** Symbols whose products are read: more than the longest lag. */
const WINDOW = 96;

function measureOf(scale: Scale, model: Model): Measure {
  if (model === PAIRS) return archived(pairs(WINDOW));
  if (model !== LSTM) return coded(model);
  // The settings of k-markov.
  return trained({
    trainer: { cell: 'lstm', width: 32, layers: 2, rows: 4, length: scale === 'full' ? 128 : 32 },
    epochs: scale === 'full' ? 4 : 1,
    decay: 1,
    rate: 0.003,
    halving: scale === 'full' ? 20_000 : 0,
    stopAtEntropy: true,
    reportEvery: 500,
    validateEvery: 500,
    ...(scale === 'full' && { maxSeconds: 900 }),
  });
}

function bitCase(scale: Scale, lags: string, model: Model): Case<Parameters> {
  return {
    name: `${lags.replace(',', '-')}-${SHORT[model]}`,
    parameters: { generator: lags, model },
    sequence: {
      source: 'fibonacci',
      parameters: { lags },
      length: scale === 'full' ? 1_000_000 : 100_000,
      validation: 50_000,
    },
    measure: measureOf(scale, model),
  };
}

function wordCase(scale: Scale, generator: keyof typeof WORDS, model: Model): Case<Parameters> {
  return {
    name: `${generator.replaceAll(/\W+/g, '-')}-${SHORT[model]}`,
    parameters: { generator, model },
    sequence: {
      ...WORDS[generator],
      length: scale === 'full' ? 1_000_000 : 100_000,
      validation: 50_000,
    },
    measure: measureOf(scale, model),
  };
}

function cases(scale: Scale): Case<Parameters>[] {
  const lags = scale === 'full' ? [...LAG_PAIRS] : ['15,1', '31,13', '95,11'];
  return [
    ...lags.flatMap((pair) =>
      [PAIRS, LSTM, XZ].map((model) => bitCase(scale, pair, model as Model)),
    ),
    ...(Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((generator) =>
      [LSTM, XZ, FORESAY].map((model) => wordCase(scale, generator, model as Model)),
    ),
  ];
}

const isOfBits = ({ parameters }: Row<Parameters>) => !(parameters.generator in WORDS);

export const FIBONACCI = experiment<Parameters>({
  name: 'fibonacci',
  title: 'Pseudo-random generators',
  question:
    'Lagged Fibonacci and congruential generators pass for chance, although a few lags or one multiplication make them. Which does a network find out?',
  note: 'Of the fifteen pairs of lags over bits four or five were learned.',
  cases,
  charts: (rows) => [
    bitsAgainst(rows.filter(isOfBits), {
      x: 'generator',
      xLabel: 'lags r,s',
      title: 'Lagged Fibonacci over bits',
      series: ({ parameters }) => parameters.model,
      y: { label: 'bits a symbol', includes: [0, 1] },
    }),
    bars(
      rows.filter((row) => !isOfBits(row)),
      {
        title: 'Generators of words, read as bytes',
        label: 'bits a byte',
        bar: ({ parameters }) => parameters.model,
        group: ({ parameters }) => parameters.generator,
      },
    ),
  ],
  conclusion(rows) {
    const bits = rows.filter(isOfBits);
    const learned = (model: Model) =>
      rowsWith(bits, { model }).filter((row) => row.bits <= LEARNED).length;
    const words = rows.filter((row) => !isOfBits(row));
    const found = words
      .filter((row) => row.bits < 7.9)
      .map(
        ({ parameters, bits: cost }) =>
          `${parameters.generator} by ${parameters.model} (${bitsText(cost)})`,
      );
    const all = rowsWith(bits, { model: PAIRS }).length;
    return (
      `Of ${all} pairs of lags products of pairs learn ${learned(PAIRS)} in one pass, the LSTM ${learned(LSTM)}, and xz compresses ${learned(XZ)} to ${LEARNED} bits a symbol. ` +
      `Of the generators of words, less than 7.9 bits a byte are reached for ${listing(found)}. An addition with carry and a multiplication are no sums modulo 2.`
    );
  },
});
