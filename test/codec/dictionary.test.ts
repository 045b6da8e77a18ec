/** Models that learn a dictionary before they code: the same on both sides, in any slices, in any number of lanes. */
import { describe, expect, it } from 'vitest';
import { formatSpec, parseSpec } from '#dist/model/model-spec.js';
import { decodeBlock as decodeByTheBook } from '../reference/block.js';
import {
  alice,
  begin,
  decodeBlock,
  dictionaryOf,
  encodeBlock,
  encodingPlan,
  newCodec,
  valuesOf,
  WHOLE,
} from './support/blocks.js';

const TEXT = alice(6000);
const BLOCK = TEXT.subarray(5000);
const DICTIONARY = dictionaryOf(TEXT.subarray(0, 5000));
const ALL = () => WHOLE;
const SPEC = parseSpec('lstm(16x1,ngramBits=8)');

const MIX = 'mix(orders=1+2+4,words=word,matches=5,select=byte1,apm=order1)';

it.each(['rnn(16x1)', 'lstm(8x2,lanes=3)', 'gru(8x1,lanes=64)', MIX, `${MIX}+lstm(16x1)`])(
  'comes back: %s',
  (text) => {
    const spec = parseSpec(text);
    const coded = encodeBlock(spec, BLOCK, ALL, DICTIONARY);
    const shape = { length: BLOCK.length, values: valuesOf(BLOCK) };
    expect(decodeBlock(spec, coded, shape, ALL, DICTIONARY)).toEqual(BLOCK);
  },
);

describe.each([formatSpec(SPEC), MIX])('%s', (text) => {
  const spec = parseSpec(text);

  it('predicts better with it', () => {
    const alone = encodeBlock(spec, BLOCK);
    expect(encodeBlock(spec, BLOCK, ALL, DICTIONARY).length).toBeLessThan(0.85 * alone.length);
  });

  it('is the same in any slices, and learning counts as work', () => {
    const whole = encodeBlock(spec, BLOCK, ALL, DICTIONARY);
    expect(encodeBlock(spec, BLOCK, () => 7, DICTIONARY)).toEqual(whole);
    const codec = newCodec();
    begin(codec, encodingPlan(spec, BLOCK, DICTIONARY), BLOCK);
    let calls = 0;
    while (codec.advance(1) === 0) calls++;
    expect(calls).toBeGreaterThan(DICTIONARY.bytes.length);
  });
});

it.each([1, 3])('is what the reference decoder makes of it: %i lanes', (lanes) => {
  const spec = { ...SPEC, lanes };
  const block = TEXT.subarray(300, 500);
  // A value that the block does not have, and one that the dictionary does not.
  block[10] = 200;
  const dictionary = dictionaryOf(Uint8Array.of(...TEXT.subarray(0, 200), 201));
  const coded = encodeBlock(spec, block, ALL, dictionary);
  const values = valuesOf(Uint8Array.of(...block, ...dictionary.bytes));
  expect(decodeByTheBook(coded, block.length, values, spec, dictionary.bytes)).toEqual(block);
});
