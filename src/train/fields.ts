/**
 * The table of the fields of a training configuration: the network, the batch and the optimiser. The checks of
 * TrainerOptions and the words that the training module reads follow from it (tools/codec-spec.ts).
 */
import {
  type ChoiceField,
  MOST_WEIGHT_BITS,
  NETWORK_FIELDS,
  type NumberField,
} from '../model/fields.js';

/** Most passes of trainNetwork() over its data. */
export const MAX_EPOCHS = 10_000;

export type TrainingField = ChoiceField | NumberField;

const choice = <const V extends readonly string[]>(values: V, initial: V[number], about: string) =>
  ({ kind: 'choice', id: 0, values, initial, about }) as const;

const integer = (
  [min, max, step]: readonly [number, number, number],
  initial: number,
  about: string,
) => ({ kind: 'number', id: 0, min, max, step, decimals: 0, initial, about }) as const;

/** A number with six decimals; `min`, `max` and `initial` as printed. */
const millionths = (min: number, max: number, initial: number, about: string) =>
  ({
    kind: 'number',
    id: 0,
    min: min * 1e6,
    max: max * 1e6,
    step: 1,
    decimals: 6,
    initial,
    about,
  }) as const;

/** In the order of their words. `rows` to `threads` are of the batch and the optimiser, those before of the network. */
export const TRAINING_FIELDS = {
  cell: choice(
    ['rnn', 'gru', 'lstm', 'rwa', 'feature', 'none'],
    'gru',
    'kind of cell; feature: layers without recurrence; none: no layers',
  ),
  width: integer([8, 2048, 8], 32, 'cells a layer'),
  layers: integer([1, 8, 1], 1, 'layers'),
  symbols: integer([1, 256, 1], 2, 'symbols of the alphabet'),
  window: integer([1, 4096, 1], 1, 'last symbols that the first layer reads'),
  secondOrder: integer(
    [0, 1024, 1],
    0,
    'last symbols whose products of pairs the output layer reads; two symbols only',
  ),
  noise: millionths(
    0,
    0.49,
    0,
    'second-order unit: first estimate of the probability that a symbol is seen wrong, which is learned; 0: symbols are what is seen',
  ),
  dilation: integer([1, 16, 1], 1, 'layer l reads its state dilation^l steps before, l from 0'),
  norm: choice(NETWORK_FIELDS.norm.values, 'rms', 'normalisation of the pre-activations'),
  rows: integer([1, 1024, 1], 64, 'sequences trained in lockstep'),
  length: integer([1, 1024, 1], 64, 'symbols of a row in a batch'),
  optimizer: choice([...NETWORK_FIELDS.optimizer.values, 'exponentiated'], 'adam', 'update rule'),
  dropout: millionths(0.01, 1, 1, 'probability that an output is kept'),
  zoneout: millionths(0.01, 1, 1, 'probability that a state is updated'),
  beta1: millionths(0, 0.999999, 0.9, 'decay of the first moment (adam)'),
  beta2: millionths(0, 1, 0.999, 'decay of the second moment; 1: the mean of all'),
  smallest: millionths(
    0.000001,
    1,
    0.00001,
    'exponentiated: weights below it change by equal steps, those above in proportion to their size',
  ),
  clip: millionths(
    0,
    1000,
    5,
    'largest norm of the gradient of the mean cost in nats; 0: no limit',
  ),
  weightBits: integer(
    [0, MOST_WEIGHT_BITS, 1],
    0,
    'bits of a weight of a matrix; 1: -1 and 1; 2: -1, 0 and 1; 0: not quantised',
  ),
  vectorBits: integer(
    [2, MOST_WEIGHT_BITS, 1],
    8,
    'bits of a gain or a bias where weights are quantised',
  ),
  deadZone: millionths(0.5, 10, 0.5, 'a weight of a matrix below so many steps of its levels is 0'),
  seed: integer([0, 2_147_483_647, 1], 1, 'seed of initial weights, dropout and zoneout'),
  threads: integer([1, 64, 1], 1, 'threads; they change no bit'),
} as const satisfies Record<string, TrainingField>;

/** Longest distance, in steps, from which a layer reads its own state: dilation^(layers - 1) at most. */
export const LONGEST_DELAY = 1024;
