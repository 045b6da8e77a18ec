/** A block through the codec: encoded and decoded, in slices, in the memory that measure gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPANDED, OVERRUN } from '#dist/codec/codec.js';
import { makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import {
  alice,
  begin,
  decodeBlock,
  decodingPlan,
  encodeBlock,
  encodingPlan,
  newCodec,
  resultOf,
  valuesOf,
  WHOLE,
} from './support/blocks.js';

const TEXT = alice(2000);
const SMALL = parseSpec('lstm(16x1,ngramBits=8)');

/** Bytes, the lanes that code them, and what they are. */
const BLOCKS: readonly [string, Uint8Array, number][] = [
  ['text', TEXT, 1],
  ['two bytes', Uint8Array.of(3, 9), 1],
  ['two bytes in 64 lanes', Uint8Array.of(3, 9), 64],
  ['text in 64 lanes', TEXT, 64],
  ['a length that does not divide by its lanes', TEXT.subarray(0, 601), 7],
  ['lanes without a byte', TEXT.subarray(0, 9), 4],
  ['all byte values', Uint8Array.from({ length: 512 }, (_, i) => (i * 37) & 255), 2],
  // The last decisions are all 1: the code's lower end stays where it is, and its bytes are zeros.
  [
    'text, then its highest value',
    Uint8Array.from({ length: 1000 }, (_, i) => (i < 400 ? (TEXT[i] ?? 0) : 255)),
    1,
  ],
  [
    'text, then its lowest value',
    Uint8Array.from({ length: 1000 }, (_, i) => (i < 400 ? (TEXT[i] ?? 0) : 0)),
    1,
  ],
  ['one byte, then another', new Uint8Array(3000).fill(2).fill(1, 0, 1), 1],
];

