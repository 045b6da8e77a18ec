/**
 * ModelSpec values: made from parts, checked, and turned into the integers that are stored (spec bytes, plan words). It
 * follows the table of fields (SPEC_FIELDS).
 */
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';
import {
  MIX_FIELDS,
  type ModelSpec,
  NETWORK_FIELDS,
  SPEC_FIELDS,
  type SpecField,
  SYMBOL_FIELDS,
} from './fields.js';

export type { ModelSpec } from './fields.js';

/** Name of a field of the spec. */
export type SpecFieldName = keyof ModelSpec;

/** The fields in the order of the table. */
export const FIELD_ENTRIES = Object.entries(SPEC_FIELDS) as readonly (readonly [
  SpecFieldName,
  SpecField,
])[];

/** The stored integers of a spec. */
export type StoredSpec = Readonly<Record<SpecFieldName, number>>;

const INITIAL_NETWORK = initialOf(NETWORK_FIELDS);
const INITIAL_MIX = initialOf(MIX_FIELDS);
const INITIAL_SYMBOLS = initialOf(SYMBOL_FIELDS);
const NO_NETWORK = { ...INITIAL_NETWORK, cell: SPEC_FIELDS.cell.values.indexOf('none') };
const INITIAL = initialOf(SPEC_FIELDS) as StoredSpec;

function initialOf(fields: Readonly<Record<string, SpecField>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      valueToStored(name, field, field.initial),
    ]),
  );
}

/**
 * A spec from some of its fields. The others get their defaults. So do fields without effect: those of the network when
 * the cell is `none`, those of the mix when it has no expert. Throws INVALID_SPEC for an unknown field, a value outside
 * the field's range, or a spec without expert and network.
 */
export function makeSpec(fields: Partial<ModelSpec> = {}): ModelSpec {
  return specOf(storedSpec(fields));
}

/** As makeSpec, but gives the stored integers. */
export function storedSpec(fields: Partial<ModelSpec>): StoredSpec {
  if (typeof fields !== 'object' || fields === null)
    throw new ForesayError('INVALID_SPEC', `a model is an object or a text, not ${shown(fields)}`);
  const given: Record<string, unknown> = fields;
  for (const name of Object.keys(given)) fieldNamed(name);
  const spec = { ...INITIAL };
  for (const [name, field] of FIELD_ENTRIES) {
    const value = given[name] ?? field.initial;
    if (value !== field.initial) spec[name] = valueToStored(name, field, value);
  }
  return normalised(spec);
}

/** The spec with defaults in fields without effect. Throws INVALID_SPEC for a spec without expert and network. */
export function normalised(spec: StoredSpec): StoredSpec {
  const mixed = EXPERTS.some((name) => spec[name] !== 0);
  const symbolic = SYMBOL_EXPERTS.some((name) => spec[name] !== 0);
  const networked = spec.cell !== NO_NETWORK.cell;
  if (mixed && symbolic)
    throw new ForesayError('INVALID_SPEC', 'model: experts of bytes and experts of symbols');
  if (!mixed && !symbolic && !networked)
    throw new ForesayError('INVALID_SPEC', 'the model has neither an expert nor a network');
  if ((mixed || symbolic) && spec.lanes !== 1)
    throw new ForesayError('INVALID_SPEC', 'model: a mix has one lane');
  return {
    ...spec,
    ...(!mixed && INITIAL_MIX),
    ...(!symbolic && INITIAL_SYMBOLS),
    ...(!networked && NO_NETWORK),
  };
}

/** The spec of stored integers, which must be valid; see isStored. */
export function specOf(stored: StoredSpec): ModelSpec {
  return Object.fromEntries(
    FIELD_ENTRIES.map(([name, field]) => [name, storedToValue(field, stored[name])]),
  ) as ModelSpec;
}

type Mix = typeof MIX_FIELDS;

/** Name of a set of experts. */
export type ExpertField = {
  [K in keyof Mix]: Mix[K] extends { readonly expert: true } ? K : never;
}[keyof Mix];

type Symbols = typeof SYMBOL_FIELDS;
export type SymbolExpertField = {
  [K in keyof Symbols]: Symbols[K] extends { expert: true } ? K : never;
}[keyof Symbols];

/** Sets of experts; the other sets of the mix say how their predictions are used. */
export const EXPERTS = expertsOf(MIX_FIELDS) as readonly ExpertField[];

/** Sets of experts of symbols. */
export const SYMBOL_EXPERTS = expertsOf(SYMBOL_FIELDS) as readonly SymbolExpertField[];

function expertsOf(fields: Readonly<Record<string, SpecField>>): readonly string[] {
  const entries = Object.entries(fields);
  return entries.filter(([, field]) => field.kind === 'set' && field.expert).map(([name]) => name);
}

