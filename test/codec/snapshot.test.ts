/** A codec's state as bytes: a block goes on in any instance, from any point, to the same result. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Codec, type Plan } from '#dist/codec/codec.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { sharedCodec } from '#dist/codec/shared-module.js';
import { restoreSnapshot, takeSnapshot } from '#dist/codec/snapshot.js';
import { mixesSymbols, parseSpec } from '#dist/model/model-spec.js';
import { asBytes, symbolsOf } from './support/bases.js';
import {
  alice,
  begin,
  decodingPlan,
  dictionaryOf,
  encodeBlock,
  encodingPlan,
  newCodec,
  resultOf,
  valuesOf,
  WHOLE,
} from './support/blocks.js';

const TEXT = alice(4000);
const dictionary = dictionaryOf(TEXT.slice(0, 1200));
const block = TEXT.slice(1200);

beforeAll(loadChecksum);

const SLICES = 8;

const OTHER = alice(8000).reverse();
const OTHER_PLAN = encodingPlan(
  parseSpec('mix(orders=2+3,tables=12)+rnn(32x1,ngrams=1,seed=7)'),
  OTHER,
);

/** advance(), but throws a status below zero. */
function advance(codec: Codec, units: number): number {
  const coded = codec.advance(units);
  if (coded < 0) throw new Error(`status ${coded}`);
  return coded;
}

/** Opens another block in the codec and works on it. */
function disturb(codec: Codec): void {
  begin(codec, OTHER_PLAN, OTHER);
  advance(codec, 1e7);
}

/** What a run did before it reached a snapshot. */
interface Point {
  readonly learned: number;
  readonly coded: number;
}

/**
 * Codes the block in `slices` of equal work, each in an instance of its own, which gets the state of the one before as a
 * snapshot. Instances are fresh or have worked on another block.
 */
function relay(
  plan: Plan,
  input: Uint8Array,
  slices: number,
): { result: Uint8Array; points: Point[] } {
  const whole = newCodec();
  begin(whole, plan, input);
  let work = 0;
  for (let coded = 0; coded < plan.length; work += whole.spent) coded = advance(whole, 1e5);
  let codec = newCodec();
  begin(codec, plan, input);
  const points: Point[] = [];
  for (let coded = 0; coded < plan.length; ) {
    points.push({ learned: codec.learned, coded });
    const snapshot = takeSnapshot(codec);
    disturb(codec);
    if (points.length % 2 === 0) codec = newCodec();
    restoreSnapshot(codec, snapshot);
    coded = advance(codec, work / slices);
  }
  const snapshot = takeSnapshot(codec);
  codec = newCodec();
  restoreSnapshot(codec, snapshot);
  return { result: resultOf(codec), points };
}

const BASES = asBytes(symbolsOf(4000));

describe.each([
  'mix(orders=1+2+3+4+6,matches=6,apm=order1+order2,byteMatch=16)',
  'mix(orders=1+2+4,words=word+gap,records=left+above,samples=direct,matches=4,select=byte1+partial)',
  'mix(orders=1+3,matches=5)+lstm(16x2,horizon=5,lag=1)',
  'gru(32x1,horizon=7,lanes=2)',
  'lstm(32x2,horizon=5,lag=1,optimizer=adam,beta1=0.5)',
  'mix(symbolOrders=1+3+11+16,repeats=12,codons=2+3,strands=both,symbolTables=12,hidden=8)',
  'mix(symbolOrders=2,repeats=11)+gru(32x1,horizon=5,lag=1)',
])('a codec of %s', (text) => {
  const spec = parseSpec(text);
  const input = mixesSymbols(spec) ? BASES : TEXT;
  const dictionary = dictionaryOf(input.slice(0, 1200));
  const block = input.slice(1200);
  const coded = encodeBlock(spec, block, undefined, dictionary);

  it('encodes in a relay of instances to the same bytes', () => {
    const { result, points } = relay(encodingPlan(spec, block, dictionary), block, SLICES);
    expect(result).toEqual(coded);
    expect(points[0]).toEqual({ learned: 0, coded: 0 });
    const { length } = dictionary.bytes;
    expect(points.some(({ learned }) => learned > 0 && learned < length)).toBe(true);
    expect(points.filter(({ coded }) => coded > 0).length).toBeGreaterThan(2);
  });

  it('decodes in a relay of instances to the block', () => {
    const form = { length: block.length, values: valuesOf(block), codedLength: coded.length };
    const { result, points } = relay(decodingPlan(spec, form, dictionary), coded, SLICES);
    expect(result).toEqual(block);
    expect(points.filter(({ coded }) => coded > 0).length).toBeGreaterThan(2);
  });
});

