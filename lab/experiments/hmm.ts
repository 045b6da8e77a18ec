/** Hidden Markov sources, flat and in levels: does a recurrent network do what the forward algorithm does? */
import { bitsAgainst, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { coded, trained } from '../src/experiment/measures.js';
import { listing, percentText, rowsWith } from '../src/experiment/words.js';
import EVEN from './models/even.json' with { type: 'json' };
import REGISTER from './models/register.json' with { type: 'json' };
import THREE_LEVELS from './models/three-levels.json' with { type: 'json' };

/** In the order of their states. */
const SOURCES = {
  'even process': { source: 'hmm', parameters: { model: { json: EVEN } } },
  'three levels': { source: 'driven-hmm', parameters: { model: { json: THREE_LEVELS } } },
  'noisy register': { source: 'hmm', parameters: { model: { json: REGISTER } } },
} as const;

const CELLS = ['rnn', 'gru', 'lstm'] as const;
const CODER = 'adaptive order 12';

type Parameters = { readonly source: keyof typeof SOURCES; readonly model: string };

/** Part of the entropy rate that counts as reached. */
const MARGIN = 0.01;

function casesOf(scale: Scale, source: keyof typeof SOURCES): Case<Parameters>[] {
  const full = scale === 'full';
  const sequence = {
    ...SOURCES[source],
    length: full ? 4_000_000 : 300_000,
    validation: full ? 1_000_000 : 200_000,
  };
  const name = source.replace(' ', '-');
  return [
    ...CELLS.map((cell) => ({
      name: `${name}-${cell}`,
      parameters: { source, model: `${cell}, 2 layers of 32 cells` },
      sequence,
      // Tried on other sequences of the three sources: rates of 0.001 to 0.01, 16 to 64 rows, 16 to 64 symbols.
      measure: trained({
        trainer: { cell, width: 32, layers: 2, rows: 32, length: 32 },
        epochs: full ? 4 : 2,
        rate: 0.004,
        decay: 0.5,
        halving: full ? 2000 : 300,
        reportEvery: 20,
        validateEvery: full ? 400 : 50,
        ...(full && { maxSeconds: 1200 }),
      }),
    })),
    {
      name: `${name}-order-12`,
      parameters: { source, model: CODER },
      sequence,
      measure: coded(CODER),
    },
  ];
}

/** Part of the entropy rate that a row costs more. */
function excess({ bits, theory = bits }: Row<Parameters>): number {
  return bits / theory - 1;
}

export const HMM = experiment<Parameters>({
  name: 'hmm',
  title: 'Hidden Markov sources',
  question:
    'The forward algorithm keeps a probability for each hidden state. Does a network that only sees the symbols come as near to the entropy rate, also where one hidden process drives another?',
  note: 'Hidden Markov sources are learned to their entropy; deeper ones, in which a hidden process drives another, are named as the next question.',
  cases: (scale) =>
    (Object.keys(SOURCES) as (keyof typeof SOURCES)[]).flatMap((source) => casesOf(scale, source)),
  charts: (rows) => [
    // The sources differ far more than the models.
    bitsAgainst(
      rows.map((row) => ({ ...row, bits: 100 * excess(row), theory: 0 })),
      {
        x: 'source',
        xLabel: 'source',
        title: 'Hidden Markov sources: cost above the entropy rate',
        series: ({ parameters }) => parameters.model,
        joined: false,
        y: { label: '% above the entropy rate', includes: [0] },
      },
    ),
    learningCurves(rowsWith(rows, { source: 'three levels' }), {
      title: 'Three levels: learning curves',
      label: ({ parameters }) => parameters.model,
      y: { label: 'bits a symbol, validation', includes: [] },
    }),
  ],
  conclusion(rows) {
    const networks = rows.filter(({ parameters }) => parameters.model !== CODER);
    const near = (source: keyof typeof SOURCES) =>
      rowsWith(networks, { source })
        .filter((row) => excess(row) <= MARGIN)
        .map(({ parameters }) => parameters.model.split(',')[0] as string);
    const found = (Object.keys(SOURCES) as (keyof typeof SOURCES)[])
      .map((source) => `${source}: ${listing(near(source))}`)
      .join('; ');
    const worst = Math.max(...rowsWith(rows, { model: CODER }).map(excess));
    return (
      `Within ${percentText(MARGIN)} of the entropy rate are, of the ${CELLS.length} cells, for the ${found}. ` +
      `Counting contexts of 12 symbols costs up to ${percentText(worst)} more than the entropy rate. ` +
      'A network may lie a little below the rate: the validation sequence has its own share of chance.'
    );
  },
});
