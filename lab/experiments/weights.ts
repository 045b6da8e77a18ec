/** Weights: with how many bits does a network predict as well as with 32? */
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { type Trained, trained } from '../src/experiment/measures.js';
import type { SequenceSpec } from '../src/experiment/sequence-spec.js';
import { bitsText, percentText, rowsWith } from '../src/experiment/words.js';
import type { LineChart, Point } from '../src/plot/chart.js';
import { fileBits, rounded } from '../src/training/rounded.js';
import type { SavedModel } from '../src/training/saved-model.js';

type Parameters = {
  readonly data: string;
  /** Bits of a weight in training: 32, or the name of a quantisation. */
  readonly weights: string;
};

/** Training with quantised weights, by name. `bits` and `deadZone` are the trainer's. */
const QUANTISED = {
  '4 bits': { weightBits: 4 },
  '3 bits': { weightBits: 3 },
  ternary: { weightBits: 2 },
  'ternary, dead zone 1': { weightBits: 2, deadZone: 1 },
  'ternary, dead zone 1.25': { weightBits: 2, deadZone: 1.25 },
  binary: { weightBits: 1 },
} as const;

type Name = keyof typeof QUANTISED;

const FULL = '32 bits';

/** Bits to which the weights of the network with 32 bits are rounded after training. */
const ROUNDED = [8, 6, 5, 4, 3, 2, 1] as const;

/** By how much a network may cost more than with 32 bits, of the bits a symbol. */
const MARGIN = 0.02;

/** The note's hope, bits a weight: 50 and 32 times fewer than 32. */
const HOPE = [32 / 50, 1] as const;

const BITS_PER_WEIGHT = 'bits a weight';
const roundedBits = (bits: number) => `rounded to ${bits} bits`;
const roundedWeight = (bits: number) => `bits a weight, rounded to ${bits}`;

interface Data {
  readonly name: string;
  readonly short: string;
  readonly sequence: (full: boolean) => SequenceSpec;
  readonly trainer: (full: boolean) => NonNullable<Trained['trainer']>;
  /** Epochs, and the factor of the rate after each: it ends near a twentieth, since quantised weights need small steps at last. */
  readonly schedule: (full: boolean) => { readonly epochs: number; readonly decay: number };
}

const DATA: readonly Data[] = [
  {
    // Few symbols of k-markov are learned as a cycle, so the small scale has noise.
    name: 'parity',
    short: 'parity',
    sequence: (full) => ({
      source: full ? 'k-markov' : 'xor-feedback',
      parameters: full ? { k: 20 } : { k: 4, noise: 0.1 },
      length: full ? 1_000_000 : 60_000,
      validation: full ? 100_000 : 20_000,
    }),
    trainer: (full) =>
      full
        ? { cell: 'lstm', width: 64, layers: 1, rows: 4, length: 32 }
        : { cell: 'gru', width: 16, layers: 1, rows: 16, length: 32 },
    schedule: () => ({ epochs: 6, decay: 0.6 }),
  },
  {
    name: 'text',
    short: 'text',
    sequence: (full) => ({
      file: 'wiki/enwik6',
      length: full ? 900_000 : 60_000,
      validation: full ? 100_000 : 20_000,
    }),
    trainer: (full) => ({ cell: 'gru', width: full ? 256 : 32, layers: 1, rows: 16, length: 32 }),
    schedule: (full) => (full ? { epochs: 12, decay: 0.78 } : { epochs: 10, decay: 0.75 }),
  },
  {
    name: 'DNA',
    short: 'dna',
    sequence: (full) => ({
      file: 'dna/human_chr20_5M-15M.acgt',
      content: 'dna',
      length: full ? 2_000_000 : 60_000,
      validation: full ? 200_000 : 20_000,
    }),
    trainer: (full) => ({ cell: 'gru', width: full ? 128 : 32, layers: 1, rows: 16, length: 32 }),
    schedule: (full) => (full ? { epochs: 8, decay: 0.7 } : { epochs: 6, decay: 0.6 }),
  },
];

function casesOf(scale: Scale): readonly Case<Parameters>[] {
  const full = scale === 'full';
  const names = Object.keys(QUANTISED) as Name[];
  const chosen = names.filter((name) => full || !/^3|1.25/.test(name));
  return DATA.flatMap((data) => {
    const of = (weights: Name | typeof FULL): Case<Parameters> => ({
      name: `${data.short}-${weights.replaceAll(/[ ,]+/g, '-')}`,
      parameters: { data: data.name, weights },
      sequence: data.sequence(full),
      measure: trained(
        {
          trainer: { ...data.trainer(full), ...(weights !== FULL && QUANTISED[weights]) },
          ...data.schedule(full),
          quantiseEpochs: Math.ceil((2 * data.schedule(full).epochs) / 3),
          rate: 0.005,
          maxSeconds: 3400,
        },
        'validation',
        async (model, { validation }) => ({
          [BITS_PER_WEIGHT]: await fileBits(model),
          ...(weights === FULL && validation && (await roundedFigures(model, validation))),
        }),
      ),
    });
    return [FULL, ...chosen].map((weights) => of(weights as Name | typeof FULL));
  });
}