it('is taken amid the initial weights too', () => {
  const spec = parseSpec('lstm(512x1,horizon=4,ngrams=1)');
  const short = alice(40);
  const codec = newCodec();
  begin(codec, encodingPlan(spec, short), short);
  const first = advance(codec, 1);
  const early = takeSnapshot(codec);
  expect(first).toBe(0);
  // A weight counts as eight units.
  expect(codec.spent).toBeLessThan(8 * 3 * 512 * 512);
  const other = newCodec();
  restoreSnapshot(other, early);
  expect(advance(other, WHOLE)).toBe(short.length);
  expect(resultOf(other)).toEqual(encodeBlock(spec, short));
});

it('of a primed codec serves many blocks of one plan', () => {
  const spec = parseSpec('mix(orders=1+2+3,matches=5)');
  const other = Uint8Array.from(block).reverse();
  const plan = encodingPlan(spec, block, dictionary);
  const primed = newCodec();
  begin(primed, plan, new Uint8Array(0));
  while (primed.learned < dictionary.bytes.length) expect(advance(primed, 1)).toBe(0);
  const snapshot = takeSnapshot(primed);
  for (const bytes of [block, other, block]) {
    restoreSnapshot(primed, snapshot);
    primed.put(bytes, 0);
    expect(advance(primed, WHOLE)).toBe(bytes.length);
    expect(resultOf(primed)).toEqual(encodeBlock(spec, bytes, undefined, dictionary));
  }
});

it('leaves nothing of an earlier, larger block for the next one', () => {
  const spec = parseSpec('mix(orders=1+2+3,matches=5)+rnn(32x1)');
  const larger = alice(20_000);
  const codec = newCodec();
  begin(codec, encodingPlan(spec, larger), larger);
  advance(codec, WHOLE);
  const small = newCodec();
  begin(small, encodingPlan(spec, block), block);
  restoreSnapshot(codec, takeSnapshot(small));
  begin(codec, encodingPlan(spec, larger), larger);
  advance(codec, WHOLE);
  expect(resultOf(codec)).toEqual(encodeBlock(spec, larger));
});

describe('refuses', () => {
  const spec = parseSpec('mix(orders=1+2)');

  function half(): Codec {
    const codec = newCodec();
    begin(codec, encodingPlan(spec, block), block);
    expect(advance(codec, 1e7)).toBeLessThan(block.length);
    return codec;
  }

  const refusal = (snapshot: Uint8Array) => () => restoreSnapshot(newCodec(), snapshot);

  it.each([
    ['another magic', 0, 'CORRUPT'],
    ['another version', 8, 'UNSUPPORTED_VERSION'],
    ['another build', 12, 'UNSUPPORTED_VERSION'],
    ['another address', 28, 'CORRUPT'],
    ['another checksum', 32, 'CORRUPT'],
    ['a changed byte of the image', 40 + 50_000, 'CORRUPT'],
    ['a changed last byte', -1, 'CORRUPT'],
  ] as const)('%s, and the codec goes on as if nothing was', (_, at, code) => {
    const codec = half();
    const snapshot = takeSnapshot(codec);
    const position = at < 0 ? snapshot.length + at : at;
    snapshot[position] = (snapshot[position] ?? 0) ^ 1;
    expect(() => restoreSnapshot(codec, snapshot)).toThrow(expect.objectContaining({ code }));
    advance(codec, WHOLE);
    expect(resultOf(codec)).toEqual(encodeBlock(spec, block));
  });

  it('what is cut, or longer', () => {
    const snapshot = takeSnapshot(half());
    const longer = new Uint8Array(snapshot.length + 1);
    longer.set(snapshot);
    for (const bytes of [
      new Uint8Array(0),
      snapshot.subarray(0, 40),
      snapshot.subarray(0, -1),
      longer,
    ])
      expect(refusal(bytes)).toThrow(expect.objectContaining({ code: 'CORRUPT' }));
  });

  it('a codec without a block, one that is closed, and one over shared memory', async () => {
    const closed = half();
    closed.close();
    const { module } = await sharedCodec();
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2 ** 16, shared: true });
    const shared = new Codec(module, memory);
    for (const codec of [newCodec(), closed, shared])
      expect(() => takeSnapshot(codec)).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION' }),
      );
    const snapshot = takeSnapshot(half());
    expect(() => restoreSnapshot(shared, snapshot)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});
