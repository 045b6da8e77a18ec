/** The byte form of a spec; FORMAT.md, "Spec". */
import { ByteSink } from '../bytes/byte-sink.js';
import { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import { PRESETS, presetNumbered } from './presets.js';
import { formatSpec } from './spec-text.js';
import {
  FIELD_ENTRIES,
  isStored,
  type ModelSpec,
  normalised,
  type StoredSpec,
  specOf,
  storedToValue,
  valueToStored,
} from './spec-values.js';

/** Most fields that a spec may name: more than any version will have. It bounds the length of a header. */
export const MAX_FIELDS = 64;

/** The table in order of ids. */
const BY_ID = [...FIELD_ENTRIES].sort(([, a], [, b]) => a.id - b.id);

/** Index in BY_ID of each id. */
const INDEX = new Map(BY_ID.map(([, { id }], index) => [id, index]));

type Entry = (typeof BY_ID)[number];

function entryOf(id: number): Entry | undefined {
  return BY_ID[INDEX.get(id) ?? -1];
}

/** A field's id and stored integer. */
export type Pair = readonly [id: number, stored: number];

/** Integers of a spec in the order of BY_ID. */
type Row = readonly number[];

/** Encoded specs: one header is encoded several times, to measure it and to write it. */
const forms = new WeakMap<ModelSpec, Uint8Array<ArrayBuffer>>();

/**
 * The byte form of a spec: a preset's number, and id and stored integer of each field that differs from it. The preset is
 * the one that gives the shortest form; of several, the one of the lowest number. Throws INVALID_SPEC.
 */
export function encodeSpec(spec: ModelSpec): Uint8Array<ArrayBuffer> {
  const form = forms.get(spec) ?? shortestForm(spec);
  forms.set(spec, form);
  return form;
}

function shortestForm(spec: ModelSpec): Uint8Array<ArrayBuffer> {
  // A spec that is a preset is found by its text, so that no preset need be parsed.
  const same = PRESETS.indexOf(formatSpec(spec));
  if (same >= 0) return encodeFrom(same, []);
  const row = BY_ID.map(([name, field]) => valueToStored(name, field, spec[name]));
  const number = nearestPreset(row);
  return encodeFrom(number, differences(row, presetRow(number)));
}

const rows: Row[] = [];

function presetRow(number: number): Row {
  rows[number] ??= rowOf(presetNumbered(number) as StoredSpec);
  return rows[number];
}

function rowOf(stored: StoredSpec): Row {
  return BY_ID.map(([name]) => stored[name]);
}

/** The number of the preset that gives the shortest form; of several, the lowest. */
function nearestPreset(row: Row): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let number = 0; number < PRESETS.length; number++) {
    const length = lengthFrom(number, row, least);
    if (length < least) {
      best = number;
      least = length;
    }
  }
  return best;
}

/** Length in bytes of the form with that preset; where it is `enough` or more, any number that is. */
function lengthFrom(number: number, row: Row, enough: number): number {
  const preset = presetRow(number);
  let length = varintLength(2 * number + 1);
  let pairs = 0;
  for (let i = 0; i < row.length && length < enough; i++) {
    const stored = row[i] as number;
    if (stored === preset[i]) continue;
    pairs++;
    length += varintLength(BY_ID[i]?.[1].id ?? 0) + varintLength(stored);
  }
  return pairs > 0 ? length + varintLength(pairs) : length;
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

/** The form of a preset and pairs. The pairs are written as given. */
export function encodeFrom(preset: number, pairs: readonly Pair[]): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink().varint(2 * preset + (pairs.length > 0 ? 1 : 0));
  if (pairs.length > 0) sink.varint(pairs.length);
  for (const [id, stored] of pairs) sink.varint(id).varint(stored);
  return sink.take();
}

/** The fields in which `row` differs, in order of ids. */
function differences(row: Row, preset: Row): Pair[] {
  const pairs: Pair[] = [];
  for (const [i, [, { id }]] of BY_ID.entries()) {
    const stored = row[i] as number;
    if (stored !== preset[i]) pairs.push([id, stored]);
  }
  return pairs;
}

