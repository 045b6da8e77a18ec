/** De Bruijn sequences: every block of n bits occurs once. What can be learned from one that shows each block only once? */
import { bitsAgainst } from '../src/experiment/charts.js';
import { type Case, experiment, type Scale } from '../src/experiment/experiment.js';
import { archived, coded, trained } from '../src/experiment/measures.js';
import { pairs } from '../src/experiment/pairs.js';
import { bitsText, rowsWith } from '../src/experiment/words.js';

const RANDOM = 'random';
const MAXIMAL = 'from a maximal-length sequence';

type Parameters = {
  readonly n: number;
  readonly sequence: typeof RANDOM | typeof MAXIMAL;
  readonly model: string;
};

const GRU = 'GRU, 2 layers of 32 cells';
const WINDOW = 'feed-forward, 2 layers of 64 cells';
const PAIRS = 'products of pairs';
const XZ = 'xz -9e';

function casesOf(scale: Scale, sequence: Parameters['sequence'], n: number): Case<Parameters>[] {
  const short = sequence === RANDOM ? 'random' : 'maximal';
  const spec = {
    source: sequence === RANDOM ? 'de-bruijn' : 'de-bruijn-maximal',
    parameters: { order: n },
    length: 2 ** n,
  };
  const named = (model: string) => ({ n, sequence, model });
  return [
    ...([GRU, WINDOW] as const).map((model) => ({
      name: `${short}-${n}-${model === GRU ? 'gru' : 'window'}`,
      parameters: named(model),
      sequence: spec,
      measure: trained(
        {
          trainer: {
            cell: model === GRU ? 'gru' : 'feature',
            window: model === GRU ? 1 : 2 * n,
            width: model === GRU ? 32 : 64,
            layers: 2,
            rows: 16,
            length: 8,
          },
          epochs: 1,
          rate: 0.003,
          reportEvery: 20,
          ...(scale === 'full' && { maxSeconds: 1200 }),
        },
        'one pass',
      ),
    })),
    {
      name: `${short}-${n}-pairs`,
      parameters: named(PAIRS),
      sequence: spec,
      measure: archived(pairs(32)),
    },
    { name: `${short}-${n}-xz`, parameters: named(XZ), sequence: spec, measure: coded(XZ) },
  ];
}

export const DE_BRUIJN = experiment<Parameters>({
  name: 'de-bruijn',
  title: 'De Bruijn sequences',
  question:
    'One period of a De Bruijn sequence has every block of n bits once, so counts of n bits say nothing. Does a network find more, in one pass?',
  note: 'De Bruijn sequences are named among the sources to try; no figures are given.',
  cases: (scale) =>
    (scale === 'full' ? [10, 15, 20] : [10, 15]).flatMap((n) =>
      ([RANDOM, MAXIMAL] as const).flatMap((sequence) => casesOf(scale, sequence, n)),
    ),
  charts: (rows) =>
    ([RANDOM, MAXIMAL] as const).map((sequence) =>
      bitsAgainst(rowsWith(rows, { sequence }), {
        name: sequence === RANDOM ? 'random' : 'maximal',
        x: 'n',
        xLabel: 'order n, bits',
        title: `De Bruijn sequences, ${sequence}`,
        series: ({ parameters }) => parameters.model,
        y: { label: 'bits a symbol', includes: [0, 1] },
      }),
    ),
  conclusion(rows) {
    const longest = Math.max(...rows.map(({ parameters }) => parameters.n));
    const last = rows.filter(({ parameters }) => parameters.n === longest);
    const least = (sequence: Parameters['sequence']) =>
      rowsWith(last, { sequence }).reduce((a, b) => (b.bits < a.bits ? b : a));
    const text = (sequence: Parameters['sequence']) => {
      const { bits, theory, parameters } = least(sequence);
      return `${bitsText(bits)} bits a symbol (${parameters.model}${theory === undefined ? '' : `; theory ${bitsText(theory)}`})`;
    };
    return (
      `With n = ${longest} the least that was reached is ${text(RANDOM)} for a random sequence and ${text(MAXIMAL)} for one made from a maximal-length sequence. ` +
      'A random De Bruijn sequence has half a bit of freedom for each symbol; the other kind is a linear recurrence with one zero put in, so it costs as much as a model misses of linear recurrences.'
    );
  },
});
