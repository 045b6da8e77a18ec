/** The last symbols as the input, and what matches are worth where no context repeats. */
import { foresayModel, symbolBaseline } from '../src/baselines/baseline.js';
import { matchCoder } from '../src/baselines/match.js';
import { bars, bitsAgainst } from '../src/experiment/charts.js';
import { type Case, experiment, type Measure, type Scale } from '../src/experiment/experiment.js';
import { coded, codedWith, trained } from '../src/experiment/measures.js';
import { bitsText, listing, rowsWith, rowWith, valuesText } from '../src/experiment/words.js';

type Parameters = { readonly k: number; readonly model: string };
type Window = { readonly cell: 'feature' | 'lstm'; readonly window: number };

/** Bits a symbol at which a lag counts as learned. */
const LEARNED = 0.01;

/** The recurrence of the comparison of matches. */
const MATCH_LAG = 60;

/** Windows and lags. The note: a window of 100, lags from 100 to 190. */
const SIZES = {
  small: { windows: [24, 40] as const, lags: [24, 30, 40], length: 200_000, matches: 300_000 },
  full: {
    windows: [100, 200] as const,
    lags: [100, 110, 130, 160, 190],
    length: 5_000_000,
    matches: 10_000_000,
  },
};

const WITHOUT = 'mix without matches';
const MIX = 'mix with matches';
const NETWORK = 'mix with matches and LSTM';
const LAST = 'the last match';
const KEPT = 'matches at 16 distances';
const OPPOSITES = 'opposites, too';
const XZ = 'xz -9e';

/** foresay's experts with and without matches as inputs of the mixer, and coders that predict from matches alone. */
const MATCH_MODELS: Readonly<Record<string, Measure>> = {
  [WITHOUT]: ofFile('mix(orders=1+2+3+16+20+24)'),
  [MIX]: ofFile('mix(orders=1+2+3+16+20+24,matches=20+24+28+32,select=matchLength+expectedByte)'),
  [NETWORK]: ofFile(
    'mix(orders=1+2+3+16+20+24,matches=20+24+28+32,select=matchLength+expectedByte)+lstm(16x1)',
  ),
  [LAST]: ofMatches(1, false),
  [KEPT]: ofMatches(16, false),
  [OPPOSITES]: ofMatches(16, true),
  [XZ]: coded(XZ),
};

function ofFile(model: string): Measure {
  return codedWith(foresayModel(model), {});
}

function ofMatches(distances: number, opposites: boolean): Measure {
  return codedWith(symbolBaseline(matchCoder({ distances, opposites })), {});
}

/** The first window without recurrence and with it, the second without. */
function windowsOf(scale: Scale): readonly Window[] {
  const [first, second] = SIZES[scale].windows;
  return [
    { cell: 'feature', window: first },
    { cell: 'lstm', window: first },
    { cell: 'feature', window: second },
  ];
}

function windowName({ cell, window }: Window): string {
  return `window of ${window} ${cell === 'lstm' ? 'before an LSTM' : 'without recurrence'}`;
}

function windowCase(scale: Scale, one: Window, k: number): Case<Parameters> {
  const { length } = SIZES[scale];
  const { cell, window } = one;
  return {
    name: `${cell}${window}-k${k}`,
    parameters: { k, model: windowName(one) },
    sequence: { source: 'k-markov', parameters: { k }, length, validation: length / 10 },
    measure: trained({
      // Tried for k = 100: 4 rows with RMS normalisation and a rate of 0.002 are at 0.0002 bits after 128,000 symbols,
      // 16 rows without it at 0.001. Validation starts a length behind a row's first symbol, so a length is at least a window.
      trainer: {
        cell,
        width: 32,
        layers: 2,
        window,
        norm: 'rms',
        rows: 4,
        length: scale === 'full' ? 200 : 40,
      },
      epochs: 1,
      rate: cell === 'lstm' ? 0.001 : 0.002,
      stopAtEntropy: true,
      margin: 0.0001,
      validateEvery: 250,
    }),
  };
}

export const FEATURE = experiment<Parameters>({
  name: 'feature',
  title: 'A window of past symbols, and matches',
  question:
    'A network sees a window of the last symbols. Which lags of X[n] = X[n-1] xor X[n-k] does it learn? And why does xz compress k = 60, where no network of the note learned anything?',
  note: 'A feature model with a window of 100 symbols, k = 100 to 190; no figures are given. xz at k = 60: 0.63 bits a symbol.',
  cases: (scale) => {
    const { lags, matches } = SIZES[scale];
    return [
      ...windowsOf(scale).flatMap((one) => lags.map((k) => windowCase(scale, one, k))),
      ...Object.entries(MATCH_MODELS).map(([model, measure], i) => ({
        name: `match-${i}`,
        parameters: { k: MATCH_LAG, model },
        sequence: { source: 'k-markov', parameters: { k: MATCH_LAG }, length: matches },
        measure,
        note: scale === 'full' && model === XZ ? 0.63 : undefined,
      })),
    ];
  },
  charts: (rows) => [
    bitsAgainst(
      rows.filter(({ parameters }) => !(parameters.model in MATCH_MODELS)),
      {
        x: 'k',
        xLabel: 'lag k, symbols',
        title: 'Windows: bits a symbol against the lag',
        series: ({ parameters }) => parameters.model,
        y: { label: 'bits a symbol', includes: [0, 1] },
      },
    ),
    bars(
      rows.filter(({ parameters }) => parameters.model in MATCH_MODELS),
      {
        name: 'matches',
        title: `Archives of k = ${MATCH_LAG}: what matches are worth`,
        bar: ({ parameters }) => parameters.model,
      },
    ),
  ],
  conclusion(rows, scale) {
    const windows = windowsOf(scale).map((one) => {
      const learned = rowsWith(rows, { model: windowName(one) }).filter(
        ({ bits }) => bits <= LEARNED,
      );
      const lags = learned.map(({ parameters }) => parameters.k);
      return `by a ${windowName(one)} ${valuesText('k', lags)}`;
    });
    const bits = (model: string) => bitsText(rowWith(rows, { model }).bits);
    const xz = rowsWith(rows, { model: XZ }).map(
      (row) => `; xz, which keeps four, ${bitsText(row.bits)}`,
    );
    return (
      `Of k = ${listing(SIZES[scale].lags)}, these are learned to ${LEARNED} bits a symbol: ${windows.join('; ')}. ` +
      `For k = ${MATCH_LAG} the mix is at ${bits(WITHOUT)} bits without matches. With the newest match of each length as an input of the mixer it is at ${bits(MIX)}, ` +
      `and with a network beside them at ${bits(NETWORK)}. Differences at a distance obey the recurrence, too. After a match they are constant again k symbols later: ` +
      `the last match alone gives ${bits(LAST)}, matches whose distances are kept ${bits(KEPT)}, with their opposites ${bits(OPPOSITES)}${xz.join()}.`
    );
  },
});
