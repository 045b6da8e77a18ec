/**
 * Bytes foreseen whole (assembly/codec/byte-match.ts): what is encoded comes back, whatever else listens; a byte that is known
 * not to come is never decoded; what goes on repeating costs next to nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIX_FIELDS } from '#dist/model/fields.js';
import { EXPERTS, type ModelSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import {
  alice,
  begin,
  decodeBlock,
  decodingPlan,
  dictionaryOf,
  encodeBlock,
  newCodec,
  resultOf,
  valuesOf,
} from './support/blocks.js';

const bytes = (length: number, of: (i: number) => number) =>
  Uint8Array.from({ length }, (_, i) => of(i));

/** There and back, behind a dictionary if there is one; the length of the code. */
function expectBack(spec: ModelSpec, block: Uint8Array, dictionary?: Uint8Array): number {
  const prior = dictionary && dictionaryOf(dictionary);
  const coded = encodeBlock(spec, block, undefined, prior);
  const shape = { length: block.length, values: valuesOf(block) };
  const back = decodeBlock(spec, coded, shape, undefined, prior);
  expect(Buffer.compare(back, block), `${JSON.stringify(spec)} of ${block.length} bytes`).toBe(0);
  return coded.length;
}

const TEXT = alice(3000);

/** Text that keeps coming again, a byte of it changed now and then: long matches, hits and misses. */
const REPEATED = bytes(6000, (i) =>
  i % 331 === 330 ? 33 + ((i * i) % 90) : (TEXT[i % 500] as number),
);

/** Pieces of a few texts one after the other, each from anywhere, with single bytes between. */
const repetitive = fc
  .array(fc.tuple(fc.nat(400), fc.integer({ min: 20, max: 300 }), fc.nat(255)), {
    minLength: 6,
    maxLength: 25,
  })
  .map((pieces) =>
    Uint8Array.from(
      pieces.flatMap(([from, length, byte]) => [...TEXT.subarray(from, from + length), byte]),
    ),
  );

const anyByteMatch = fc
  .record({
    byteMatch: fc.integer({ min: 1, max: 40 }),
    matches: fc.subarray([...MIX_FIELDS.matches.members], { minLength: 1, maxLength: 3 }),
    apm: fc.constantFrom('', 'order1+surprises', 'order2'),
    select: fc.constantFrom('', 'matchLength+expectedByte', 'knownContexts+knownOrders+knownWords'),
  })
  .map((some) =>
    makeSpec({ ...some, cell: 'none', orders: '1+2+4', matches: some.matches.join('+') }),
  );

describe('comes back', () => {
  it('with any match, of anything that repeats', () => {
    const dictionary = fc.constantFrom(undefined, TEXT.subarray(0, 600));
    fc.assert(
      fc.property(anyByteMatch, repetitive, dictionary, (spec, block, prior) => {
        expectBack(spec, Uint8Array.of(...block, ...block), prior);
      }),
      { numRuns: 40 },
    );
  });

  it.each(EXPERTS)('beside all %s', (name) => {
    const beside = { [name]: MIX_FIELDS[name].members.join('+') };
    const spec = makeSpec({ cell: 'none', matches: '4', byteMatch: 8, ...beside });
    expectBack(spec, REPEATED);
    const ramp = bytes(9000, (i) => (i % 3000 === 2999 ? 7 : (i % 100) * 2));
    expectBack(spec, ramp);
  });

  it.each(['rnn(8x1)', 'gru(8x1,horizon=5)', 'lstm(8x1,lag=1,horizon=7)'])(
    'beside a network: %s',
    (cell) => {
      expectBack(parseSpec(`mix(orders=1+2,matches=4,byteMatch=8)+${cell}`), REPEATED);
    },
  );

  it('of few values, and of all', () => {
    for (const values of [2, 3, 5, 256])
      for (const byteMatch of [1, 4, 24]) {
        const spec = makeSpec({ cell: 'none', orders: '1', matches: '3+6', byteMatch });
        const step = 256 / values;
        expectBack(
          spec,
          bytes(3000, (i) => Math.floor(((i % 41) + (i % 97 === 0 ? 1 : 0)) % values) * step),
        );
      }
  });

  it('of a few bytes', () => {
    const spec = parseSpec('mix(orders=1,matches=3,byteMatch=1)');
    for (const length of [1, 2, 3, 7])
      expectBack(spec, REPEATED.subarray(20, 20 + length), REPEATED.subarray(0, 1000));
  });

  it('in any slices, down to a byte', () => {
    const spec = parseSpec('mix(orders=1+2,matches=4,byteMatch=6)');
    const whole = encodeBlock(spec, REPEATED);
    expect(encodeBlock(spec, REPEATED, () => 50_000)).toEqual(whole);
    const codec = newCodec();
    const shape = { length: REPEATED.length, values: valuesOf(REPEATED) };
    begin(codec, decodingPlan(spec, { ...shape, codedLength: whole.length }), whole);
    while (codec.advance(1) < 1);
    for (let done = 2; done <= REPEATED.length; done++) expect(codec.advance(1)).toBe(done);
  });
});

describe('a byte that is foreseen and does not come', () => {
  const SPEC = parseSpec('mix(orders=1+2,matches=4,byteMatch=8)');

  it('is not decoded, nor a byte beyond the alphabet, whatever the code says', () => {
    const random = new Random(5);
    // Neighbours of what is expected that do not occur: a last bit turned would make them.
    const values = Uint8Array.of(64, 66, 100, 103, 250, 253);
    const dictionary = bytes(800, (i) => values[(i % 50) % values.length] as number);
    const prior = dictionaryOf(dictionary);
    const shape = { length: 400, values };
    for (let run = 0; run < 40; run++) {
      const coded = random.bytes(600);
      const plan = decodingPlan(SPEC, { ...shape, codedLength: coded.length }, prior);
      const codec = newCodec();
      begin(codec, plan, coded);
      expect(codec.advance(1e12)).toBe(shape.length);
      const block = resultOf(codec, shape.length);
      expect(valuesOf(Uint8Array.of(...block, ...values))).toEqual(values);
      // What was decoded can be encoded: it is what some encoder would have said.
      expectBack(SPEC, block, dictionary);
    }
  });
});

describe('what repeats', () => {
  it.each([
    ['a byte', 1, 10_000_000],
    ['a line', 61, 2_000_000],
    ['a page', 2500, 2_000_000],
  ])('costs next to nothing: %s', (_, period, most) => {
    const length = process.env['CI'] ? 400_000 : most;
    const spec = parseSpec('mix(orders=1+2+3,matches=6,byteMatch=16,apm=order1)');
    const block = bytes(length, (i) => (i === 0 ? 200 : (TEXT[i % period] as number)));
    const once = expectBack(spec, block.subarray(0, 2 * period + 100));
    expect(expectBack(spec, block) - once).toBeLessThan(60);
  });
});

describe('without effect', () => {
  it.each([
    ['without a match', 'orders=1+2', 'byteMatch=4'],
    ['where no match is as long', 'orders=1+2,matches=4', 'byteMatch=65535'],
  ])('%s', (_, mix, byteMatch) => {
    const plain = encodeBlock(parseSpec(`mix(${mix})`), REPEATED);
    expect(encodeBlock(parseSpec(`mix(${mix},${byteMatch})`), REPEATED)).toEqual(plain);
  });
});
