/** The options of a trainer: checked against the table of fields, and turned into the words of the training module. */
import { ForesayError } from '../errors.js';
import { describeRange, integerOf, isStored, storedToValue } from '../model/spec-values.js';
import { CELLS } from '../network/network.js';
import { shown } from '../shown.js';
import { LONGEST_DELAY, TRAINING_FIELDS, type TrainingField } from './fields.js';

type Fields = typeof TRAINING_FIELDS;

/** Name of an option. */
export type TrainerOption = keyof Fields;

/** All options with their values. TRAINING_FIELDS says what each one is, its range and its default. */
export type TrainerSettings = {
  readonly [K in TrainerOption]: Fields[K] extends { kind: 'choice'; values: readonly (infer V)[] }
    ? V
    : number;
};

/**
 * What is trained, and how; every option has a default. Options of the network: `cell`, `width`, `layers`, `symbols`,
 * `window`, `secondOrder`, `noise`, `dilation`, `norm`. Options of the batch and the optimiser: `rows`, `length`, `optimizer`,
 * `dropout`, `zoneout`, `beta1`, `beta2`, `smallest`, `clip`, `seed`, `threads`. TRAINING_FIELDS has their meanings, ranges and
 * defaults. Numbers that are no integers have six decimals at most.
 */
export type TrainerOptions = { readonly [K in TrainerOption]?: TrainerSettings[K] | undefined };

const ENTRIES = Object.entries(TRAINING_FIELDS) as [TrainerOption, TrainingField][];

/** All options, in the order of the table. */
export const TRAINER_OPTIONS: readonly TrainerOption[] = ENTRIES.map(([name]) => name);

/** The options of the network. */
export const NETWORK_OPTIONS: readonly TrainerOption[] = TRAINER_OPTIONS.slice(
  0,
  TRAINER_OPTIONS.indexOf('rows'),
);

/** Throws INVALID_OPTION unless the options are an object whose names are all `known`. */
export function rejectUnknown(options: object, known: object): void {
  if (typeof options !== 'object' || options === null)
    throw invalid(`options must be an object, not ${shown(options)}`);
  for (const name of Object.keys(options))
    if (!Object.hasOwn(known, name))
      throw invalid(`unknown option ${name}; the options are ${Object.keys(known).join(', ')}`);
}

/** The options with defaults for those that are not given. Throws INVALID_OPTION. */
export function settingsOf(options: TrainerOptions = {}): TrainerSettings {
  rejectUnknown(options, TRAINING_FIELDS);
  const settings = Object.fromEntries(
    ENTRIES.map(([name, field]) => {
      const { [name]: value = field.initial } = options;
      return [name, checked(name, field, value)];
    }),
  ) as TrainerSettings;
  checkTogether(settings);
  return settings;
}

function checked(name: string, field: TrainingField, value: unknown): unknown {
  const stored = integerOf(field, value);
  // The nearest value of the table: 0.1 + 0.2 is 0.3.
  if (isStored(field, stored)) return storedToValue(field, stored);
  throw invalid(`${name} is ${describeRange(field)}, not ${shown(value)}`);
}

/** Refuses options that are in range but exclude each other. */
function checkTogether(settings: TrainerSettings): void {
  const { secondOrder, symbols, dilation, layers, weightBits } = settings;
  if (secondOrder > 0 && symbols !== 2)
    throw invalid(`secondOrder needs symbols = 2, not ${symbols}`);
  let delay = 1;
  for (let layer = 1; layer < layers; layer++) delay *= dilation;
  if (weightBits > 0 && secondOrder > 0)
    throw invalid(`weightBits needs secondOrder = 0, not ${secondOrder}`);
  if (delay > LONGEST_DELAY)
    throw invalid(
      `dilation^(layers - 1) is ${LONGEST_DELAY} at most, not ${delay}: layer ${layers - 1} would read its state from so many steps before`,
    );
}

/** Refuses a network that the codec lacks, which no network file can hold. Throws INVALID_OPTION. */
export function checkSavable(settings: TrainerSettings): void {
  const { cell, window, secondOrder, dilation } = settings;
  if (!CELLS.some((known) => known === cell))
    throw invalid(`a network file holds the cells ${CELLS.join(', ')}, not ${cell}`);
  for (const [name, value, only] of [
    ['window', window, 1],
    ['secondOrder', secondOrder, 0],
    ['dilation', dilation, 1],
  ] as const)
    if (value !== only) throw invalid(`a network file needs ${name} = ${only}, not ${value}`);
}

/** The settings as words of the training module: stored integers in the order of the table. */
export function trainingWords(settings: TrainerSettings): Int32Array {
  return Int32Array.from(ENTRIES, ([name, field]) => integerOf(field, settings[name]));
}

/** The options among `names` in which the settings differ, as `name value, not value`. */
export function differences(
  settings: TrainerSettings,
  others: TrainerSettings,
  names: readonly TrainerOption[],
): string[] {
  return names
    .filter((name) => settings[name] !== others[name])
    .map((name) => `${name} ${others[name]}, not ${settings[name]}`);
}

export function invalid(message: string): ForesayError {
  return new ForesayError('INVALID_OPTION', message);
}
