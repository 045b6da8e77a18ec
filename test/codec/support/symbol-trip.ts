/** Blocks of few byte values through the codec and back, and through the reference codec. */
import { expect } from 'vitest';
import { SYMBOL_FIELDS } from '#dist/model/fields.js';
import { type ModelSpec, SYMBOL_EXPERTS } from '#dist/model/model-spec.js';
import { decodeSymbolBlock } from '../../support/reference.js';
import { decodeBlock, dictionaryOf, encodeBlock, valuesOf } from './blocks.js';

/** All members of all sets of experts of symbols. */
export const ALL_SYMBOL_EXPERTS: Partial<ModelSpec> = Object.fromEntries(
  SYMBOL_EXPERTS.map((name) => [name, SYMBOL_FIELDS[name].members.join('+')]),
);

/**
 * Encodes, and decodes by the codec, whose memory has nothing of the bytes then, and by the reference. Returns the code.
 */
export function expectSymbols(
  spec: ModelSpec,
  block: Uint8Array,
  dictionary: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const prior = dictionary.length > 0 ? dictionaryOf(dictionary) : undefined;
  const coded = encodeBlock(spec, block, undefined, prior);
  const about = `${JSON.stringify(spec)} of ${block.length} bytes`;
  const own = { length: block.length, values: valuesOf(block) };
  const back = decodeBlock(spec, coded, own, undefined, prior);
  expect(Buffer.compare(back, block), about).toBe(0);
  const values = valuesOf(Uint8Array.from([...block, ...dictionary]));
  const decoded = decodeSymbolBlock(coded, block.length, values, spec, dictionary);
  expect(Buffer.compare(decoded, block), `the reference: ${about}`).toBe(0);
  return coded;
}
