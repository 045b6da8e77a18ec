/** The archives that every version must make, byte for byte, and decode. */
import { MIX_FIELDS, SPEC_FIELDS, type SpecField, SYMBOL_FIELDS } from '../../../src/model/fields.js';
import type { Kind } from '../../../src/kinds/kinds.js';
import { LEVEL_NUMBERS, levelSpec } from '../../../src/kinds/levels.js';
import { PRESETS } from '../../../src/model/presets.js';
import type { GoldenFrame, ValidGolden } from '../table.js';

type FieldName = keyof typeof SPEC_FIELDS;

/** Small enough that an emulated processor codes it in a second; every field not named has its default. */
const SMALL = ['width=16', 'ngrams=3', 'ngramBits=8'];

/** Values of each number field that are covered beside its default; a new field must be given some here. */
const VALUES: {
  readonly [K in FieldName as (typeof SPEC_FIELDS)[K] extends { kind: 'number' }
    ? K
    : never]: readonly number[];
} = {
  width: [8, 24, 128],
  layers: [2, 3],
  horizon: [1, 7, 64],
  lanes: [2, 5, 16],
  ngrams: [1, 2, 8],
  ngramBits: [1, 4, 12],
  rate: [0.0001, 0.01],
  floor: [0, 0.001],
  decay: [0, 100],
  beta1: [0.5, 0.9],
  beta2: [0.9, 0.99],
  embedRate: [0, 1],
  embedCap: [1, 4],
  headRate: [0, 0.02],
  headFloor: [0, 0.002],
  headEvery: [3, 16],
  clip: [0.01, 100],
  seed: [1, 65_535],
  lag: [1],
  tables: [10, 16],
  limit: [1, 511],
  mixRate: [0, 0.1],
  mixFloor: [0, 0.02],
  byteMatch: [1, 12],
  symbolTables: [10, 12],
  hidden: [4, 20],
};

/** What has to be so for a field's value to show within a few thousand symbols. */
const BESIDE: Readonly<Partial<Record<string, string>>> = {
  floor: 'decay=10',
  headFloor: 'decay=10',
  mixFloor: 'mixRate=0.001',
  byteMatch: 'matches=4',
};

/** `overrides` in the text form of a spec: lstm(width=16,horizon=7). */
function spec(cell: string, ...overrides: readonly string[]): string {
  const named = new Map(
    [...SMALL, ...overrides].map((part) => part.split('=') as [string, string]),
  );
  return `${cell}(${[...named].map(([name, value]) => `${name}=${value}`).join(',')})`;
}

/** A mix in which every field shows: mix(orders=1+2+3,tables=12,limit=30). */
function mix(...overrides: readonly string[]): string {
  const named = new Map(
    ['orders=0+1+2+3', 'tables=12', ...overrides].map(
      (part) => part.split('=') as [string, string],
    ),
  );
  return `mix(${[...named].map(([name, value]) => `${name}=${value}`).join(',')})`;
}

/** A mix of symbols in which every field shows. */
function symbolMix(...overrides: readonly string[]): string {
  const named = new Map(
    ['symbolOrders=1+2+3+11+12+16', ...overrides].map(
      (part) => part.split('=') as [string, string],
    ),
  );
  return `mix(${[...named].map(([name, value]) => `${name}=${value}`).join(',')})`;
}

/** What the contexts of a family are about, or a field shows in, where that is not text. */
const ABOUT: Readonly<Partial<Record<string, string>>> = {
  sparse: 'records',
  records: 'records',
  samples: 'samples',
  byteMatch: 'objects',
};

/** Splitters would hide from the experts what these are for. */
function wholeOf(plain: string): GoldenFrame['options'] {
  return ['records', 'samples', 'bases'].includes(plain) ? { kind: 'binary' } : {};
}

function aboutOf(name: string): string {
  return name in SYMBOL_FIELDS ? 'bases' : (ABOUT[name] ?? 'text');
}

function one(name: string, about: string, plain: string, model: string): ValidGolden {
  return { name, about, frames: [{ plain, options: { model, ...wholeOf(plain) } }] };
}

/** One archive for each value of each field of the spec; of the members of a set all at once. */
function fieldGoldens(): ValidGolden[] {
  return Object.entries(SPEC_FIELDS).flatMap(([name, field]: [string, SpecField]) => {
    if (field.kind === 'set') {
      const about = `${field.about}, all of them`;
      return [
        one(
          `every-${name}`,
          about,
          aboutOf(name),
          withField(name, field.members.join('+')),
        ),
      ];
    }
    // Networks have archives of their own.
    if (name === 'weights') return [];
    const values: readonly (string | number)[] =
      field.kind === 'choice'
        ? field.values.filter((value) => value !== NO_NETWORK)
        : VALUES[name as keyof typeof VALUES];
    return values.map((value) =>
      one(
        `${name}-${value}`,
        `${field.about}: ${value}`,
        aboutOf(name),
        withField(name, value),
      ),
    );
  });
}

