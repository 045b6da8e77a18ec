/** How much a call into the codec does at most: what keeps an event loop turning, whatever the model. */
import { describe, expect, it } from 'vitest';
import { mixesSymbols, parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';
import { asBytes, symbolsOf } from './support/bases.js';
import { alice, begin, encodeBlock, encodingPlan, newCodec } from './support/blocks.js';

/**
 * Most units of work of a piece. It is reached by two rows through a matrix of 2048 cells, which take 8 ms here.
 */
const PIECE = 2 ** 26;

/** Extremes of one field or two, with a segment short enough to see two of them. */
const SPECS: readonly [string, number][] = [
  ['lstm(2048x1,horizon=2,ngrams=1)', 5],
  ['lstm(1024x2,horizon=3,ngrams=2,ngramBits=4,lag=1)', 10],
  ['gru(512x2,lanes=64,horizon=2,ngrams=1)', 400],
  ['gru(512x2,horizon=8,ngrams=1,optimizer=adam,beta1=0.5)', 20],
  ['lstm(256x8,horizon=4,ngrams=1,optimizer=sgd)', 10],
  ['rnn(8x1,lanes=64,horizon=256,headEvery=256)', 40_000],
  ['lstm(128x1,lanes=64,horizon=32,headEvery=32,ngrams=8)', 5000],
  ['mix(orders=1+2,matches=6)+lstm(1024x1,horizon=3,ngrams=1)', 8],
  ['mix(symbolOrders=11+12+24,repeats=11,codons=8,symbolTables=26,hidden=256)', 300],
];

it.each([
  'rnn(16x1)',
  'lstm(64x2,horizon=5)',
  'gru(64x1,lanes=8)',
  'lstm(32x2,lag=1)',
  'gru(32x1,optimizer=adam)',
  'mix(orders=1+2+3,matches=6)+lstm(64x1)',
  'mix(symbolOrders=1+2+3,repeats=12,codons=3,strands=both,hidden=32)',
  'mix(symbolOrders=1+2+3)+lstm(64x1)',
])('the cost of %s is what its work comes to', (text) => {
  const spec = parseSpec(text);
  const block = mixesSymbols(spec) ? asBytes(symbolsOf(3000)) : alice(3000);
  const codec = newCodec();
  const plan = encodingPlan(spec, block);
  codec.measure(plan);
  const { cost } = codec;
  begin(codec, plan, block);
  // Initial weights are no byte's.
  while (codec.advance(1) < 1);
  let work = 0;
  for (let coded = 1; coded < block.length; work += codec.spent) coded = codec.advance(1e7);
  expect(work / block.length / cost).toBeGreaterThan(0.8);
  expect(work / block.length / cost).toBeLessThan(1.25);
});

describe.each(SPECS)('%s', (text, length) => {
  const spec = parseSpec(text);
  const values = mixesSymbols(spec) ? 4 : 16;
  const block = new Random(3).bytes(length).map((byte) => byte % values);

  it('is worked on in pieces of a bounded size, and comes out the same', () => {
    const codec = newCodec();
    begin(codec, encodingPlan(spec, block), block);
    let most = 0;
    for (let coded = 0; coded < length && coded >= 0; ) {
      coded = codec.advance(1);
      most = Math.max(most, codec.spent);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(PIECE);
    const granted = 2 ** 24;
    const sliced = newCodec();
    begin(sliced, encodingPlan(spec, block), block);
    for (let coded = 0; coded < length && coded >= 0; ) {
      coded = sliced.advance(granted);
      expect(sliced.spent).toBeLessThanOrEqual(granted + PIECE);
    }
  });

  it('comes out the same however it is cut', () => {
    // Noise of few values may be too short to shrink: then all report it.
    const coded = (units: number) => {
      try {
        return encodeBlock(spec, block, () => units);
      } catch (error) {
        return String(error);
      }
    };
    expect(coded(1)).toEqual(coded(Number.POSITIVE_INFINITY));
  });
});
