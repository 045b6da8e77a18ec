/** A codec over shared memory: another instance may join at any time, as a helper thread does, and changes no byte. */
import { expect, it } from 'vitest';
import { Codec } from '#dist/codec/codec.js';
import { newSharedMemory } from '#dist/codec/shared-memory.js';
import { sharedCodec } from '#dist/codec/shared-module.js';
import { mixesSymbols, parseSpec } from '#dist/model/model-spec.js';
import { asBytes, symbolsOf } from './support/bases.js';
import { alice, begin, encodeBlock, encodingPlan, resultOf } from './support/blocks.js';

it.each([
  'lstm(128x2,horizon=5,lag=1)',
  'mix(orders=1+2+3,matches=5)+gru(64x1,horizon=5,lag=1)',
  'mix(symbolOrders=1+2+11,repeats=12,codons=3,strands=both,hidden=8)+gru(64x1,horizon=5,lag=1)',
])('%s codes the same bytes when instances join', async (text) => {
  const spec = parseSpec(text);
  const block = mixesSymbols(spec) ? asBytes(symbolsOf(600)) : alice(600);
  const memory = newSharedMemory();
  if (!memory) throw new Error('there is no shared memory');
  const { module } = await sharedCodec();
  const codec = new Codec(module, memory);
  begin(codec, encodingPlan(spec, block), block);
  let joined = 0;
  for (let coded = 0; coded < block.length; joined++) {
    // Small slices at first: they end amid the initial weights.
    coded = codec.advance(joined < 50 ? 1e4 : 5e6);
    if (coded < 0) throw new Error(`status ${coded}`);
    new Codec(module, memory);
  }
  expect(joined).toBeGreaterThan(50);
  expect(resultOf(codec)).toEqual(encodeBlock(spec, block));
});
