/** The note's question of theory: do finite E and exponential convergence say which sources a network of a size can learn? */
import { fileURLToPath } from 'node:url';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { trained, withFigures } from '../src/experiment/measures.js';
import { bitsText, listing, rowsWith } from '../src/experiment/words.js';
import type { LineChart, Series } from '../src/plot/chart.js';
import { SOURCE_KINDS } from '../src/sources/kinds.js';
import EVEN from './models/even.json' with { type: 'json' };
import REGISTER from './models/register.json' with { type: 'json' };
import THREE_LEVELS from './models/three-levels.json' with { type: 'json' };

/** How the rate from the last m symbols nears the entropy rate as m grows. */
const EXPONENTIAL = 'exponentially';
const AT_ONCE = 'at once, at the last symbol needed';
type Convergence = typeof EXPONENTIAL | typeof AT_ONCE;

interface Described {
  readonly source: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly model?: { readonly name: string; readonly json: Record<string, unknown> };
  readonly convergence: Convergence;
  /** Not among the sources of the small scale. */
  readonly full?: true;
}

const described = (
  convergence: Convergence,
  source: string,
  parameters: Described['parameters'],
): Described => ({ source, parameters, convergence });

const markov = (source: string, name: string, json: Record<string, unknown>): Described => ({
  source,
  parameters: {},
  model: { name, json },
  convergence: EXPONENTIAL,
});

const SOURCES: Readonly<Record<string, Described>> = {
  'even process': markov('hmm', 'even', EVEN),
  'three levels': markov('driven-hmm', 'three-levels', THREE_LEVELS),
  'noisy register': { ...markov('hmm', 'register', REGISTER), full: true },
  'noise fed back, k = 4': described(AT_ONCE, 'xor-feedback', { k: 4, noise: 0.2 }),
  'noise fed back, k = 10': {
    ...described(AT_ONCE, 'xor-feedback', { k: 10, noise: 0.2 }),
    full: true,
  },
  // Parities of fewer steps have cycles so short that a network learns the cycle and loses its place at a validation.
  'parity, k = 10': described(AT_ONCE, 'k-markov', { k: 10 }),
  'parity, k = 15': { ...described(AT_ONCE, 'k-markov', { k: 15 }), full: true },
  'parity, k = 20': described(AT_ONCE, 'k-markov', { k: 20 }),
  'lags 31,13': { ...described(AT_ONCE, 'fibonacci', { lags: '31,13' }), full: true },
  'majority xor a bit, m = 14': {
    ...described(AT_ONCE, 'non-linear', { function: 'majority', lags: '2,3,5', xor: 14 }),
    full: true,
  },
};

type Parameters = { readonly source: string; readonly cells: number };

/** Bits a symbol above the entropy rate that count as learned. */
const MARGIN = 0.02;

/** The heading of E in the table. */
const E = 'E, bits';

/** I(past; future) of a source in bits. */
function excessEntropyOf({ source, parameters, model }: Described): number {
  const kind = SOURCE_KINDS.find(({ name }) => name === source);
  const path = model && fileURLToPath(new URL(`./models/${model.name}.json`, import.meta.url));
  const texts = Object.entries({ ...parameters, ...(path !== undefined && { model: path }) });
  const made = kind?.make(Object.fromEntries(texts.map(([name, value]) => [name, String(value)])));
  return made?.theory().excessEntropy.bits ?? Number.NaN;
}

function caseOf(scale: Scale, name: string, source: Described, cells: number): Case<Parameters> {
  const full = scale === 'full';
  const training = trained({
    trainer: { cell: 'gru', width: cells, layers: 1, rows: 16, length: 32 },
    epochs: 1,
    rate: 0.004,
    halving: full ? 2000 : 500,
    stopAtEntropy: true,
    reportEvery: 100,
    validateEvery: 200,
  });
  return {
    name: `${name.replaceAll(/\W+/g, '-')}-${cells}`,
    parameters: { source: name, cells },
    sequence: {
      source: source.source,
      parameters: {
        ...source.parameters,
        ...(source.model && { model: { json: source.model.json } }),
      },
      length: full ? 3_000_000 : 300_000,
      validation: full ? 200_000 : 50_000,
    },
    measure: withFigures(training, () => ({ [E]: excessEntropyOf(source) })),
  };
}

