/**
 * The reference codec (test/reference), written from FORMAT.md and NUMERICS.md in scalar TypeScript, decodes networks
 * alone, and archives of some levels and kinds; all of them: test/codec/reference.slow.test.ts. One wrong rounding anywhere in
 * a network shows within a few bytes.
 */
import { expect, it } from 'vitest';
import { parseSpec } from '#dist/model/model-spec.js';
import { compress } from '#dist/node/index.js';
import { inputOf } from '../support/inputs.js';
import { decodeArchive, decodeBlock } from '../support/reference.js';
import { trainedNetwork } from '../support/trained-network.js';
import { alice, encodeBlock, valuesOf } from './support/blocks.js';

const TEXT = alice(300);
/** Two values, and all values: alphabets at their ends. */
const BITS = Uint8Array.from(TEXT, (byte) => byte & 1);
const ALL = Uint8Array.from({ length: 400 }, (_, i) => (i * i * 7 + (i >> 3)) & 255);

it.each([
  ['rnn(16x1)', TEXT],
  ['gru(16x1)', TEXT],
  ['lstm(16x1)', TEXT],
  ['rnn(24x2,lanes=3,optimizer=adam,beta1=0.5)', TEXT],
  ['gru(8x3,norm=none,optimizer=adam,beta2=0.9)', TEXT],
  ['lstm(16x2,optimizer=sgd,rate=0.05,headRate=0.05,decay=10)', TEXT],
  ['rnn(8x1,optimizer=sgd,norm=none,clip=0.001)', TEXT],
  ['gru(16x2,lanes=7,horizon=5,headEvery=3)', TEXT],
  ['lstm(8x2,optimizer=adam,beta1=0.9,horizon=7,headEvery=256,decay=0)', TEXT],
  ['lstm(8x1,ngrams=1,seed=65535)', TEXT],
  ['lstm(8x1,ngrams=8,ngramBits=3,embedCap=2,embedRate=3)', TEXT],
  ['gru(8x1,lanes=64,rate=0.1,floor=0.05)', TEXT],
  ['rnn(16x1,lag=1)', TEXT],
  ['lstm(16x3,lag=1,lanes=2,horizon=7)', TEXT],
  ['gru(16x2,lag=1,optimizer=adam,beta1=0.5,horizon=5)', TEXT],
  ['lstm(8x2,lag=1,optimizer=sgd,rate=0.05,headRate=0.05,horizon=1)', TEXT],
  ['gru(8x2,lag=1,horizon=9,decay=50)', ALL],
  ['lstm(8x1,lag=1,horizon=256)', TEXT],
  ['lstm(16x1)', BITS],
  ['gru(8x1)', ALL],
])('%s', (text, block) => {
  const spec = parseSpec(text);
  const coded = encodeBlock(spec, block);
  const decoded = decodeBlock(coded, block.length, valuesOf(block), spec);
  expect(Buffer.from(decoded).toString('hex')).toBe(Buffer.from(block).toString('hex'));
});

it.each([
  [1, 'structured', 1000],
  [2, 'binary', 1000],
  [3, 'records', 2500],
  [4, 'executable', 1000],
  [6, 'symbols', 1000],
] as const)('an archive of level %i, kind %s, %i bytes', async (level, kind, length) => {
  const input = inputOf(kind, length);
  const archive = await compress(input, { level, kind, threads: 0 });
  expect(archive.length).toBeLessThan(length);
  expect(Buffer.compare(decodeArchive(archive), input)).toBe(0);
});

it.each([
  ['a network alone', {}],
  // A kind without a prior, which this codec would learn for two minutes.
  ['a network with a level', { level: 1, kind: 'binary' }],
  [
    'a network in a model',
    { model: 'mix(orders=2)+gru(8x2,ngrams=2,ngramBits=6,lag=1,horizon=4)' },
  ],
] as const)('an archive with %s', async (_, options) => {
  const input = alice(1200);
  const network = await trainedNetwork(input, { cell: 'gru', width: 8, layers: 2 });
  const archive = await compress(input, { ...options, network, threads: 0 });
  expect(Buffer.compare(decodeArchive(archive), input)).toBe(0);
});