function withField(name: string, value: string | number): string {
  if (name === 'cell') return spec(`${value}`);
  const beside = BESIDE[name] === undefined ? [] : [BESIDE[name]];
  if (name in SYMBOL_FIELDS) return symbolMix(...beside, `${name}=${value}`);
  if (name in MIX_FIELDS) return mix(...beside, `${name}=${value}`);
  return spec('lstm', ...beside, `${name}=${value}`);
}

/** Experts of every family at once, with and without a network, on data of every sort. */
function mixGoldens(): ValidGolden[] {
  const some =
    'words=word+word1,structure=start,sparse=2,indirect=next,records=column,samples=direct';
  const all = mix(...some.split(','), 'matches=4+12', 'select=single+byte1+matchLength', 'apm=order1');
  const network = spec('lstm');
  return [
    ...['short-text', 'records', 'samples', 'bases', 'skewed', 'calls'].map((plain) =>
      one(`mix-${plain}`, `experts of every family on ${plain}`, plain, all),
    ),
    one('mix-network', 'experts of every family and a network', 'short-text', `${all}+${network}`),
    one('mix-prior', 'experts that learn a prior first', 'short-text', mix('prior=text')),
    one(
      'preset',
      'the first preset that is a mix',
      'short-text',
      PRESETS.find((text) => text.startsWith('mix')) ?? '',
    ),
  ];
}

/** Something of every kind that models are made for. */
const OF_KIND: readonly (readonly [Kind, string])[] = [
  ['text', 'short-text'],
  ['structured', 'objects'],
  ['binary', 'skewed'],
  ['executable', 'calls'],
  ['records', 'samples'],
  ['symbols', 'bases'],
  ['dna', 'bases'],
  ['qualities', 'qualities'],
];

/** From here on levels differ in nothing but their networks. */
const SAME_EXPERTS = 8;

/**
 * The models of every level, with their networks, which a short file by itself would not be given; and what two levels
 * make of such a file: a model that learns a prior first.
 */
function levelGoldens(): ValidGolden[] {
  const wholes = LEVEL_NUMBERS.flatMap((level) =>
    OF_KIND.filter(([kind]) => level < SAME_EXPERTS || kind === 'text').map(
      ([kind, plain]): ValidGolden => ({
        name: `level-${level}-${kind}`,
        about: `the model of level ${level} for ${kind}`,
        frames: [frame(plain, { model: levelSpec(level, kind), kind })],
      }),
    ),
  );
  const short = ([1, 4] as const).map((level) => ({
    name: `level-${level}`,
    about: `a short text at level ${level}`,
    frames: [frame('short-text', { level })],
  }));
  return [...wholes, ...short];
}

/** The cell that is none. */
const NO_NETWORK = 'none';

/** Every cell with two layers and with every normalisation. */
function cellGoldens(): ValidGolden[] {
  const cells = SPEC_FIELDS.cell.values.filter((cell) => cell !== NO_NETWORK);
  return cells.flatMap((cell) =>
    SPEC_FIELDS.norm.values.map((norm) =>
      one(
        `${cell}-2-layers-${norm}`,
        `two ${cell} layers, normalisation ${norm}`,
        'short-text',
        spec(cell, 'layers=2', `norm=${norm}`),
      ),
    ),
  );
}

const INPUTS: Readonly<Record<string, string>> = {
  empty: 'no block at all',
  'one-byte': 'a file of one byte',
  'two-bytes': 'a file of two bytes',
  equal: 'a constant stream',
  text: 'English text',
  'two-values': 'an alphabet of two values',
  bases: 'an alphabet of four values',
  records: 'binary records',
  skewed: 'all 256 values',
  noise: 'bytes that cannot be made shorter: a stored block',
  genomes: 'FASTA, taken apart',
  reads: 'FASTQ, taken apart',
  generator: 'a sequence that obeys a recurrence',
};

function frame(plain: string, options: GoldenFrame['options'] = {}): GoldenFrame {
  const model = options.level === undefined ? { model: spec('lstm') } : {};
  return { plain, options: { ...model, ...options } };
}

