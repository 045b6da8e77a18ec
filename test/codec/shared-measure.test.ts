/** A task is measured with the plain codec and may run in the one over shared memory: both take the same memory. */
import { expect, it } from 'vitest';
import { EVERY_VALUE } from '#dist/archive/alphabet.js';
import { Codec } from '#dist/codec/codec.js';
import { decodePlan, encodePlan } from '#dist/codec/measure.js';
import { codecModule } from '#dist/codec/module.js';
import { newSharedMemory } from '#dist/codec/shared-memory.js';
import { sharedCodec } from '#dist/codec/shared-module.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { levelSpec } from '#dist/node/index.js';

const plain = new Codec(await codecModule());
const shared = new Codec((await sharedCodec()).module, newSharedMemory());

it.each([
  ['a network', 'lstm(8x1,lag=1)'],
  ['level 7', levelSpec(7, 'text')],
  ['level 9', levelSpec(9, 'records')],
])('%s', (_, text) => {
  const spec = parseSpec(text);
  const coded = { spec, length: 1234, codedLength: 567, alphabet: EVERY_VALUE };
  for (const plan of [encodePlan(spec, 1234), decodePlan(coded)])
    expect(shared.measure(plan)).toBe(plain.measure(plan));
});