describe('a block', () => {
  it.each(BLOCKS)('comes back: %s', (_, block, lanes) => {
    for (const spec of [
      { ...SMALL, lanes },
      { ...SMALL, lanes, rate: 0, floor: 0 },
    ]) {
      const codec = newCodec();
      begin(codec, encodingPlan(spec, block), block);
      const status = codec.advance(WHOLE);
      if (status === EXPANDED) continue;
      expect(status).toBe(block.length);
      const coded = resultOf(codec);
      const back = decodeBlock(spec, coded, { length: block.length, values: valuesOf(block) });
      expect(Buffer.compare(back, block)).toBe(0);
    }
  });

  it('is the same in any slices', () => {
    const spec = { ...SMALL, lanes: 3 };
    const whole = encodeBlock(spec, TEXT);
    const shape = { length: TEXT.length, values: valuesOf(TEXT) };
    const counts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), {
      minLength: 1,
      maxLength: 20,
    });
    const property = fc.property(counts, (list) => {
      let at = 0;
      const next = () => list[at++ % list.length] ?? 1;
      expect(Buffer.compare(encodeBlock(spec, TEXT, next), whole)).toBe(0);
      expect(Buffer.compare(decodeBlock(spec, whole, shape, next), TEXT)).toBe(0);
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('is the same from a codec that coded others before', () => {
    const codec = newCodec();
    const blocks = [TEXT, TEXT.subarray(0, 700), alice(3000), TEXT];
    for (const [i, block] of blocks.entries()) {
      const spec = parseSpec(
        ['lstm(32x2)', 'rnn(8)', 'gru(16,optimizer=adam)', 'lstm(16)'][i] ?? '',
      );
      begin(codec, encodingPlan(spec, block), block);
      codec.advance(WHOLE);
      expect(Buffer.compare(resultOf(codec), encodeBlock(spec, block))).toBe(0);
    }
  });

  it('advances by a piece of the work at least, never beyond its end', () => {
    const codec = newCodec();
    begin(codec, encodingPlan({ ...SMALL, lanes: 8 }, TEXT), TEXT);
    let last = 0;
    for (let i = 0; i < 100; i++) {
      const done = codec.advance(1);
      // No symbol yet, or one a lane.
      expect([last, last + 8]).toContain(done);
      last = done;
    }
    expect(last).toBeGreaterThan(100);
    expect(codec.advance(WHOLE)).toBe(TEXT.length);
    expect(codec.advance(1)).toBe(TEXT.length);
  });

  it('that does not shrink is given up: EXPANDED', () => {
    const noise = new Random(1).bytes(5000);
    const codec = newCodec();
    begin(codec, encodingPlan(SMALL, noise), noise);
    expect(codec.advance(WHOLE)).toBe(EXPANDED);
  });

  it('whose code was cut is noticed: OVERRUN', () => {
    const coded = encodeBlock(SMALL, TEXT);
    for (const codedLength of [0, 1, 100, coded.length - 20]) {
      const codec = newCodec();
      const shape = { length: TEXT.length, values: valuesOf(TEXT), codedLength };
      begin(codec, decodingPlan(SMALL, shape), coded.subarray(0, codedLength));
      expect(codec.advance(WHOLE)).toBe(OVERRUN);
    }
  });
});

describe('memory', () => {
  const specs = [
    'rnn(8)',
    'gru(40x2,lanes=3)',
    'lstm(64x2,optimizer=adam,beta1=0.5)',
    'lstm(64x2,lag=1)',
  ];

  it.each(specs)('is what measure gives, to a page: %s', (text) => {
    const codec = newCodec();
    const plan = encodingPlan(parseSpec(text), TEXT);
    const measured = codec.measure(plan);
    begin(codec, plan, TEXT);
    codec.advance(WHOLE);
    codec.finish();
    expect(codec.held).toBeGreaterThanOrEqual(measured);
    expect(codec.held - measured).toBeLessThan(2 ** 16);
  });

  it('beyond 4 GiB is counted, not wrapped, and refused', () => {
    const beyond = 'lstm(2048x1,ngrams=8,ngramBits=24)';
    const length = 2 ** 28;
    const codec = newCodec();
    const plan = { ...encodingPlan(parseSpec(beyond), TEXT), length };
    // Seven embeddings of 2^24 rows of 3 x 2048 f32 and their counts, and the block twice.
    const floor = 7 * 2 ** 24 * 4 * (3 * 2048 + 1) + 2 * length;
    expect(codec.measure(plan)).toBeGreaterThan(floor);
    expect(codec.measure(plan)).toBeLessThan(1.01 * floor);
    expect(begin(codec, plan, new Uint8Array(0))).toBe(false);
  });

  it('grows with everything that takes it', () => {
    const codec = newCodec();
    const measure = (changes: object, length = 100_000) =>
      codec.measure({ ...encodingPlan({ ...SMALL, ...changes }, TEXT), length });
    const least = measure({});
    const more = [
      { width: 24 },
      { layers: 2 },
      { horizon: 40 },
      { lanes: 2 },
      { ngrams: 7 },
      { ngramBits: 9 },
      { optimizer: 'adam' },
      { lag: 1 },
    ];
    for (const changes of more) expect(measure(changes)).toBeGreaterThan(least);
    expect(measure({}, 200_000)).toBeGreaterThan(least + 199_000);
    expect(measure({ optimizer: 'adam', beta1: 0.5 })).toBeGreaterThan(
      measure({ optimizer: 'adam' }),
    );
  });
});

describe('a plan that cannot be', () => {
  const plan = encodingPlan(makeSpec(), TEXT);
  /** The index of a field's word. */
  const word = (name: string) => Object.keys(makeSpec()).indexOf(name);

  it.each([
    ['cell', -1],
    ['cell', 3],
    ['width', 0],
    ['width', 12],
    ['width', -8],
    ['width', 2056],
    ['layers', 0],
    ['horizon', 0],
    ['lanes', 0],
    ['lanes', 65],
    ['ngrams', 0],
    ['ngrams', 9],
    ['ngramBits', 0],
    ['ngramBits', 25],
    ['optimizer', 3],
    ['headEvery', 0],
    ['lag', -1],
    ['lag', 2],
  ])('%s = %i is refused', (name, value) => {
    const words = plan.words.slice();
    words[word(name)] = value;
    const codec = newCodec();
    expect(codec.measure(plan)).toBeGreaterThan(0);
    expect(codec.measure({ ...plan, words })).toBeLessThan(0);
    expect(begin(codec, { ...plan, words }, TEXT)).toBe(false);
  });

  it('a block of nothing, or of one value, is refused', () => {
    const codec = newCodec();
    expect(codec.measure({ ...plan, length: 0 })).toBeLessThan(0);
    expect(codec.measure(encodingPlan(makeSpec(), Uint8Array.of(7, 7)))).toBeLessThan(0);
  });
});