/** What the network costs with its weights rounded after training. */
async function roundedFigures(
  model: SavedModel,
  validation: Uint8Array,
): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const bits of ROUNDED) {
    const found = await rounded(model, bits, validation);
    figures[roundedBits(bits)] = found.bits;
    figures[roundedWeight(bits)] = found.bitsPerWeight;
  }
  return figures;
}

/** Points of bits a weight and bits a symbol, by falling bits a weight. */
function pointsOf(rows: readonly Row<Parameters>[]): {
  readonly trained: Point[];
  readonly rounded: Point[];
} {
  const full = rows.find(({ parameters }) => parameters.weights === FULL);
  const byWeight = (points: Point[]) => points.sort((a, b) => Number(b.x) - Number(a.x));
  return {
    trained: byWeight(
      rows
        .filter(({ parameters }) => parameters.weights !== FULL)
        .map(({ figures, bits }) => ({ x: figures[BITS_PER_WEIGHT] ?? 0, y: bits })),
    ),
    rounded: byWeight(
      ROUNDED.flatMap((bits) => {
        const x = full?.figures[roundedWeight(bits)];
        const y = full?.figures[roundedBits(bits)];
        return x === undefined || y === undefined ? [] : [{ x, y }];
      }),
    ),
  };
}

function chartOf(rows: readonly Row<Parameters>[], { name, short }: Data): LineChart[] {
  const members = rowsWith(rows, { data: name });
  if (members.length === 0) return [];
  const { trained, rounded } = pointsOf(members);
  const full = members.find(({ parameters }) => parameters.weights === FULL);
  return [
    {
      type: 'lines',
      name: short,
      title: `${name}: bits a symbol against bits a weight`,
      x: { label: 'bits a weight, in the file', scale: 'log', ticks: [0.5, 1, 2, 4, 8] },
      y: { label: 'bits a symbol, validation', includes: [] },
      series: [
        ...(full
          ? [
              {
                kind: 'reference' as const,
                label: 'weights of 32 bits',
                points: [0.5, 8].map((x) => ({ x, y: full.bits })),
              },
            ]
          : []),
        { kind: 'measured', label: 'trained with quantised weights', color: 0, points: trained },
        { kind: 'measured', label: 'rounded after training', color: 1, points: rounded },
      ],
    },
  ];
}

/** The fewest bits a weight at which a network costs at most the margin more than with 32 bits. */
function least(points: readonly Point[], full: number): Point | undefined {
  const near = points.filter(({ y }) => y <= full * (1 + MARGIN));
  return near.sort((a, b) => Number(a.x) - Number(b.x))[0];
}

export const WEIGHTS = experiment<Parameters>({
  name: 'weights',
  title: 'Bits a weight',
  question:
    'How few bits can a weight have, and what does it cost? A network file counts as a whole: levels, scales, gains, biases.',
  note: 'It hopes for weights that are 32 to 50 times smaller, which is 1 to 0.64 bits a weight.',
  cases: casesOf,
  charts: (rows) => DATA.flatMap((data) => chartOf(rows, data)),
  conclusion(rows) {
    const sentences = DATA.map(({ name }) => {
      const members = rowsWith(rows, { data: name });
      const full = members.find(({ parameters }) => parameters.weights === FULL);
      if (full === undefined) return `${name}: not measured.`;
      const { trained, rounded } = pointsOf(members);
      const words = (point: Point | undefined) =>
        point === undefined
          ? 'none of these'
          : `${bitsText(Number(point.x))} bits a weight (${bitsText(point.y)} bits a symbol)`;
      const smallest = trained.at(-1);
      const excess = smallest && full.bits > 0 ? smallest.y / full.bits - 1 : undefined;
      return (
        `${name}: with 32 bits a weight ${bitsText(full.bits)} bits a symbol. Within ${percentText(MARGIN)} of it ` +
        `are, trained with quantised weights, ${words(least(trained, full.bits))}; rounded after training, ${words(least(rounded, full.bits))}.` +
        (smallest && excess !== undefined
          ? ` The smallest file, ${bitsText(Number(smallest.x))} bits a weight, costs ${percentText(excess)} more a symbol.`
          : '')
      );
    });
    const reached = DATA.filter(({ name }) => {
      const members = rowsWith(rows, { data: name });
      const full = members.find(({ parameters }) => parameters.weights === FULL);
      const point = full && least(pointsOf(members).trained, full.bits);
      return point !== undefined && Number(point.x) <= HOPE[1];
    });
    return `${sentences.join(' ')} The note's hope of ${HOPE[1]} bit a weight or less holds for ${reached.length} of ${DATA.length}.`;
  },
});
