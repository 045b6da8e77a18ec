/** The byte form of a spec; FORMAT.md, "Spec". */
import { ByteSink } from '../bytes/byte-sink.js';
import { ByteSource } from '../bytes/byte-source.js';
import { ForesayError } from '../errors.js';
import type { SpecField } from './fields.js';
import {
  FIELD_ENTRIES,
  isStored,
  type ModelSpec,
  makeSpec,
  type SpecFieldName,
  storedToValue,
  valueToStored,
} from './spec-values.js';

/** More fields than any version will have; keeps a header short whatever it claims. */
const MAX_FIELDS = 64;

/** The table in order of ids. */
const BY_ID = [...FIELD_ENTRIES].sort(([, a], [, b]) => a.id - b.id);

/** The number of fields that differ from their defaults, then id and stored integer of each. Throws INVALID_SPEC. */
export function encodeSpec(spec: ModelSpec): Uint8Array<ArrayBuffer> {
  const pairs = BY_ID.map(
    ([name, field]) => [name, field, valueToStored(name, field, spec[name])] as const,
  ).filter(([name, field, stored]) => stored !== initial(name, field));
  const sink = new ByteSink().varint(pairs.length);
  for (const [, field, stored] of pairs) sink.varint(field.id).varint(stored);
  return sink.take();
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
  const values: Record<string, string | number> = {};
  const fields = source.varint('number of model fields');
  if (fields > MAX_FIELDS)
    throw new ForesayError('UNSUPPORTED_SPEC', `the model has ${fields} fields`);
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
    if (stored === initial(name, field))
      throw new ForesayError('CORRUPT', `the model's ${name} is stored although it is the default`);
    values[name] = storedToValue(field, stored);
  }
  const spec = made(values);
  if (Object.entries(values).some(([name, value]) => spec[name as SpecFieldName] !== value))
    throw new ForesayError('CORRUPT', 'the model has fields that have no effect');
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

function initial(name: SpecFieldName, field: SpecField): number {
  return valueToStored(name, field, field.initial);
}
