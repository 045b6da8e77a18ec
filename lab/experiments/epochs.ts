/** One pass or many: from which length does a network in the archive pay for its weights? */
import { bars, bitsAgainst } from '../src/experiment/charts.js';
import {
  type Case,
  experiment,
  type Measure,
  type Row,
  type Scale,
} from '../src/experiment/experiment.js';
import { archived, coded } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import type { SequenceSpec } from '../src/experiment/sequence-spec.js';
import { epochs, trainedThenCoded } from '../src/experiment/two-passes.js';
import { bitsText, countText, listing, rowsWith, valuesText } from '../src/experiment/words.js';

type Parameters = {
  readonly data: string;
  readonly length: number;
  readonly coder: string;
};

const TWO = 'two passes';
const ONE = 'one pass, the same network';
const LEVEL = 'foresay -6';
const XZ = 'xz -9e';

interface Data {
  readonly name: string;
  readonly short: string;
  readonly sequence: (length: number) => SequenceSpec;
  /** Lengths, and the network and the epochs of each. */
  readonly lengths: Readonly<Record<Scale, readonly number[]>>;
  readonly model: (length: number) => string;
  readonly epochs: (length: number) => number;
}

const few = (length: number) => (length > 2_000_000 ? 3 : 8);

/** 16 cells below the first of these lengths, twice as many from each of them on: near the smallest archive of two passes. */
function widthFor(length: number, from: readonly number[]): number {
  return 16 * 2 ** from.filter((least) => length >= least).length;
}

/** Their symbols are learned within a few million. */
const DATA: readonly Data[] = [
  {
    name: 'parity under noise',
    short: 'noise',
    sequence: (length) => ({ source: 'xor-feedback', parameters: { k: 4, noise: 0.1 }, length }),
    lengths: { small: [10_000, 100_000], full: [10_000, 100_000, 1_000_000, 10_000_000] },
    model: () => 'gru(16x1,ngrams=1)',
    epochs: few,
  },
  {
    name: 'DNA',
    short: 'dna',
    sequence: (length) => ({ file: 'dna/human_chr20_5M-15M.acgt', content: 'dna', length }),
    lengths: { small: [30_000], full: [100_000, 1_000_000, 10_000_000] },
    model: (length) => `lstm(${widthFor(length, [200_000, 2_000_000])}x1,ngrams=1)`,
    epochs: few,
  },
  {
    name: 'text',
    short: 'text',
    sequence: (length) => ({ file: 'wiki/enwik8-first-4000000', length }),
    lengths: { small: [30_000], full: [30_000, 100_000, 300_000, 1_000_000, 4_000_000] },
    model: (length) => `lstm(${widthFor(length, [50_000, 200_000, 1_000_000])}x1,ngrams=1)`,
    epochs: few,
  },
  {
    name: 'iid, p = 0.1',
    short: 'iid',
    sequence: (length) => ({ source: 'iid', parameters: { probabilities: '0.9,0.1' }, length }),
    lengths: { small: [], full: [100_000, 10_000_000] },
    model: () => 'gru(16x1,ngrams=1)',
    epochs: few,
  },
];

/** The lags of DeepZip's table, and its archives of 10^7 symbols: 180,194 bytes each, 170,192 of them weights. */
const DEEPZIP = {
  lags: [20, 30, 40, 50, 60],
  bytes: 180_194,
  weights: 170_192,
  symbols: 10_000_000,
};
const PARITY = 'parity, k = ';
const PRODUCTS = 'one pass, products of pairs';

function deepZipCases(k: number): readonly Case<Parameters>[] {
  const of = (short: string, coder: string, measure: Measure): Case<Parameters> => ({
    name: `deepzip-${short}k${k}`,
    parameters: { data: `${PARITY}${k}`, length: DEEPZIP.symbols, coder },
    sequence: {
      source: 'k-markov',
      parameters: { k },
      length: DEEPZIP.symbols,
      validation: 100_000,
    },
    measure,
  });
  return [of('', TWO, twoPasses(k)), of('pairs-', PRODUCTS, archived(pairs(64)))];
}

/** As the experiment k-markov learns a parity; the last epochs with quantised weights. */
function twoPasses(k: number): Measure {
  const far = k > 30;
  return trainedThenCoded({
    trainer: {
      cell: 'lstm',
      width: 32,
      layers: 2,
      rows: 4,
      length: 128,
      norm: 'rms',
      weightBits: far ? 5 : 4,
    },
    epochs: far ? 8 : 3,
    quantiseEpochs: far ? 4 : 1,
    decay: 1,
    rate: 0.003,
    halving: 20_000,
    reportEvery: 500,
    validateEvery: 2000,
  });
}