/** Inverse of encodeSpec. Throws as readSpec does, and CORRUPT when bytes are left over. */
export function decodeSpec(bytes: Uint8Array): ModelSpec {
  const source = new ByteSource(bytes);
  const spec = readSpec(source);
  if (source.remaining > 0) throw new ForesayError('CORRUPT', 'bytes follow the model');
  return spec;
}

/** Specs that were read, by their bytes as text: equal bytes give the same object. */
const read = new Map<string, ModelSpec>();

/** Most specs in `read`. */
const MAX_READ = 256;

/**
 * Reads a spec from a header. Throws UNSUPPORTED_SPEC for a field or value that this version does not have, CORRUPT
 * when encodeSpec writes other bytes for the spec, TRUNCATED when the bytes end too early.
 */
export function readSpec(source: ByteSource): ModelSpec {
  const start = source.position;
  const first = source.varint('preset of a model');
  const number = Math.floor(first / 2);
  if (number >= PRESETS.length)
    throw new ForesayError('UNSUPPORTED_SPEC', `the model has an unknown preset, ${number}`);
  const pairs = first % 2 === 1 ? readPairs(source) : [];
  const key = String.fromCharCode(...source.since(start));
  const known = read.get(key);
  if (known) return known;
  const spec = specFrom(number, pairs, first % 2 === 1);
  if (read.size >= MAX_READ) read.clear();
  read.set(key, spec);
  return spec;
}

/** Pairs in the order of their ids, each with a stored integer in the field's range. */
function readPairs(source: ByteSource): Pair[] {
  const fields = source.varint('number of model fields');
  if (fields > MAX_FIELDS)
    throw new ForesayError('UNSUPPORTED_SPEC', `the model has ${fields} fields`);
  const pairs: Pair[] = [];
  let last = 0;
  for (let i = 0; i < fields; i++) {
    source.need(2 * (fields - i));
    const id = source.varint('id of a model field');
    if (id <= last) throw new ForesayError('CORRUPT', 'the fields of the model are out of order');
    last = id;
    const stored = source.varint(`model field ${id}`);
    const [name, field] = entryOf(id) ?? [];
    if (name === undefined || field === undefined)
      throw new ForesayError('UNSUPPORTED_SPEC', `the model has an unknown field, number ${id}`);
    if (!isStored(field, stored))
      throw new ForesayError('UNSUPPORTED_SPEC', `the model's ${name} has an unknown value`);
    pairs.push([id, stored]);
  }
  return pairs;
}

/** The spec of a form, if encodeSpec writes that form. `named`: the form has a count of pairs. */
function specFrom(number: number, pairs: readonly Pair[], named: boolean): ModelSpec {
  presetSpecs[number] ??= specOf(presetNumbered(number) as StoredSpec);
  const preset = presetSpecs[number];
  if (!named) return preset;
  const stored: Record<string, number> = { ...presetNumbered(number) };
  const values: Record<string, string | number> = { ...preset };
  for (const [id, value] of pairs) {
    const [name, field] = entryOf(id) as Entry;
    stored[name] = value;
    values[name] = storedToValue(field, value);
  }
  const row = rowOf(stored as StoredSpec);
  const same = checked(stored as StoredSpec);
  if (
    pairs.length === 0 ||
    BY_ID.some(([name]) => same[name] !== stored[name]) ||
    differences(row, presetRow(number)).length !== pairs.length ||
    nearestPreset(row) !== number
  )
    throw new ForesayError('CORRUPT', 'a model is not encoded in its shortest form');
  return values as unknown as ModelSpec;
}

const presetSpecs: ModelSpec[] = [];

/** As `normalised`, but throws UNSUPPORTED_SPEC. */
function checked(stored: StoredSpec): StoredSpec {
  try {
    return normalised(stored);
  } catch (error) {
    // Each value is in its range, but together they are no model.
    if (error instanceof ForesayError) throw new ForesayError('UNSUPPORTED_SPEC', error.message);
    throw error;
  }
}
