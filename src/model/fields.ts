/**
 * The one table that says what a network spec is made of. Text (`lstm(128x1,horizon=10)`), bytes in a block header,
 * plan words for the codec and validation all follow it. Ids, defaults, units and order are part of the format (FORMAT.md).
 */

/** A field whose value is one of a few words; stored as the word's index. */
export interface ChoiceField {
  readonly kind: 'choice';
  readonly id: number;
  readonly values: readonly string[];
  readonly initial: string;
  readonly about: string;
  /** For the software around the codec: it has no plan word. */
  readonly host?: true;
}

/** A field whose value is a number: an integer count of `unit` (1 for plain integers, 1e-6 for rates and the like). */
export interface NumberField {
  readonly kind: 'number';
  readonly id: number;
  /** Smallest and largest stored integer; `step` divides it. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Decimal places of the printed value: the stored integer counts 10^-decimals. */
  readonly decimals: number;
  readonly initial: number;
  readonly about: string;
  readonly host?: true;
}

/** A field whose value is a set of named members, `a+b+d` in the order of the table; stored as a sum of 2^index. */
export interface SetField {
  readonly kind: 'set';
  readonly id: number;
  /** At most 31. */
  readonly members: readonly string[];
  readonly initial: string;
  readonly about: string;
  /** The members are experts; the other sets say how their predictions are used. */
  readonly expert?: true;
  /**
   * The members are contexts, and this is added to a member's number in the hash of its context: equal values in models of
   * different fields are then different contexts. A multiple of 256 that no other field has.
   */
  readonly salt?: number;
  readonly host?: undefined;
}

export type SpecField = ChoiceField | NumberField | SetField;

const choice = (id: number, values: readonly string[], initial: string, about: string) =>
  ({ kind: 'choice', id, values, initial, about }) as const;

const integer = (
  id: number,
  [min, max, step]: readonly [number, number, number],
  initial: number,
  about: string,
) => ({ kind: 'number', id, min, max, step, decimals: 0, initial, about }) as const;

/** `initial` is given as printed; six decimals. */
const millionths = (id: number, max: number, initial: number, about: string) =>
  ({ kind: 'number', id, min: 0, max: max * 1e6, step: 1, decimals: 6, initial, about }) as const;

const set = (id: number, members: string, about: string) =>
  ({ kind: 'set', id, members: members.split(' '), initial: '', about }) as const;

const experts = (id: number, members: string, about: string) =>
  ({ ...set(id, members, about), expert: true }) as const;

const contexts = (id: number, salt: number, members: string, about: string) =>
  ({ ...experts(id, members, about), salt }) as const;

/** Fields of the recurrent network; with the cell `none` they have no effect. */
export const NETWORK_FIELDS = {
  cell: choice(1, ['rnn', 'gru', 'lstm', 'none'], 'lstm', 'kind of recurrent cell'),
  width: integer(2, [8, 2048, 8], 64, 'cells a layer'),
  layers: integer(3, [1, 8, 1], 1, 'layers'),
  horizon: integer(4, [1, 256, 1], 20, 'symbols a truncated back-propagation spans'),
  lanes: integer(5, [1, 64, 1], 1, 'pieces of the block coded in lockstep'),
  ngrams: integer(6, [1, 8, 1], 6, 'embeddings of the last 1 to this many symbols'),
  ngramBits: integer(7, [1, 24, 1], 16, 'log2 of the rows of an embedding above order 1'),
  norm: choice(8, ['none', 'rms'], 'rms', 'normalisation of the pre-activations'),
  optimizer: choice(9, ['sgd', 'adam', 'factored'], 'factored', 'update rule'),
  rate: millionths(10, 10, 0.003, 'initial learning rate of the recurrent layers'),
  floor: millionths(11, 10, 0.0005, 'learning rate never falls below this'),
  decay: integer(12, [0, 1_000_000_000, 1], 100_000, 'rate falls as 1/sqrt(1 + symbols/this)'),
  beta1: millionths(13, 0.999999, 0, 'decay of the first moment (adam)'),
  beta2: millionths(14, 0.999999, 0.99998, 'decay of the second moment'),
  embedRate: millionths(15, 10, 0.4, 'steps of embeddings, relative to rate'),
  embedCap: integer(16, [1, 100_000, 1], 100, 'rare embedding rows step at most this times as far'),
  headRate: millionths(17, 10, 0.002, 'initial learning rate of the output layer'),
  headFloor: millionths(18, 10, 0.0005, 'its floor'),
  headEvery: integer(19, [1, 256, 1], 1, 'symbols between updates of the output layer'),
  clip: millionths(20, 1000, 0.3, 'largest gradient by a pre-activation'),
  seed: integer(21, [0, 65_535, 1], 0, 'seed of the initial weights'),
  lag: integer(23, [0, 1, 1], 0, 'segments that learning stays behind, for two workers'),
} satisfies Record<string, SpecField>;

