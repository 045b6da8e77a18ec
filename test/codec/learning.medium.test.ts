/**
 * What models make of the first 20,000 bytes of Alice, in bytes. These numbers follow from the arithmetic alone: when
 * one changes, archives of the version before no longer decode, and the numeric version must too (FORMAT.md).
 */
import { expect, it } from 'vitest';
import { parseSpec } from '#dist/model/model-spec.js';
import { alice, encodeBlock } from './support/blocks.js';

it.each([
  ['rnn(32x1)', 7106],
  ['gru(32x1)', 7167],
  ['lstm(32x1)', 7442],
  ['lstm(32x2,lanes=3)', 7551],
  ['lstm(32x1,norm=none)', 7891],
  ['lstm(32x1,headEvery=20,horizon=10)', 7269],
  ['rnn(32x1,optimizer=adam,beta1=0.5)', 7057],
  ['gru(32x1,optimizer=adam)', 7119],
  ['lstm(32x1,optimizer=adam,seed=1)', 7284],
  ['lstm(32x1,optimizer=sgd,rate=0.1,headRate=0.1,headFloor=0.05)', 7965],
])('%s: %i', (text, length) => {
  expect(encodeBlock(parseSpec(text), alice(20_000))).toHaveLength(length);
});
