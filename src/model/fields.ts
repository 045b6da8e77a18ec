/**
 * The table of the fields of a spec. Its text (`lstm(128x1,horizon=10)`), its bytes in a block header, the plan words
 * for the codec, the checks, the help and the tables of the format document all follow from it. Ids, defaults, units and
 * order are part of the format (FORMAT.md).
 */
import {
  APM,
  CODE,
  CODONS,
  INDIRECT,
  INDIRECT_TERMS,
  MATCHES,
  type Member,
  ORDERS,
  PHRASE_TERMS,
  PHRASES,
  RECORD_TERMS,
  RECORDS,
  REPEATS,
  SAMPLES,
  SELECTOR_TERMS,
  SELECTORS,
  SPARSE,
  SPARSE_TERMS,
  STRUCTURE,
  STRUCTURE_TERMS,
  STYLE,
  SYMBOL_GAPS,
  SYMBOL_ORDERS,
  WORD_TERMS,
  WORDS,
} from './members.js';

/** A field whose value is one of a few names, stored as the index of the name. */
export interface ChoiceField {
  readonly kind: 'choice';
  readonly id: number;
  readonly values: readonly string[];
  readonly initial: string;
  readonly about: string;
  /** The codec does not read it: it has no plan word. */
  readonly host?: true;
}

/** A field whose value is a number, stored as an integer in units of 10^-decimals. */
export interface NumberField {
  readonly kind: 'number';
  readonly id: number;
  /** Smallest and largest stored integer. It is a multiple of `step`. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Decimal places of the value: 0 for integers, 6 for rates. */
  readonly decimals: number;
  readonly initial: number;
  readonly about: string;
  readonly host?: true;
}

