/**
 * The reference codec (test/reference) decodes what the codec encodes with mixes: parts alone and together, any mix, with
 * and without a network, behind primed bytes, with match flags. Every member of a set alone: known-answers.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIX_FIELDS } from '#dist/model/fields.js';
import { EXPERTS, type ModelSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { inputOf } from '../support/inputs.js';
import { decodeMixedBlock, primingOf } from '../support/reference.js';
import { ANY_MIX_INPUT, anyMix } from './support/any-mix.js';
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

const NOTHING: Uint8Array = new Uint8Array(0);

/** Encodes a block behind the spec's prior and a dictionary, decodes it by the reference; returns the code. */
function expectDecoded(spec: ModelSpec, block: Uint8Array, dictionary = NOTHING): Uint8Array {
  const prior = dictionary.length > 0 ? dictionaryOf(dictionary) : undefined;
  const coded = encodeBlock(spec, block, undefined, prior);
  const priming = primingOf(spec, dictionary);
  const values = valuesOf(Uint8Array.from([...block, ...priming.bytes]));
  const decoded = decodeMixedBlock(coded, block.length, values, spec, priming);
  expect(Buffer.from(decoded).toString('hex')).toBe(Buffer.from(block).toString('hex'));
  return coded;
}

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
    expectDecoded(parseSpec(text), block);
  });

  it.each([
    'mix(orders=1+2+3+4,matches=4+6,select=partial+matchLength,apm=order1,finalSelect=partial+byte1)',
    'mix(orders=1+2,matches=4)+rnn(8x1)',
    'mix(orders=1+2,matches=4,byteMatch=5,apm=order1)',
  ])('behind a dictionary: %s', (text) => {
    expectDecoded(parseSpec(text), SHORT, TEXT.subarray(600, 1200));
  });

  it.each([
    'mix(orders=1+2,matches=4,byteMatch=5,apm=order1+surprises,select=partial+byte1)',
    'mix(orders=1,matches=4)+rnn(8x1)',
  ])('behind a prior with experts-only bytes, and a dictionary: %s', (text) => {
    const spec = makeSpec({ ...parseSpec(text), prior: 'structured' });
    const dictionary = TEXT.subarray(600, 900);
    const coded = expectDecoded(spec, SHORT, dictionary);
    const whole = dictionaryOf(primingOf(spec, dictionary).bytes);
    expect(coded).not.toEqual(encodeBlock({ ...spec, prior: 'none' }, SHORT, undefined, whole));
  });

  // An APM has the more contexts the more bytes come, here 2^14 and 2^16; with 2^16 some are addressed otherwise.
  it.each([20_000, 65_537])('APMs where %i bytes come', (bytes) => {
    const spec = parseSpec('mix(orders=1,apm=order1+order2+surprises+word)');
    expectDecoded(spec, SHORT, alice(bytes).subarray(SHORT.length));
  });

  it('a block whose first byte has a match flag of 0', () => {
    const spec = parseSpec('mix(orders=1,matches=4,byteMatch=8)');
    const rest = REPEATED.subarray(350, 450);
    for (const block of [rest.subarray(0, 1), rest, Uint8Array.of(200, ...rest)])
      expectDecoded(spec, block, REPEATED.subarray(0, 350));
  });

  it('brackets that are never closed, closed too often, and nested deeper than is kept', () => {
    const phrases = MIX_FIELDS.phrases.members.join('+');
    const structure = MIX_FIELDS.structure.members.join('+');
    const spec = makeSpec({ cell: 'none', phrases, structure, select: 'enclosure' });
    for (const bracket of ['[', '(', '{', '[{(', '[[', '<a>']) {
      const deep = [1, 8, 9, 33].map((depth) => {
        const open = `a ${bracket.repeat(depth)}the word|the other|w`;
        return `${open}\n\n${open}${'])}</a>'.repeat(depth + 5)} word\n\n`;
      });
      expectDecoded(spec, Buffer.from(deep.join('')));
    }
  });

  it('words, lines and marks that do not end, and a line of many tokens', () => {
    const members = (name: 'words' | 'style' | 'structure') => MIX_FIELDS[name].members.join('+');
    const spec = makeSpec({
      cell: 'none',
      words: members('words'),
      style: members('style'),
      structure: members('structure'),
      apm: 'word',
      select: 'linePosition',
    });
    const parts = ['a', 'A', '\xff', '.', ' ', '\n', 'Ab ', '9', "'x\\'"].map((part) =>
      part.repeat(200),
    );
    const tokens = `${'tok en '.repeat(70)}\n`.repeat(2);
    expectDecoded(spec, Buffer.from(parts.join('word\n') + tokens, 'latin1'));
  });

  it('samples that are predicted well for long, and then are not', () => {
    const spec = parseSpec('mix(orders=1,samples=direct+second,select=sampleError+partial)');
    const ramp = Uint8Array.from({ length: 5000 }, (_, i) =>
      i < 4500 ? (i >> 4) & 255 : (i * i) >> 3,
    );
    for (const block of [ramp, ramp.map((byte, i) => (i & 1 ? byte : 0))])
      expectDecoded(spec, block);
  });

  it('any mix', () => {
    const priming = ANY_MIX_INPUT.subarray(0, -700);
    fc.assert(
      fc.property(anyMix, (spec) => {
        expectDecoded(spec, ANY_MIX_INPUT.subarray(-700), priming);
      }),
      { numRuns: 4, seed: 1 },
    );
  });

  it('a mix of all members', () => {
    const names = [...EXPERTS, 'select', 'apm', 'finalSelect'] as const;
    const sets = Object.fromEntries(
      names.map((name) => [name, MIX_FIELDS[name].members.join('+')]),
    );
    const spec = makeSpec({ cell: 'lstm', width: 8, horizon: 7, lag: 1, byteMatch: 4, ...sets });
    expectDecoded(spec, inputOf('structured', 500), inputOf('records', 2200));
  });
});