function casesOf(scale: Scale): readonly Case<Parameters>[] {
  const lengths = DATA.flatMap((data) =>
    data.lengths[scale].flatMap((length): Case<Parameters>[] => {
      const model = data.model(length);
      const of = (short: string, coder: string, measure: Measure): Case<Parameters> => ({
        name: `${data.short}-${length}-${short}`,
        parameters: { data: data.name, length, coder },
        sequence: data.sequence(length),
        measure,
      });
      return [
        of('two', TWO, epochs(data.epochs(length), model)),
        of('one', ONE, coded(`foresay ${model}`)),
        of('level', LEVEL, coded(LEVEL)),
        of('xz', XZ, coded(XZ)),
      ];
    }),
  );
  return scale === 'full' ? [...lengths, ...DEEPZIP.lags.flatMap(deepZipCases)] : lengths;
}

/** The archives of parities that a coder made. */
function parities(rows: readonly Row<Parameters>[], coder: string): readonly Row<Parameters>[] {
  return rowsWith(rows, { coder }).filter(({ parameters }) => parameters.data.startsWith(PARITY));
}

/** The shortest length from which on two passes take less than one; undefined where the longest does not. */
function paysFrom(rows: readonly Row<Parameters>[]): number | undefined {
  const lengths = [...new Set(rows.map(({ parameters }) => parameters.length))].sort(
    (a, b) => b - a,
  );
  let from: number | undefined;
  for (const length of lengths) {
    const [two] = rowsWith(rows, { length, coder: TWO });
    const [one] = rowsWith(rows, { length, coder: ONE });
    if (two === undefined || one === undefined || two.bits >= one.bits) break;
    from = length;
  }
  return from;
}

export const EPOCHS = experiment<Parameters>({
  name: 'epochs',
  title: 'One pass or many',
  question:
    'A network that is trained in many passes predicts better, but a decoder needs its weights. From which length on is an archive with the weights in it smaller than that of one pass?',
  note: `The note trained for 10 to 40 epochs and counted no weights. DeepZip, whose archives hold them, has ${countText(DEEPZIP.bytes)} bytes for each X[n] = X[n-1] xor X[n-k] of 10^7 symbols, k = 20 to 60; ${countText(DEEPZIP.weights)} of these are weights.`,
  cases: casesOf,
  charts: (rows) => {
    const parity = parities(rows, TWO);
    return [
      ...DATA.flatMap(({ name, short }) => {
        const members = rowsWith(rows, { data: name });
        return members.length === 0
          ? []
          : [
              bitsAgainst(members, {
                name: short,
                x: 'length',
                xLabel: 'length, symbols',
                xScale: 'log',
                title: `${name}: bits a symbol against the length`,
                series: ({ parameters }) => parameters.coder,
                y: { label: 'bits a symbol', includes: [] },
              }),
            ];
      }),
      ...(parity.length === 0
        ? []
        : [
            bars(parity, {
              name: 'deepzip',
              title: 'Parities of 10^7 symbols: archives with their weights',
              label: 'bits a symbol',
              bar: ({ parameters }) => parameters.data,
              weights: true,
              lines: [
                {
                  label: `DeepZip: ${countText(DEEPZIP.bytes)} bytes`,
                  value: (8 * DEEPZIP.bytes) / DEEPZIP.symbols,
                },
              ],
            }),
          ]),
    ];
  },
  conclusion(rows) {
    const sentences = DATA.flatMap(({ name }) => {
      const members = rowsWith(rows, { data: name });
      if (members.length === 0) return [];
      const from = paysFrom(members);
      const longest = Math.max(...members.map(({ parameters }) => parameters.length));
      const [two] = rowsWith(members, { length: longest, coder: TWO });
      const [one] = rowsWith(members, { length: longest, coder: ONE });
      const [level] = rowsWith(members, { length: longest, coder: LEVEL });
      if (!two || !one || !level) return [];
      return [
        `${name}: two passes are smaller than one ${from === undefined ? `at none of the lengths to ${countText(longest)}` : `from ${countText(from)} symbols on`}; ` +
          `at ${countText(longest)} they take ${bitsText(two.bits)} bits a symbol, ${bitsText(two.figures['weights'] ?? 0)} of them weights, one pass ${bitsText(one.bits)}, and ${LEVEL} ${bitsText(level.bits)}.`,
      ];
    });
    const sizes = (coder: string) =>
      parities(rows, coder).map(({ figures }) => figures['bytes'] ?? Number.NaN);
    const trained = sizes(TWO);
    const table =
      trained.length === 0
        ? ''
        : ` The archives of parities with a trained network take ${listing(trained.map(countText))} bytes for ${valuesText('k', DEEPZIP.lags)}: ` +
          `DeepZip's are ${listing(trained.map((size) => (DEEPZIP.bytes / size).toFixed(1)))} times as large. ` +
          `Products of pairs, learned in one pass, take ${listing(sizes(PRODUCTS).map(countText))}.`;
    return sentences.join(' ') + table;
  },
});