/** A field whose value is a set of members, `a+b+d` in the order of the table, stored as the sum of 2^index. */
export interface SetField {
  readonly kind: 'set';
  readonly id: number;
  /** At most 31. */
  readonly members: readonly string[];
  /** What each member is, in the order of `members`. */
  readonly meanings: readonly string[];
  /** Lines that define the terms of `meanings`. */
  readonly terms: readonly string[];
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

const choice = <const V extends readonly string[]>(
  id: number,
  values: V,
  initial: V[number],
  about: string,
) => ({ kind: 'choice', id, values, initial, about }) as const;

const integer = (
  id: number,
  [min, max, step]: readonly [number, number, number],
  initial: number,
  about: string,
) => ({ kind: 'number', id, min, max, step, decimals: 0, initial, about }) as const;

/** A number with six decimals; `max` and `initial` as printed. */
const millionths = (id: number, max: number, initial: number, about: string) =>
  ({ kind: 'number', id, min: 0, max: max * 1e6, step: 1, decimals: 6, initial, about }) as const;

const set = (
  id: number,
  about: string,
  members: readonly Member[],
  terms: readonly string[] = [],
) =>
  ({
    kind: 'set',
    id,
    members: members.map(([name]) => name),
    meanings: members.map(([, meaning]) => meaning),
    terms,
    initial: '',
    about,
  }) as const;

/** As set(); the members are experts. */
const experts = (...parts: Parameters<typeof set>) => ({ ...set(...parts), expert: true }) as const;

/** As experts(); the members are contexts. */
const contexts = (salt: number, ...parts: Parameters<typeof set>) =>
  ({ ...experts(...parts), salt }) as const;

/** Most bits of a weight that is quantised: in training, and in a network file. */
export const MOST_WEIGHT_BITS = 16;

/** Fields of the recurrent network; with the cell `none` they have no effect. */
export const NETWORK_FIELDS = {
  cell: choice(1, ['rnn', 'gru', 'lstm', 'none'], 'lstm', 'kind of recurrent cell'),
  width: integer(2, [8, 2048, 8], 64, 'cells a layer'),
  layers: integer(3, [1, 8, 1], 1, 'layers'),
  horizon: integer(4, [1, 256, 1], 20, 'symbols a truncated back-propagation spans'),
  lanes: integer(5, [1, 64, 1], 1, 'pieces of the block coded in lockstep'),
  ngrams: integer(6, [1, 8, 1], 6, 'embeddings of the last 1 to n symbols, up to this n'),
  ngramBits: integer(7, [1, 24, 1], 16, 'log2 of the rows of an embedding above order 1'),
  norm: choice(8, ['none', 'rms'], 'rms', 'normalisation of the pre-activations'),
  optimizer: choice(9, ['sgd', 'adam', 'factored'], 'factored', 'update rule'),
  rate: millionths(10, 10, 0.003, 'initial learning rate of the recurrent layers'),
  floor: millionths(11, 10, 0.0005, 'least learning rate of the recurrent layers'),
  decay: integer(
    12,
    [0, 1_000_000_000, 1],
    100_000,
    'the rates fall as 1 / sqrt(1 + symbols / decay)',
  ),
  beta1: millionths(13, 0.999999, 0, 'decay of the first moment (adam)'),
  beta2: millionths(14, 0.999999, 0.99998, 'decay of the second moment'),
  embedRate: millionths(15, 10, 0.4, 'learning rate of embeddings, relative to rate'),
  embedCap: integer(16, [1, 100_000, 1], 100, 'most by which rare embedding rows learn faster'),
  headRate: millionths(17, 10, 0.002, 'initial learning rate of the output layer'),
  headFloor: millionths(18, 10, 0.0005, 'least learning rate of the output layer'),
  headEvery: integer(19, [1, 256, 1], 1, 'symbols between updates of the output layer'),
  clip: millionths(20, 1000, 0.3, 'largest gradient by a pre-activation'),
  seed: integer(21, [0, 65_535, 1], 0, 'seed of the initial weights'),
  lag: integer(23, [0, 1, 1], 0, 'segments by which learning stays behind, for two threads'),
  weights: {
    ...choice(
      43,
      ['initial', 'trained'],
      'initial',
      "random first weights, or those of the frame's network",
    ),
    host: true,
  },
} satisfies Record<string, SpecField>;

/** Fields of the mix of experts; without an expert they have no effect. */
export const MIX_FIELDS = {
  orders: contexts(0, 24, 'contexts of the last n bytes', ORDERS),
  words: contexts(0x100, 25, 'contexts of words and what stands between them', WORDS, WORD_TERMS),
  structure: contexts(0x200, 26, 'contexts of nesting and layout', STRUCTURE, STRUCTURE_TERMS),
  sparse: contexts(
    0x300,
    27,
    'contexts of some of the last bytes, or parts of them',
    SPARSE,
    SPARSE_TERMS,
  ),
  indirect: contexts(
    0x400,
    28,
    'contexts of what followed the same bytes, words or keys',
    INDIRECT,
    INDIRECT_TERMS,
  ),
  records: contexts(
    0x500,
    29,
    'contexts of columns, rows and neighbours, for records and pixels',
    RECORDS,
    RECORD_TERMS,
  ),
  matches: experts(30, 'match models, by their least match in bytes', MATCHES),
  select: set(
    31,
    'selectors: what chooses the weight row of each mixer',
    SELECTORS,
    SELECTOR_TERMS,
  ),
  apm: set(32, 'contexts of the APMs that refine the mixed probability', APM),
  tables: integer(33, [10, 26, 1], 22, 'log2 of the 64-byte lines of the context table'),
  limit: integer(
    34,
    [1, 511, 1],
    255,
    'update count at which the rate of a state map stops falling',
  ),
  mixRate: millionths(35, 10, 0.02, 'initial learning rate of the mixers'),
  mixFloor: millionths(36, 10, 0.0005, 'least learning rate of the mixers'),
  samples: experts(38, 'predictions of samples and pixels from their neighbours', SAMPLES),
  code: contexts(0x600, 37, 'contexts of x86 instructions', CODE),
  finalSelect: set(39, 'selectors of the final mixers', SELECTORS, SELECTOR_TERMS),
  phrases: contexts(
    0x700,
    40,
    'contexts of brackets, links, headings and numbers in text',
    PHRASES,
    PHRASE_TERMS,
  ),
  byteMatch: integer(41, [0, 65_535, 1], 0, 'least match, in bytes, for a match flag; 0: none'),
  style: contexts(0x800, 42, 'contexts of how a text is written', STYLE, PHRASE_TERMS),
} satisfies Record<string, SpecField>;

/** Fields of the experts of symbols, for streams of at most four byte values; without such an expert they have no effect. */
export const SYMBOL_FIELDS = {
  symbolOrders: experts(44, 'contexts of the last n symbols', SYMBOL_ORDERS),
  symbolGaps: experts(45, 'contexts of some of the last symbols', SYMBOL_GAPS),
  repeats: experts(46, 'repeats, by their least length in symbols', REPEATS),
  codons: experts(47, 'contexts of the last n symbols and the place in a gene', CODONS),
  strands: choice(48, ['one', 'both'], 'one', 'strands of DNA by which symbols are learned'),
  symbolTables: integer(49, [10, 26, 1], 22, 'log2 of the slots of a table of symbols'),
  hidden: integer(50, [0, 256, 4], 0, "hidden units of the symbols' mixer"),
} satisfies Record<string, SpecField>;

/** All fields, in the order of the plan words (tools/codec-spec.ts); a `host` field has none. */
export const SPEC_FIELDS = {
  ...NETWORK_FIELDS,
  ...MIX_FIELDS,
  ...SYMBOL_FIELDS,
  prior: {
    ...choice(
      22,
      ['none', 'text', 'structured', 'all', 'english'],
      'none',
      'text that the model learns first',
    ),
    host: true,
  },
} satisfies Record<string, SpecField>;

type Fields = typeof SPEC_FIELDS;

/** The spec of a predictor. Every field has a default; see SPEC_FIELDS. */
export type ModelSpec = {
  readonly [K in keyof Fields]: Fields[K] extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : Fields[K] extends { kind: 'set' }
      ? string
      : number;
};
