/** Blocks through the codec, without an archive around them. */
import { readFileSync } from 'node:fs';
import { Codec, type Plan } from '#dist/codec/codec.js';
import type { Dictionary } from '#dist/codec/dictionary.js';
import { decodePlan, encodePlan } from '#dist/codec/measure.js';
import type { ModelSpec } from '#dist/model/model-spec.js';

const compiled = new WebAssembly.Module(
  readFileSync(new URL('../../../build/codec.wasm', import.meta.url)),
);

export const newCodec = (): Codec => new Codec(compiled);

const ALICE = readFileSync(new URL('../../fixtures/alice29.txt', import.meta.url));

/** The first bytes of test/fixtures/alice29.txt. */
export const alice = (length: number): Uint8Array => new Uint8Array(ALICE.subarray(0, length));

/** The byte values that occur, increasing. */
export const valuesOf = (block: Uint8Array): Uint8Array => Uint8Array.from(new Set(block)).sort();

/** The values as the set that a plan has. */
export function setOf(values: Uint8Array): Uint8Array {
  const set = new Uint8Array(32);
  for (const value of values) set[value >> 3] = (set[value >> 3] ?? 0) | (1 << (value & 7));
  return set;
}

export const dictionaryOf = (bytes: Uint8Array): Dictionary => ({
  bytes,
  alphabet: setOf(valuesOf(bytes)),
});

export const encodingPlan = (spec: ModelSpec, block: Uint8Array, dictionary?: Dictionary) =>
  encodePlan(spec, block.length, setOf(valuesOf(block)), dictionary);

export const decodingPlan = (
  spec: ModelSpec,
  { length, values, codedLength }: { length: number; values: Uint8Array; codedLength: number },
  dictionary?: Dictionary,
) => decodePlan({ spec, length, codedLength, alphabet: setOf(values) }, dictionary);

/** Opens the codec and puts all of the input and the dictionary in place; false when it cannot be opened. */
export function begin(codec: Codec, plan: Plan, input: Uint8Array): boolean {
  if (!codec.open(plan)) return false;
  codec.put(input, 0);
  codec.putDictionary(plan.dictionary, 0);
  return true;
}

/** What came out: all of it, or the first `length` bytes of a block that is not finished. */
export function resultOf(codec: Codec, length: number = codec.finish()): Uint8Array {
  const result = new Uint8Array(length);
  codec.get(result, 0);
  return result;
}

/** Units of work for a whole block. */
export const WHOLE: number = Number.POSITIVE_INFINITY;

const ALL = () => WHOLE;

/** Advances to the end, `next` units of work at a time; throws the codec's status when it is below zero. */
function run(codec: Codec, length: number, next: () => number): Uint8Array {
  for (let done = 0; done < length; ) {
    done = codec.advance(next());
    if (done < 0) throw new Error(`status ${done}`);
  }
  return resultOf(codec);
}

export function encodeBlock(
  spec: ModelSpec,
  block: Uint8Array,
  next = ALL,
  dictionary?: Dictionary,
): Uint8Array {
  const codec = newCodec();
  begin(codec, encodingPlan(spec, block, dictionary), block);
  return run(codec, block.length, next);
}

export function decodeBlock(
  spec: ModelSpec,
  coded: Uint8Array,
  block: { length: number; values: Uint8Array },
  next = ALL,
  dictionary?: Dictionary,
): Uint8Array {
  const codec = newCodec();
  begin(codec, decodingPlan(spec, { ...block, codedLength: coded.length }, dictionary), coded);
  return run(codec, block.length, next);
}
