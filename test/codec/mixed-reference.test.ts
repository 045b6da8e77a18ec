/**
 * The mixed model that was written from NUMERICS.md (test/reference) decodes what the codec encodes: every expert that
 * it knows alone, all of them together, with and without a network, behind a dictionary, with bytes foreseen whole.
 */
import { describe, expect, it } from 'vitest';
import { makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { priorBytes, skimmedOf } from '#dist/priors/priors.js';
import { decodeMixedBlock } from '../reference/mixed-block.js';
import { alice, dictionaryOf, encodeBlock, valuesOf } from './support/blocks.js';

const TEXT = alice(2000);
const SHORT = TEXT.subarray(0, 400);
const TINY = Uint8Array.from('adbccdddbadabcbd', (letter) => letter.charCodeAt(0));
/** Two values; all values, with something to find in them. */
const BITS = Uint8Array.from(SHORT, (byte) => byte & 1);
const ALL = Uint8Array.from({ length: 1500 }, (_, i) => ((i % 311) * 7 + (i >> 4)) & 255);
/** Text with the same lines again, and a change now and then: matches that go wrong and recover. */
const EDITED = Uint8Array.from({ length: 3000 }, (_, i) =>
  i % 97 === 0 ? 33 + (i % 60) : (TEXT[i % 700] as number),
);
const BINARY = Uint8Array.from({ length: 2000 }, (_, i) =>
  i % 4 === 0 ? i >> 4 : i % 4 === 1 ? (i * i) >> 9 : i % 12,
);
/** The same hundred bytes again and again: long matches, most of which end with another byte than the one expected. */
const REPEATED = Uint8Array.from({ length: 3000 }, (_, i) =>
  i % 101 === 100 ? 65 + ((i * i) % 23) : (TEXT[i % 101] as number),
);

const same = (decoded: Uint8Array, block: Uint8Array) =>
  expect(Buffer.from(decoded).toString('hex')).toBe(Buffer.from(block).toString('hex'));

const ORDERS = '0+1+2+3+4+5+6+7+8+9+10+12+14+16+20+24';
const ALL_SELECTORS =
  'single+partial+byte1+byte2+matchLength+knownContexts+expectedByte+classes4+byte3';

describe('the reference decodes', () => {
  it.each([
    ['mix(orders=1)', SHORT],
    [`mix(orders=${ORDERS})`, TEXT],
    ['mix(orders=1+2,apm=order1)', TEXT],
    [
      'mix(orders=1+3,apm=order1+order2,finalSelect=single+byte1+knownContexts,select=partial+byte2)',
      TEXT,
    ],
    ['mix(orders=1+2+4,apm=order3)', EDITED],
    ['mix(orders=1,matches=4,apm=surprises)', EDITED],
    ['mix(orders=1+2+3+4,apm=order1+order2+surprises)', EDITED],
    ['mix(orders=1+2+3,matches=5,apm=order1+order2+order3+surprises)', TEXT],
    ['mix(orders=1+2+3,apm=order1+order2+order3+surprises,finalSelect=byte1+partial)', BINARY],
    ['mix(orders=1+2,apm=expectedByte+word+order4)', TEXT],
    ['mix(orders=1+2,matches=3,apm=expectedByte+word)', EDITED],
    ['mix(orders=1,matches=3+5,apm=expectedByte+word+order4)', ALL],
    [
      'mix(orders=1+2+3,matches=4,apm=order1+order2+order3+surprises+expectedByte+word+order4)',
      TEXT,
    ],
    ['mix(orders=2,matches=3+5,apm=order2,finalSelect=matchLength+expectedByte)', EDITED],
    ['mix(orders=1+2+3+5)', TEXT],
    ['mix(orders=1+2+3,tables=10,matches=4,apm=order1)', BINARY],
    ['mix(matches=3)', SHORT],
    ['mix(matches=4+8+32,select=matchLength+expectedByte)', EDITED],
    ['mix(orders=0,select=classes4+byte3)', SHORT],
    ['mix(orders=1+2+3,matches=3+6,select=knownContexts+partial,limit=1,mixRate=0.5)', EDITED],
    ['mix(orders=1+2+4,limit=511,mixRate=0.1,mixFloor=0.1)', BINARY],
    // Rows whose rates fall for long, those of final mixers too; rates that a high floor keeps from falling.
    [
      'mix(orders=1+2,matches=4,select=single+partial,finalSelect=single+byte1,mixRate=0.5,mixFloor=0)',
      TEXT,
    ],
    ['mix(orders=1+2,select=single+partial,finalSelect=single,mixRate=0.001,mixFloor=0.05)', TEXT],
    ['mix(orders=2+3,tables=10)', BINARY],
    // So many contexts in so few lines that some share a slot: their order matters.
    [`mix(orders=${ORDERS},tables=10)`, BINARY],
    [`mix(orders=${ORDERS},tables=10)`, TEXT],
    [`mix(orders=1+2+3+4+6,matches=5,select=${ALL_SELECTORS})`, TEXT],
    [`mix(orders=1+2+3+4+6,matches=4,select=${ALL_SELECTORS})`, BINARY],
    ['mix(orders=1+2)', BITS],
    // Fewer lines than a page has.
    ['mix(orders=0+1+2+3+4+5+6)', TINY],
    ['mix(orders=1+2,matches=3,select=byte1+partial)', ALL],
    ['mix(orders=1+2)+rnn(8x1)', SHORT],
    ['mix(matches=3)+gru(8x1,horizon=5)', SHORT],
    ['mix(orders=1+3,matches=4,select=partial)+lstm(8x2,lag=1,horizon=7)', SHORT],
    ['mix(orders=1)+lstm(8x1,rate=0.1,headRate=0.1)', BITS],
    // Bytes foreseen whole: seldom, often, from the first byte on that agrees; missed; without a match no effect.
    ['mix(orders=1+2,byteMatch=1)', SHORT],
    ['mix(matches=4,byteMatch=4)', EDITED],
    ['mix(orders=1+2+3,matches=4,byteMatch=12,apm=order1+order2+surprises)', EDITED],
    [
      'mix(orders=1+2+3,matches=5,byteMatch=16,select=matchLength+expectedByte+byte1,finalSelect=knownContexts+partial)',
      REPEATED,
    ],
    ['mix(orders=1+2,matches=3+6+12,byteMatch=1,select=matchLength+expectedByte)', REPEATED],
    ['mix(orders=1+2,matches=3,byteMatch=2,apm=expectedByte+word+order4)', REPEATED],
    ['mix(orders=1+4,matches=6,byteMatch=20,apm=order2,mixRate=0.3)', ALL],
    ['mix(orders=1+2,matches=3,byteMatch=3)', BITS],
    ['mix(orders=0+1+2+3+4+5+6,matches=3,byteMatch=1)', TINY],
    ['mix(orders=1+2,matches=4,byteMatch=600)', new Uint8Array(1500).fill(7, 1)],
    ['mix(orders=1+2,matches=4,byteMatch=10)+rnn(8x1)', REPEATED.subarray(0, 900)],
    ['mix(orders=1,matches=4,byteMatch=6)+lstm(8x1,lag=1,horizon=7)', REPEATED.subarray(0, 600)],
  ])('%s', (text, block) => {
    const spec = parseSpec(text);
    const coded = encodeBlock(spec, block);
    same(decodeMixedBlock(coded, block.length, valuesOf(block), spec), block);
  });

  it.each([
    'mix(orders=1+2+3+4,matches=4+6,select=partial+matchLength,apm=order1,finalSelect=partial+byte1)',
    'mix(orders=1+2,matches=4)+rnn(8x1)',
    'mix(orders=1+2,matches=4,byteMatch=5,apm=order1)',
  ])('what follows on a dictionary: %s', (text) => {
    const spec = parseSpec(text);
    const dictionary = TEXT.subarray(600, 1200);
    const coded = encodeBlock(spec, SHORT, undefined, dictionaryOf(dictionary));
    const values = valuesOf(Uint8Array.of(...SHORT, ...dictionary));
    same(decodeMixedBlock(coded, SHORT.length, values, spec, dictionary), SHORT);
  });

  it.each([
    'mix(orders=1+2,matches=4,byteMatch=5,apm=order1+surprises,select=partial+byte1)',
    'mix(orders=1,matches=4)+rnn(8x1)',
  ])('what follows on a prior, part of which is skimmed, and a dictionary: %s', (text) => {
    const spec = makeSpec({ ...parseSpec(text), prior: 'structured' });
    const dictionary = TEXT.subarray(600, 900);
    const coded = encodeBlock(spec, SHORT, undefined, dictionaryOf(dictionary));
    const first = Uint8Array.of(...priorBytes('structured'), ...dictionary);
    const values = valuesOf(Uint8Array.of(...SHORT, ...first));
    const skimmed = skimmedOf('structured');
    same(decodeMixedBlock(coded, SHORT.length, values, spec, first, skimmed), SHORT);
    expect(coded).not.toEqual(
      encodeBlock({ ...spec, prior: 'none' }, SHORT, undefined, dictionaryOf(first)),
    );
  });

  // A map has the more contexts the more bytes come, here 2^14 and 2^16; with 2^16 some are found otherwise.
  it.each([20_000, 65_537])('maps where %i bytes come', (bytes) => {
    const spec = parseSpec('mix(orders=1,apm=order1+order2+surprises+word)');
    const dictionary = alice(bytes).subarray(SHORT.length);
    const coded = encodeBlock(spec, SHORT, undefined, dictionaryOf(dictionary));
    const values = valuesOf(Uint8Array.of(...SHORT, ...dictionary));
    same(decodeMixedBlock(coded, SHORT.length, values, spec, dictionary), SHORT);
  });

  it('a block whose first byte is foreseen, and does not come', () => {
    const spec = parseSpec('mix(orders=1,matches=4,byteMatch=8)');
    const dictionary = REPEATED.subarray(0, 350);
    const rest = REPEATED.subarray(350, 450);
    for (const block of [rest.subarray(0, 1), rest, Uint8Array.of(200, ...rest)]) {
      const coded = encodeBlock(spec, block, undefined, dictionaryOf(dictionary));
      const values = valuesOf(Uint8Array.of(...block, ...dictionary));
      same(decodeMixedBlock(coded, block.length, values, spec, dictionary), block);
    }
  });
});
