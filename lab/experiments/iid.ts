/** Independent symbols: does a network waste anything where there is nothing to learn but one probability? */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { experiment, type Row } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { bitsText, means, percentText, rowsWith, valuesText } from '../src/experiment/words.js';
import { binaryEntropy } from '../src/theory/information.js';

type Parameters = { readonly p: number; readonly sequence: number };

const PROBABILITIES = [0.05, 0.1, 0.2, 0.5];

/** Part of the entropy that counts as optimal. */
const MARGIN = 0.01;

/** Mean cost of a probability that is estimated from 1,000 symbols, bits a symbol. */
const ESTIMATE = 1 / (2000 * Math.LN2);

export const IID = experiment<Parameters>({
  name: 'iid',
  title: 'Independent symbols',
  question:
    'A network of 8 cells and 2 layers sees 1,000 independent symbols. Does it then predict as well as theory allows?',
  note: 'Optimal for p = 0.05, 0.1, 0.2 and 0.5 after 1,000 symbols; no figures are given.',
  cases: (scale) =>
    PROBABILITIES.flatMap((p) =>
      Array.from({ length: scale === 'full' ? 10 : 3 }, (_, draw) => ({
        name: `p${p}-${draw}`,
        parameters: { p, sequence: draw },
        sequence: {
          source: 'iid',
          parameters: { probabilities: `${1 - p},${p}` },
          length: 1000,
          // One standard error of the mean cost of 10^6 symbols of p = 0.05 is 0.3 % of the entropy; of 10^5, 1 %.
          validation: 1_000_000,
          draw,
        },
        measure: trained({
          // Tried on 20 other sequences a p, mean excess at p = 0.05, 0.1, 0.2 and 0.5: these settings 0.31, 0.15, 0.13 and
          // 0.08 %; a rate of 0.005 0.34, 0.14, 0.13 and 0.08 %; RNN at 0.005 0.33, 0.14, 0.12 and 0.11 %; 16 rows of 16,
          // which make a quarter of the updates, 2.6, 0.42, 0.81 and 0.09 %.
          trainer: { cell: 'gru', width: 8, layers: 2, rows: 8, length: 8 },
          epochs: 10,
          rate: 0.01,
          decay: 0.7,
          reportEvery: 40,
          validateEvery: 40,
        }),
      })),
    ),
  table: (rows) => means(rows, 'p'),
  charts: (rows) => [
    bitsAgainst(means(rows, 'p'), {
      x: 'p',
      xLabel: 'probability of the rarer symbol',
      title: 'Independent symbols: validation after 1,000 symbols, mean of the sequences',
      joined: false,
      series: () => 'GRU, 2 layers of 8 cells',
      theory: Array.from({ length: 91 }, (_, i) => 0.05 + i / 200).map((p) => ({
        x: p,
        y: binaryEntropy(p),
      })),
    }),
    learningCurves(rowsWith(rows, { sequence: 0 }), {
      title: 'Learning curves of the first sequences',
      label: ({ parameters }) => `p = ${parameters.p}`,
    }),
  ],
  conclusion(rows) {
    const excess = ({ bits, parameters: { p } }: Row<Parameters>) => bits / binaryEntropy(p) - 1;
    const optimal = (list: readonly Row<Parameters>[]) =>
      list.filter((row) => excess(row) <= MARGIN);
    const mean = means(rows, 'p');
    return (
      `On average over the sequences the network is within 1 % of the entropy for ${valuesText(
        'p',
        optimal(mean).map(({ parameters }) => parameters.p),
      )}` +
      `${optimal(mean).length === mean.length ? ', all that the note tried' : ''}; ` +
      `${optimal(rows).length} of the ${rows.length} single sequences are, and the worst is ${percentText(Math.max(...rows.map(excess)))} above. ` +
      `An estimate of one probability from 1,000 symbols costs 1 / (2000 ln 2) = ${bitsText(ESTIMATE)} bits a symbol on average, ` +
      `${percentText(ESTIMATE / binaryEntropy(0.05))} of the entropy for p = 0.05, so some sequences of 1,000 symbols are too unusual for any estimate.`
    );
  },
});