/** How many contexts a model hashes at each byte. */
export function contextCount(spec: ModelSpec): number {
  let count = 0;
  for (const [name, field] of FIELD_ENTRIES)
    if (field.kind === 'set' && field.salt !== undefined && spec[name] !== '')
      count += String(spec[name]).split('+').length;
  return count;
}

/** Whether the predictions of experts are mixed; else the spec is a network alone. */
export function mixes(spec: ModelSpec): boolean {
  return EXPERTS.some((name) => spec[name] !== '');
}

/** Whether the distributions of experts of symbols are mixed. Such a model takes streams of at most MAX_SYMBOLS byte values. */
export function mixesSymbols(spec: ModelSpec): boolean {
  return SYMBOL_EXPERTS.some((name) => spec[name] !== '');
}

/** Most byte values of a stream that experts of symbols predict. */
export const MAX_SYMBOLS = 4;

/** The fields that the codec reads, in the order of the plan words. */
const WORD_ENTRIES = FIELD_ENTRIES.filter(([, { host }]) => !host);

/** The spec as plan words: the stored integers in the order of SPEC_FIELDS. Throws INVALID_SPEC. */
export function specWords(spec: ModelSpec): Int32Array {
  return Int32Array.from(WORD_ENTRIES, ([name, field]) => valueToStored(name, field, spec[name]));
}

/** The field of that name; throws INVALID_SPEC if there is none. */
export function fieldNamed(name: string): SpecField {
  if (Object.hasOwn(SPEC_FIELDS, name)) return SPEC_FIELDS[name as SpecFieldName];
  const names = FIELD_ENTRIES.map(([known]) => known).join(', ');
  throw new ForesayError('INVALID_SPEC', `a model has no field '${name}'; fields: ${names}`);
}

/** The stored integer of a value. Throws INVALID_SPEC with the field's name and range. */
export function valueToStored(name: string, field: SpecField, value: unknown): number {
  const stored = integerOf(field, value);
  if (isStored(field, stored)) return stored;
  throw new ForesayError(
    'INVALID_SPEC',
    `model: ${name} is ${describeRange(field)}, not ${shown(value)}`,
  );
}

/** The value of a stored integer, which must be valid; see isStored. */
export function storedToValue(field: SpecField, stored: number): string | number {
  if (field.kind === 'choice') return String(field.values[stored]);
  if (field.kind === 'number') return stored / 10 ** field.decimals;
  return field.members.filter((_, index) => (stored >>> index) & 1).join('+');
}

/** Whether the integer is the stored form of a value of the field. */
export function isStored(field: SpecField, stored: number): boolean {
  if (!Number.isInteger(stored)) return false;
  if (field.kind === 'choice') return stored >= 0 && stored < field.values.length;
  if (field.kind === 'set') return stored >= 0 && stored < 2 ** field.members.length;
  return stored >= field.min && stored <= field.max && stored % field.step === 0;
}

/** The field's range in words: "rnn, gru or lstm", "a multiple of 8 from 8 to 2048". */
export function describeRange(field: SpecField): string {
  if (field.kind === 'choice') return field.values.join(', ').replace(/, ([^,]*)$/, ' or $1');
  if (field.kind === 'set') return `some of ${field.members.join('+')}`;
  const unit = 10 ** field.decimals;
  const kind =
    field.decimals > 0
      ? `a number with at most ${field.decimals} decimals`
      : field.step > 1
        ? `a multiple of ${field.step}`
        : 'an integer';
  return `${kind} from ${field.min / unit} to ${field.max / unit}`;
}

/** The stored integer of `value`; NaN when it has none. */
export function integerOf(field: SpecField, value: unknown): number {
  if (field.kind === 'choice') return field.values.indexOf(value as never);
  if (field.kind === 'number') return count(field, value);
  if (typeof value !== 'string') return Number.NaN;
  let members = 0;
  for (const member of value === '' ? [] : value.split('+')) {
    const index = field.members.indexOf(member);
    if (index < 0 || (members >> index) & 1) return Number.NaN;
    members |= 1 << index;
  }
  return members;
}

/** `value` in units of the field; NaN when that is no integer. */
function count(field: Extract<SpecField, { kind: 'number' }>, value: unknown): number {
  if (typeof value !== 'number') return Number.NaN;
  const exact = value * 10 ** field.decimals;
  const nearest = Math.round(exact);
  // The product of a decimal value differs from its integer by rounding errors only.
  return Math.abs(exact - nearest) <= 1e-14 * Math.max(1, nearest) ? nearest : Number.NaN;
}
