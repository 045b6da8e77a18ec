/** Independent symbols: does a network waste anything where there is nothing to learn but one probability? */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { experiment } from '../src/experiment/experiment.js';
import { trained } from '../src/experiment/measures.js';
import { bitsText, valuesText } from '../src/experiment/words.js';
import { binaryEntropy } from '../src/theory/information.js';

const PROBABILITIES = [0.05, 0.1, 0.2, 0.5];

/** Part of the entropy that counts as optimal. */
const MARGIN = 0.01;

export const IID = experiment({
  name: 'iid',
  title: 'Independent symbols',
  question:
    'A network of 8 cells and 2 layers sees 1,000 independent symbols, six times. Does it then predict as well as theory allows?',
  note: 'Optimal for p = 0.05, 0.1, 0.2 and 0.5 after 1,000 symbols; no figures are given.',
  cases: (scale) =>
    PROBABILITIES.map((p) => ({
      name: `p${p}`,
      parameters: { p },
      sequence: {
        source: 'iid',
        parameters: { probabilities: `${1 - p},${p}` },
        length: 1000,
        // Their frequencies differ from the probabilities as well: 10^5 of them cost up to 1 % more by chance.
        validation: scale === 'full' ? 1_000_000 : 400_000,
      },
      measure: trained({
        trainer: { cell: 'gru', width: 8, layers: 2, rows: 4, length: 4 },
        epochs: 6,
        rate: 0.003,
        decay: 0.6,
        reportEvery: 21,
        validateEvery: 63,
      }),
    })),
  charts: (rows) => [
    bitsAgainst(rows, {
      x: 'p',
      xLabel: 'probability of the rarer symbol',
      title: 'Independent symbols: validation after 1,000 symbols',
      series: () => 'GRU, 2 layers of 8 cells',
      theory: Array.from({ length: 91 }, (_, i) => 0.05 + i / 200).map((p) => ({
        x: p,
        y: binaryEntropy(p),
      })),
    }),
    learningCurves(rows, {
      title: 'Learning curves',
      label: ({ parameters }) => `p = ${parameters.p}`,
    }),
  ],
  conclusion(rows) {
    const optimal = rows.filter(({ bits, theory = 0 }) => bits <= theory * (1 + MARGIN));
    const excess = rows.map(({ bits, theory = 0 }) => bits - theory);
    return (
      `The network is within 1 % of the entropy for ${valuesText(
        'p',
        optimal.map(({ parameters }) => parameters.p),
      )}` +
      `${optimal.length === rows.length ? ', all that the note tried' : ''}. ` +
      `It costs at most ${bitsText(Math.max(...excess))} bits a symbol more than the source; ` +
      `an estimate of one probability from 1,000 symbols costs 1 / (2000 ln 2) = ${bitsText(1 / (2000 * Math.LN2))} on average.`
    );
  },
});