const STRUCTURE: readonly ValidGolden[] = [
  {
    name: 'blocks',
    about: 'several blocks, the last one short',
    frames: [frame('text', { blockSize: 500 })],
  },
  {
    name: 'blocks-of-1-byte',
    about: 'blocks of one byte',
    frames: [frame('two-bytes', { blockSize: 1 })],
  },
  {
    name: 'blocks-mixed',
    about: 'stored and modelled blocks and one of one value, in three frames',
    frames: [
      frame('noise', { blockSize: 250 }),
      frame('equal', { blockSize: 1000 }),
      frame('short-text', { blockSize: 300 }),
    ],
  },
  {
    name: 'frames',
    about: 'several frames with different models, an empty one among them',
    frames: [
      frame('short-text', { model: spec('gru') }),
      frame('empty'),
      frame('bases', { model: spec('rnn') }),
    ],
  },
  {
    name: 'streams',
    about: 'a block of two streams in three segments, one of them stored',
    frames: [frame('mixed')],
  },
  {
    name: 'untransformed',
    about: 'a text as it is',
    frames: [frame('text', { kind: 'symbols' })],
  },
  {
    name: 'branches',
    about: 'a program, its calls changed',
    frames: [frame('calls', { kind: 'executable' })],
  },
  {
    name: 'bitmap',
    about: 'a picture in its parts, green subtracted from its pixels; the padding is constant',
    frames: [frame('bitmap', { model: mix('records=above+left') })],
  },
  {
    name: 'bitmap-blocks',
    about: 'a picture whose second block begins without a header',
    frames: [frame('bitmap', { model: mix('records=above+left'), blockSize: 5000 })],
  },
  {
    name: 'columns',
    about: 'records of one length, column after column',
    frames: [frame('samples', { kind: 'records' })],
  },
  {
    name: 'stored-by-kind',
    about: 'bytes that are stored because they are said to be incompressible',
    frames: [frame('short-text', { kind: 'incompressible' })],
  },
  {
    name: 'name',
    about: 'a name with characters beyond ASCII, and a time of change',
    frames: [frame('short-text', { name: 'Frühling 🌱.txt', mtime: '2026-03-20T12:34:56.789Z' })],
  },
  {
    name: 'mtime-before-1970',
    about: 'a time of change before 1970',
    frames: [frame('one-byte', { mtime: '1865-11-26T00:00:00.001Z' })],
  },
  {
    name: 'streamed',
    about: 'a frame that does not say how long it is',
    frames: [{ ...frame('text', { blockSize: 1000 }), streamed: true }],
  },
  {
    name: 'dictionary-blocks',
    about: 'a dictionary learned before each of two blocks, in one frame of two',
    frames: [
      frame('short-text'),
      { ...frame('short-text', { blockSize: 400 }), dictionary: 'text' },
    ],
  },
  {
    name: 'defaults',
    about: 'the model that a spec without fields means',
    frames: [frame('short-text', { model: 'lstm()' })],
  },
];

/** A frame whose models begin with a network. Without `model` and `level` the network is the model. */
function networkFrame(
  network: string,
  options: GoldenFrame['options'] = {},
  plain = LEARNED[network] as string,
): GoldenFrame {
  return { plain, network, options };
}

/** What each network has learned. */
const LEARNED: Readonly<Record<string, string>> = {
  'network-lstm': 'text',
  'network-gru': 'short-text',
  'network-rnn': 'two-values',
  'network-binary': 'bases',
};

const NETWORKS: readonly ValidGolden[] = [
  {
    name: 'network',
    about: 'a network in the frame is the model',
    frames: [networkFrame('network-lstm')],
  },
  {
    name: 'network-hash',
    about: 'a network that the frame names by its hash',
    frames: [networkFrame('network-lstm', { networkByHash: true })],
  },
  {
    name: 'network-frozen',
    about: 'a network that does not learn',
    frames: [networkFrame('network-gru', { networkLearns: false })],
  },
  {
    name: 'network-floats',
    about: 'a network whose weights are not quantised',
    frames: [networkFrame('network-rnn')],
  },
  {
    name: 'network-binary',
    about: 'a network whose weights have one bit',
    frames: [networkFrame('network-binary')],
  },
  {
    name: 'network-blocks',
    about: 'networks before each block, in three frames, the second without',
    frames: [
      networkFrame('network-lstm', { blockSize: 600 }),
      frame('short-text'),
      networkFrame('network-gru', { blockSize: 400 }),
    ],
  },
  {
    name: 'network-level',
    about: 'a network beside the experts of a level',
    frames: [networkFrame('network-gru', { level: 2 })],
  },
  {
    name: 'network-model',
    about: 'a network in a model that learns one segment behind, with embeddings of two symbols',
    frames: [
      networkFrame('network-lstm', {
        model: 'mix(orders=1+2,tables=12)+lstm(8x2,ngrams=2,ngramBits=8,horizon=5,lag=1)',
      }),
    ],
  },
  {
    name: 'network-lanes',
    about: 'a network in three lanes, primed with bytes that it lacks',
    frames: [
      {
        ...networkFrame('network-gru', { model: 'gru(8x1,ngrams=1,norm=none,lanes=3,optimizer=adam)' }),
        dictionary: 'text',
      },
    ],
  },
  {
    name: 'network-unused',
    about: 'a network in a frame of no blocks',
    frames: [networkFrame('network-gru', {}, 'empty')],
  },
];

export function validGoldens(): readonly ValidGolden[] {
  const inputs = Object.entries(INPUTS).map(([plain, about]) =>
    one(plain, about, plain, spec('lstm')),
  );
  return [
    ...inputs,
    ...STRUCTURE,
    ...cellGoldens(),
    ...fieldGoldens(),
    ...mixGoldens(),
    ...levelGoldens(),
    ...NETWORKS,
  ];
}
