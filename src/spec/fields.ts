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

export type SpecField = ChoiceField | NumberField;

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

/** Order = order of the plan words (assembly/codec/plan.ts); host fields have none. */
export const SPEC_FIELDS = {
  cell: choice(1, ['rnn', 'gru', 'lstm'], 'lstm', 'kind of recurrent cell'),
  width: integer(2, [8, 2048, 8], 64, 'cells a layer'),
  layers: integer(3, [1, 8, 1], 1, 'layers'),
  horizon: integer(4, [1, 256, 1], 20, 'symbols a truncated back-propagation spans'),
  lanes: integer(5, [1, 64, 1], 1, 'pieces of the block coded in lockstep'),
  orders: integer(6, [1, 8, 1], 6, 'embeddings of the last 1 to this many symbols'),
  bits: integer(7, [1, 24, 1], 16, 'log2 of the rows of an embedding above order 1'),
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
  lag: integer(
    23,
    [0, 1, 1],
    0,
    'segments that learning stays behind: 1 lets two workers share the work',
  ),
  prior: {
    ...choice(22, ['none', 'text', 'structured'], 'none', 'sample that is learned first'),
    host: true,
  },
} satisfies Record<string, SpecField>;

type Fields = typeof SPEC_FIELDS;

/** What a predictor is made of; every field has a default, see SPEC_FIELDS. */
export type ModelSpec = {
  readonly [K in keyof Fields]: Fields[K] extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : number;
};
