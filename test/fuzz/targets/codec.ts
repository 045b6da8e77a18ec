/**
 * Bytes straight into the codec, with any model: coded ones to decode, or symbols to encode and decode. Every input is
 * one: its numbers are brought into their ranges.
 *
 *   2 bytes      length of the block, 1 to 1024
 *   1 byte       length of the dictionary
 *   32 bytes     the alphabet
 *   1 byte       number of fields that are not at their defaults, 0 to 15; 128 is added where bytes are to be encoded
 *   5 bytes each field's number and value
 *   then         the dictionary, and the coded bytes or the symbols
 *
 * All numbers are stored lowest byte first; what is missing at the end is zero.
 */
import { alphabetOf, alphabetValues, union } from '#dist/archive/alphabet.js';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { decodePlan, encodePlan, takes } from '#dist/codec/measure.js';
import { type ErrorCode, ForesayError } from '#dist/errors.js';
import { SPEC_FIELDS, type SpecField } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { runToEnd } from '../../support/stepwise.js';
import {
  affordable,
  DECODING_ERRORS,
  Finding,
  MEMORY,
  type Target,
} from '../support/fuzz-target.js';

const MAX_LENGTH = 1024;
const MAX_FIELDS = 16;
const FIELDS = Object.entries<SpecField>(SPEC_FIELDS).filter(([, { host }]) => !host);

export async function codecTarget(module: WebAssembly.Module): Promise<Target> {
  const decoder = new BlockCoder(module);
  const encoder = new BlockCoder(module);
  return async (input) => {
    const next = numbers(input);
    const length = 1 + (next(2) % MAX_LENGTH);
    const dictionaryLength = next(1);
    const alphabet = Uint8Array.from({ length: 32 }, () => next(1));
    const mode = next(1);
    const spec = specOf(mode % MAX_FIELDS, next);
    if (!spec || alphabetValues(alphabet).length < 2) return 'no model';
    const bytes = Uint8Array.from({ length: dictionaryLength }, () => next(1));
    const dictionary = { bytes, alphabet: alphabetOf(bytes) };
    if (!takes(spec, union(alphabet, dictionary.alphabet))) return 'too many values';
    const encoding = encodePlan(spec, length, alphabet, dictionary);
    if (!affordable(() => decoder.measure(encoding), length + dictionaryLength))
      return 'too much work';

    const encode = (symbols: Uint8Array, memory: number) =>
      attempt(() => runToEnd(encoder.code(encoding, symbols, memory)));
    const decode = (coded: Uint8Array) => {
      const plan = decodePlan({ spec, length, codedLength: coded.length, alphabet }, dictionary);
      return attempt(() => runToEnd(decoder.code(plan, coded, MEMORY)));
    };
    if (mode >= 128) {
      const values = alphabetValues(alphabet);
      const symbols = Uint8Array.from({ length }, () => values[next(1) % values.length] as number);
      const coded = encode(symbols, MEMORY);
      if (typeof coded === 'string') return coded;
      if (!coded) return 'stored';
      if (!same(decode(coded), symbols)) throw new Finding('a round trip that fails');
      return 'round trip';
    }
    const coded = Uint8Array.from({ length: Math.min(next.left(), length - 1) }, () => next(1));
    const symbols = decode(coded);
    if (typeof symbols === 'string') return symbols;
    if (!symbols || !same(encode(symbols, 2 * MEMORY), coded))
      throw new Finding('a second encoding of the same bytes');
    return 'decoded';
  };
}

/** The result, or the code of an error that the codec may give. */
function attempt<T>(work: () => T): T | ErrorCode {
  try {
    return work();
  } catch (error) {
    if (error instanceof ForesayError && DECODING_ERRORS.has(error.code)) return error.code;
    throw new Finding('an error that the codec must not give', error);
  }
}

function same(bytes: Uint8Array | ErrorCode | undefined, wanted: Uint8Array): boolean {
  return bytes instanceof Uint8Array && Buffer.from(bytes).equals(wanted);
}

interface Numbers {
  /** The next number of so many bytes. */
  (bytes: number): number;
  /** Bytes that are left. */
  left(): number;
}

function numbers(input: Uint8Array): Numbers {
  let at = 0;
  const next = (bytes: number) => {
    let value = 0;
    for (let i = 0; i < bytes; i++) value += (input[at++] ?? 0) * 2 ** (8 * i);
    return value;
  };
  return Object.assign(next, { left: () => Math.max(0, input.length - at) });
}

/** A valid spec; undefined when it predicts nothing, or its fields exclude each other. */
function specOf(count: number, next: Numbers): ModelSpec | undefined {
  const fields: Record<string, string | number> = { tables: 10 };
  for (let i = 0; i < count; i++) {
    const [name, field] = FIELDS[next(1) % FIELDS.length] as (typeof FIELDS)[number];
    fields[name] = valueAt(field, next(4));
  }
  try {
    return makeSpec(fields as Partial<ModelSpec>);
  } catch (error) {
    if (error instanceof ForesayError) return undefined;
    throw error;
  }
}

/** The value of the field that a number from 0 to 2^32 - 1 stands for. */
function valueAt(field: SpecField, number: number): string | number {
  if (field.kind === 'choice') return field.values[number % field.values.length] as string;
  if (field.kind === 'set')
    return field.members.filter((_, index) => (number >>> index) & 1).join('+');
  const { min, max, step, decimals } = field;
  return (min + step * (number % (1 + (max - min) / step))) / 10 ** decimals;
}