const convergenceOf = ({ parameters }: Row<Parameters>) => SOURCES[parameters.source]?.convergence;

/** The smallest network that learned a source, and the largest that was tried. */
interface Needed {
  readonly source: string;
  readonly excessEntropy: number;
  readonly convergence: Convergence | undefined;
  readonly cells: number | undefined;
  readonly most: number;
}

function neededOf(rows: readonly Row<Parameters>[]): Needed[] {
  return [...new Set(rows.map(({ parameters }) => parameters.source))].flatMap((source) => {
    const members = rowsWith(rows, { source });
    const [first] = members;
    if (first === undefined) return [];
    const learned = members.filter(({ bits, theory = 0 }) => bits <= theory + MARGIN);
    const cellsOf = (some: readonly Row<Parameters>[]) =>
      some.map(({ parameters }) => parameters.cells);
    return {
      source,
      excessEntropy: first.figures[E] ?? Number.NaN,
      convergence: convergenceOf(first),
      cells: learned.length === 0 ? undefined : Math.min(...cellsOf(learned)),
      most: Math.max(...cellsOf(members)),
    };
  });
}

function neededChart(rows: readonly Row<Parameters>[]): LineChart {
  const needed = neededOf(rows);
  const seriesOf = (convergence: Convergence, color: number): Series => ({
    kind: 'measured',
    label: `nears the entropy rate ${convergence}`,
    color,
    joined: false,
    points: needed
      .filter((one) => one.convergence === convergence)
      .map(({ excessEntropy, cells, most }) => ({ x: excessEntropy, y: cells ?? 2 * most })),
  });
  const sizes = [...new Set(rows.map(({ parameters }) => parameters.cells))].sort((a, b) => a - b);
  const most = sizes.at(-1) ?? 1;
  return {
    type: 'lines',
    name: 'main',
    title: 'The smallest network that learns a source',
    x: {
      label: 'theory: excess entropy E, bits',
      scale: 'symlog',
      constant: 1,
      ticks: [0, 1, 2, 5, 10, 20, 30, 40, 50, 60],
      includes: [0],
    },
    y: {
      label: `cells needed (${2 * most}: more than the ${most} that were tried)`,
      scale: 'log',
      ticks: [...sizes, 2 * most],
    },
    series: [
      {
        kind: 'theory',
        label: 'theory: one bit of E a cell',
        points: [sizes[0] ?? 1, Math.min(2 * most, 64)].map((cells) => ({ x: cells, y: cells })),
      },
      seriesOf(EXPONENTIAL, 0),
      seriesOf(AT_ONCE, 1),
    ],
  };
}

export const MEMORY_NEEDED = experiment<Parameters>({
  name: 'memory-needed',
  title: 'How large a network does a source need?',
  question:
    'Theory gives the bits E that the past of a source tells of its future, and how fast the rate from m symbols nears the entropy rate. Do they predict the smallest network that learns the source?',
  note: 'Asked as a question: is a source learned if E is finite and the convergence exponential?',
  cases: (scale) =>
    Object.entries(SOURCES)
      .filter(([, { full }]) => scale === 'full' || !full)
      .flatMap(([name, source]) =>
        (scale === 'full' ? [8, 16, 32, 64, 128] : [8, 32]).map((cells) =>
          caseOf(scale, name, source, cells),
        ),
      ),
  charts: (rows) => [neededChart(rows)],
  conclusion(rows) {
    const needed = neededOf(rows);
    const learned = (convergence: Convergence) => {
      const members = needed.filter((one) => one.convergence === convergence);
      const names = members
        .filter(({ cells }) => cells !== undefined)
        .map(({ source, cells }) => `${source} (${cells} cells)`);
      return `${names.length} of ${members.length}: ${listing(names)}`;
    };
    const missed = needed.filter(({ cells }) => cells === undefined);
    const least = Math.min(...missed.map(({ excessEntropy }) => excessEntropy));
    return (
      `Of the sources whose rate nears the entropy rate exponentially a GRU learns ${learned(EXPONENTIAL)}; of those whose rate falls at once, with the last symbol that is needed, ${learned(AT_ONCE)}. ` +
      (missed.length === 0
        ? 'So every source with finite E was learned.'
        : `All have a finite E, and the least E of a source that was not learned is ${bitsText(least)} bits: E bounds what a state must hold, not what gradient descent finds.`)
    );
  },
});
