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
  makeSpec,
  type StoredSpec,
  specOf,
  storedToValue,
  valueToStored,
} from './spec-values.js';

/** More fields than any version will have; keeps a header short whatever it claims. */
const MAX_FIELDS = 64;

/** The table in order of ids. */
const BY_ID = [...FIELD_ENTRIES].sort(([, a], [, b]) => a.id - b.id);

/** A field by its id, and the integer that stands for its value. */
export type Pair = readonly [id: number, stored: number];

/** The forms of specs that were asked for: a header is measured, described and written. */
const forms = new WeakMap<ModelSpec, Uint8Array<ArrayBuffer>>();

/**
 * The shortest of: a preset's number, and id and stored integer of each field that differs from it. Of equally short
 * ones that of the lowest number. Throws INVALID_SPEC.
 */
export function encodeSpec(spec: ModelSpec): Uint8Array<ArrayBuffer> {
  const form = forms.get(spec) ?? shortestForm(spec);
  forms.set(spec, form);
  return form;
}

function shortestForm(spec: ModelSpec): Uint8Array<ArrayBuffer> {
  // What is a preset is known by its text, and no preset need be read.
  const same = PRESETS.indexOf(formatSpec(spec));
  if (same >= 0) return encodeFrom(same, []);
  const stored = BY_ID.map(([name, field]) => valueToStored(name, field, spec[name]));
  let best: Uint8Array<ArrayBuffer> | undefined;
  for (let number = 0; number < PRESETS.length; number++) {
    const pairs = differences(stored, presetNumbered(number) as StoredSpec);
    // Each takes two bytes at least.
    if (best && 2 * pairs.length >= best.length) continue;
    const form = encodeFrom(number, pairs);
    if (!best || form.length < best.length) best = form;
  }
  return best as Uint8Array<ArrayBuffer>;
}

/** A preset's number, and pairs that are written as they are given. */
export function encodeFrom(preset: number, pairs: readonly Pair[]): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink().varint(2 * preset + (pairs.length > 0 ? 1 : 0));
  if (pairs.length > 0) sink.varint(pairs.length);
  for (const [id, stored] of pairs) sink.varint(id).varint(stored);
  return sink.take();
}

/** `stored` in order of ids. */
function differences(stored: readonly number[], preset: StoredSpec): Pair[] {
  const pairs: Pair[] = [];
  for (const [i, [name, { id }]] of BY_ID.entries()) {
    const value = stored[i] as number;
    if (value !== preset[name]) pairs.push([id, value]);
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

/**
 * Reads a spec from a header. Throws UNSUPPORTED_SPEC for a field or value that this version does not know, CORRUPT
 * when the bytes are not those that encodeSpec writes, TRUNCATED when they end too early.
 */
export function readSpec(source: ByteSource): ModelSpec {
  const start = source.position;
  const first = source.varint('preset of a model');
  const preset = presetNumbered(Math.floor(first / 2));
  if (!preset)
    throw new ForesayError('UNSUPPORTED_SPEC', `the model has an unknown preset, ${first >> 1}`);
  const fields = first % 2 === 1 ? source.varint('number of model fields') : 0;
  if (fields > MAX_FIELDS)
    throw new ForesayError('UNSUPPORTED_SPEC', `the model has ${fields} fields`);
  const values: Record<string, string | number> = specOf(preset);
  let last = 0;
  for (let i = 0; i < fields; i++) {
    const id = source.varint('id of a model field');
    if (id <= last) throw new ForesayError('CORRUPT', 'the fields of the model are out of order');
    last = id;
    const stored = source.varint(`model field ${id}`);
    const [name, field] = BY_ID.find(([, known]) => known.id === id) ?? [];
    if (name === undefined || field === undefined)
      throw new ForesayError('UNSUPPORTED_SPEC', `the model has an unknown field, number ${id}`);
    if (!isStored(field, stored))
      throw new ForesayError('UNSUPPORTED_SPEC', `the model's ${name} has an unknown value`);
    values[name] = storedToValue(field, stored);
  }
  const spec = made(values);
  const bytes = source.since(start);
  const expected = encodeSpec(spec);
  if (bytes.length !== expected.length || !bytes.every((byte, i) => byte === expected[i]))
    throw new ForesayError('CORRUPT', 'a model is not encoded in its shortest form');
  return spec;
}

function made(values: Record<string, string | number>): ModelSpec {
  try {
    return makeSpec(values as Partial<ModelSpec>);
  } catch (error) {
    // Each value is known; it is what they say together that is not.
    if (error instanceof ForesayError) throw new ForesayError('UNSUPPORTED_SPEC', error.message);
    throw error;
  }
}
