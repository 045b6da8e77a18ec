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

/** Order = order of the plan words (assembly/codec/plan.ts). */
export const SPEC_FIELDS = {
  cell: choice(1, ['rnn', 'gru', 'lstm'], 'lstm', 'kind of recurrent cell'),
  width: integer(2, [8, 2048, 8], 128, 'cells a layer'),
  layers: integer(3, [1, 8, 1], 1, 'layers'),
  horizon: integer(4, [1, 256, 1], 10, 'symbols a truncated back-propagation spans'),
  lanes: integer(5, [1, 64, 1], 1, 'pieces of the block coded in lockstep'),
  norm: choice(6, ['none', 'rms'], 'rms', 'normalisation of the pre-activations'),
  optimizer: choice(7, ['sgd', 'adam'], 'adam', 'rule that turns gradients into updates'),
  rate: millionths(8, 10, 0.004, 'initial learning rate of the recurrent layers'),
  floor: millionths(9, 10, 0.0005, 'learning rate never falls below this'),
  decay: integer(10, [0, 1_000_000_000, 1], 20_000, 'symbols after which the rate has halved'),
  beta1: millionths(11, 0.999999, 0, 'decay of the first moment'),
  beta2: millionths(12, 0.999999, 0.9995, 'decay of the second moment'),
  headRate: millionths(13, 10, 0.02, 'learning rate of the output layer'),
  clip: millionths(14, 1000, 2, 'largest error that is propagated'),
  seed: integer(15, [0, 65_535, 1], 0, 'seed of the initial weights'),
} satisfies Record<string, SpecField>;

type Fields = typeof SPEC_FIELDS;

/** What a predictor is made of; every field has a default, see SPEC_FIELDS. */
export type ModelSpec = {
  readonly [K in keyof Fields]: Fields[K] extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : number;
};