/** What can choose a mixer's row of weights (assembly/select/selectors.ts). */
const SELECTORS =
  'single partial byte1 byte2 matchLength knownContexts expectedByte classes4 byte3 phase slope left sampleError ' +
  'linePosition enclosure letterFlags spaceFlags knownOrders knownWords classPair';

/** Fields of the mix of experts; without an expert they have no effect. */
export const MIX_FIELDS = {
  orders: contexts(
    24,
    0,
    '0 1 2 3 4 5 6 7 8 9 10 12 14 16 20 24',
    'mixed: contexts of the last n bytes',
  ),
  words: contexts(
    25,
    0x100,
    'word word1 word2 skip word3 tail above skip2 gap gap1 skip23 sentence classes shape letters spaces ' +
      'suffixes masked8 wordShape',
    'mixed: contexts made of words',
  ),
  structure: contexts(
    26,
    0x200,
    'tag attribute keys quote field tokenAbove tokenAbove2 tokens shape shapes indents start above3 tokenSkip',
    'mixed: contexts of nesting and layout',
  ),
  sparse: contexts(
    27,
    0x300,
    '2 3 4 6 8 23 13 14 24 34 134 124 high3 high4 high6 top3 zeros align4 align8 align48 coarse',
    'mixed: contexts that skip bytes',
  ),
  indirect: contexts(
    28,
    0x400,
    'after1 after2 after3 next nexts next2 next12 line line2 value value2',
    'mixed: contexts of what followed before',
  ),
  records: contexts(
    29,
    0x500,
    'column columnLast columnAbove columnLeft left above leftLast aboveLast leftAbove left2 above2 corner ' +
      'gradient gradientLast gradientSpan mean meanLast linearLeft linearAbove weighted neighbours ' +
      'pixel deltaLast deltaLeft deltaAbove deltaPlane deltaAcross deltaBoth deltaCorner',
    'mixed: contexts of columns and rows',
  ),
  matches: experts(
    30,
    '3 4 5 6 7 8 10 12 14 16 20 24 28 32',
    'mixed: longest match of at least n bytes and the next',
  ),
  select: set(31, SELECTORS, 'what chooses the weights of a mixer'),
  apm: set(
    32,
    'order1 order2 order3 surprises expectedByte word order4',
    'maps that correct the mixed prediction',
  ),
  tables: integer(33, [10, 26, 1], 22, 'log2 of the lines of 64 bytes that contexts share'),
  limit: integer(34, [1, 511, 1], 255, 'updates after which old bits fade, in state maps'),
  mixRate: millionths(35, 10, 0.02, 'initial learning rate of the mixers'),
  mixFloor: millionths(36, 10, 0.0005, 'its floor'),
  samples: experts(38, 'direct second', 'mixed: samples and pixels, by neighbours'),
  code: contexts(
    37,
    0x600,
    'position opcode opcode2 opcode3',
    'mixed: contexts of x86 instructions',
  ),
  finalSelect: set(39, SELECTORS, 'mixed: what selects the final weights'),
  phrases: contexts(
    40,
    0x700,
    'punctuation linkText bracket heading wordCount groups number distance opened',
    'mixed: contexts of what words stand in',
  ),
  byteMatch: integer(41, [0, 65_535, 1], 0, 'mixed: least match for a match flag, 0 = none'),
  style: contexts(
    42,
    0x800,
    'groups2 groups4 groups4last2 groups5last3 wrap sinceCapital lengths capitals vowels vowels6 kilobyte recent lineStart ' +
      'punctuated name topic',
    'mixed: contexts of how a text is written',
  ),
} satisfies Record<string, SpecField>;

/** Order = order of the plan words (tools/codec-spec.ts), but for those that only the host knows. */
export const SPEC_FIELDS = {
  ...NETWORK_FIELDS,
  ...MIX_FIELDS,
  prior: {
    ...choice(22, ['none', 'text', 'structured', 'all', 'english'], 'none', 'text to learn'),
    host: true,
  },
} satisfies Record<string, SpecField>;

type Fields = typeof SPEC_FIELDS;

/** What a predictor is made of; every field has a default, see SPEC_FIELDS. */
export type ModelSpec = {
  readonly [K in keyof Fields]: Fields[K] extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : Fields[K] extends { kind: 'set' }
      ? string
      : number;
};
