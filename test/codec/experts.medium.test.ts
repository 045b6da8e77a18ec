/**
 * Every expert and every selector by itself, and any of them together: what is encoded comes back. The decoder's memory
 * holds nothing of what is to come, so an expert that looks ahead, or at what it should not, is found here.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPANDED } from '#dist/codec/codec.js';
import { MIX_FIELDS, type SpecField } from '#dist/model/fields.js';
import { EXPERTS, type ModelSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import { alice, decodeBlock, dictionaryOf, encodeBlock, valuesOf } from './support/blocks.js';

const bytes = (length: number, of: (i: number) => number) =>
  Uint8Array.from({ length }, (_, i) => of(i));

const random = new Random(11);
const MARKUP = Array.from(
  { length: 14 },
  (_, i) =>
    `<item id="${i * 37}"><a>{"x": [${i}, ${i % 3}.5], 'y': (z)}</a></item>\n\t\tif (a) b;\n`,
).join('');

/** What a little of everything is: prose, something with a structure, records, a wave of two bytes, noise. */
const EVERYTHING = Uint8Array.of(
  ...alice(600),
  ...Buffer.from(MARKUP).subarray(0, 800),
  ...bytes(1200, (i) => (i % 12 === 0 ? i / 12 : i % 12 < 6 ? (i % 12) * 9 : (i * i) >> 11)),
  ...bytes(1400, (i) => (Math.round(9000 * Math.sin((i >> 1) / 9)) >> (8 * (i & 1))) & 255),
  ...random.bytes(96),
);

/** The code, unless it is no shorter than the block. */
function shortened(...args: Parameters<typeof encodeBlock>): Uint8Array | null {
  try {
    const coded = encodeBlock(...args);
    return coded.length < args[1].length ? coded : null;
  } catch (error) {
    if (String(error).endsWith(`status ${EXPANDED}`)) return null;
    throw error;
  }
}

/** There and back, if it shrinks; true if so. */
function expectBack(spec: ModelSpec, block: Uint8Array, dictionary?: Uint8Array): boolean {
  const prior = dictionary && dictionaryOf(dictionary);
  const coded = shortened(spec, block, undefined, prior);
  if (!coded) return false;
  const shape = { length: block.length, values: valuesOf(block) };
  const back = decodeBlock(spec, coded, shape, undefined, prior);
  expect(Buffer.compare(back, block), `${JSON.stringify(spec)} of ${block.length} bytes`).toBe(0);
  return true;
}

/** How experts are heard. */
const HEARD = ['select', 'finalSelect', 'apm'] as const;

it('every set of a mix is of experts or says how they are heard', () => {
  const fields: readonly (readonly [string, SpecField])[] = Object.entries(MIX_FIELDS);
  const sets = fields.filter(([, { kind }]) => kind === 'set').map(([name]) => name);
  expect([...EXPERTS, ...HEARD].sort()).toEqual(sets.sort());
});

describe('alone', () => {
  describe.each(EXPERTS)('%s', (name) => {
    it.each(MIX_FIELDS[name].members)('%s', (member) => {
      expect(expectBack(makeSpec({ cell: 'none', [name]: member }), EVERYTHING)).toBe(true);
    });
  });

  describe.each(HEARD)('%s', (name) => {
    it.each(MIX_FIELDS[name].members)('%s', (member) => {
      const spec = makeSpec({ cell: 'none', orders: '1+2', matches: '4', [name]: member });
      expect(expectBack(spec, EVERYTHING)).toBe(true);
    });
  });
});

const anySubset = (members: readonly string[]) =>
  fc
    .subarray([...members], { maxLength: Math.min(6, members.length) })
    .map((some) => some.join('+'));

const anyMix = fc
  .record({
    ...(Object.fromEntries(
      [...EXPERTS, ...HEARD].map((name) => [name, anySubset(MIX_FIELDS[name].members)]),
    ) as Record<(typeof EXPERTS | typeof HEARD)[number], fc.Arbitrary<string>>),
    tables: fc.integer({ min: 10, max: 14 }),
    limit: fc.integer({ min: 1, max: 511 }),
    mixRate: fc.nat(50_000).map((n) => n / 1e6),
    byteMatch: fc.constantFrom(0, 1, 5, 12),
    cell: fc.constantFrom('none', 'none', 'none', 'rnn' as const),
  })
  .filter((mix) => EXPERTS.some((name) => mix[name] !== ''))
  .map((mix) => makeSpec({ ...mix, width: 8 } as Partial<ModelSpec>));

describe('together', () => {
  it('any, on any part of it', () => {
    const part = fc.tuple(fc.nat(3000), fc.integer({ min: 400, max: 1000 }));
    fc.assert(
      fc.property(anyMix, part, (spec, [start, length]) => {
        fc.pre(expectBack(spec, EVERYTHING.subarray(start, start + length), alice(200)));
      }),
      { numRuns: 30 },
    );
  });

  it('all of them', () => {
    const all = Object.fromEntries(
      [...EXPERTS, ...HEARD].map((name) => [name, MIX_FIELDS[name].members.join('+')]),
    );
    for (const byteMatch of [0, 4])
      expect(expectBack(makeSpec({ cell: 'rnn', width: 8, byteMatch, ...all }), EVERYTHING)).toBe(
        true,
      );
  });

  it('on samples that are foreseen for long, and then are not', () => {
    const spec = makeSpec({ cell: 'none', orders: '1', samples: 'direct+second' });
    const ramp = bytes(24_000, (i) => (i < 20_000 ? (i >> 4) & 255 : (i * i) >> 3) & 255);
    for (const block of [ramp, ramp.map((byte, i) => (i & 1 ? byte : 0))])
      expect(expectBack(spec, block)).toBe(true);
  });

  it('on brackets that are never closed, closed too often, and nested deeper than is kept', () => {
    const members = MIX_FIELDS.phrases.members.join('+');
    const spec = makeSpec({ cell: 'none', orders: '1', phrases: members, select: 'enclosure' });
    for (const bracket of ['[', '(', '{', '[{(', '[['])
      for (const depth of [1, 7, 8, 9, 20]) {
        const open = `a ${bracket.repeat(depth)}the word|the other|w`;
        const text = `${open}\n\n${open}${']})'.repeat(depth + 5)} word\n\n`.repeat(5);
        expect(expectBack(spec, Buffer.from(text))).toBe(true);
      }
  });

  it('on words, lines and marks that do not end', () => {
    const members = MIX_FIELDS.style.members.join('+');
    const apm = MIX_FIELDS.apm.members.join('+');
    const text = ['a', 'A', '\xff', '.', ' ', '\n', 'Ab ', '9'].map((part) => part.repeat(5000));
    const block = Buffer.from(text.join('word\n'), 'latin1');
    for (const byteMatch of [0, 6]) {
      const spec = makeSpec({ cell: 'none', matches: '4', style: members, apm, byteMatch });
      expect(expectBack(spec, block)).toBe(true);
    }
  });

  it('on a few bytes', () => {
    const spec = parseSpec(
      'mix(orders=1+2+3,words=word+word1,matches=3,records=left+column,samples=direct,select=partial+matchLength)',
    );
    // Short blocks hardly shrink: what a text of theirs says is learned first.
    for (const length of [8, 20, 64])
      expect(expectBack(spec, alice(length), alice(300))).toBe(true);
  });
});
