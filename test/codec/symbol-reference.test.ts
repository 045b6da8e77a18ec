/**
 * What the codec encodes with experts of symbols is decoded by it and by the reference codec (test/reference): each expert
 * alone, all together, for two to four values, on one strand and both, with a network, behind a dictionary. How close the
 * probabilities are: test/codec/trace.test.ts. Any experts together: test/codec/symbols.medium.test.ts.
 */
import { describe, expect, it } from 'vitest';
import { SYMBOL_FIELDS } from '#dist/model/fields.js';
import { makeSpec, mixesSymbols, parseSpec } from '#dist/model/model-spec.js';
import { compress, inspect } from '#dist/node/index.js';
import { decodeArchive, decodeSymbolBlock } from '../support/reference.js';
import { trainedNetwork } from '../support/trained-network.js';
import { asBytes, symbolsOf } from './support/bases.js';
import { decodeBlock, valuesOf } from './support/blocks.js';
import { MEMBERS } from './support/members.js';
import { ALL_SYMBOL_EXPERTS, expectSymbols } from './support/symbol-trip.js';

const STRANDS = SYMBOL_FIELDS.strands.values;

const BASES = symbolsOf(1500);

describe('the reference decodes', () => {
  // On both strands, in tables so small that contexts replace each other.
  it.each(MEMBERS.filter(({ spec }) => mixesSymbols(spec)))('$field $member', (one) => {
    const { input, code, spec } = one;
    const values = valuesOf(input);
    const decoded = decodeSymbolBlock(code, input.length, values, spec);
    expect(Buffer.from(decoded).toString()).toBe(Buffer.from(input).toString());
    const back = decodeBlock(spec, code, { length: input.length, values });
    expect(Buffer.compare(back, input)).toBe(0);
  });

  describe.each([
    [2, [0, 255]],
    [3, [65, 66, 90]],
    [4, [1, 2, 3, 4]],
  ])('%i values', (count, values) => {
    it.each(STRANDS)('strands=%s', (strands) => {
      const block = asBytes(symbolsOf(700, count, count), Uint8Array.from(values));
      expectSymbols(makeSpec({ cell: 'none', strands, hidden: 8, ...ALL_SYMBOL_EXPERTS }), block);
    });
  });

  it.each([
    'mix(symbolOrders=1+2+3,hidden=64)',
    'mix(symbolOrders=16+24,symbolTables=10,strands=both,hidden=4)',
    'mix(symbolOrders=2+11+12,symbolGaps=gap4,repeats=11+24,codons=1+3,strands=both,hidden=16)',
    'mix(repeats=32+11)',
    'mix(codons=2+5+8,strands=both)',
    'mix(symbolOrders=3+6)+rnn(8x1)',
    'mix(symbolOrders=2,codons=3,hidden=8)+gru(8x1)',
    'mix(repeats=12,strands=both)+lstm(8x2,lag=1,horizon=7)',
  ])('%s', (text) => {
    expectSymbols(parseSpec(text), asBytes(BASES));
    expectSymbols(parseSpec(text), asBytes(symbolsOf(400, 2), Uint8Array.of(48, 49)));
  });

  it('few symbols', () => {
    const spec = makeSpec({ cell: 'none', strands: 'both', hidden: 4, ...ALL_SYMBOL_EXPERTS });
    for (const length of [2, 3, 13, 40])
      expectSymbols(spec, asBytes(symbolsOf(length, 4, 5)), asBytes(BASES.slice(0, 30)));
  });

  it('a symbol that is repeated, and then is not', () => {
    const spec = makeSpec({ cell: 'none', strands: 'both', hidden: 4, ...ALL_SYMBOL_EXPERTS });
    const run = new Array<number>(1200).fill(0);
    expectSymbols(spec, asBytes([...run, ...symbolsOf(100), ...run.map(() => 3)]));
  });

  it('repeats that are right for long', () => {
    const spec = parseSpec('mix(repeats=11)');
    const run = new Array<number>(4500).fill(2);
    expectSymbols(spec, asBytes([...run, ...symbolsOf(100), ...run]));
  });

  it('counts that reach their bound', () => {
    const spec = parseSpec('mix(symbolOrders=1,strands=both)');
    const block = new Array<number>(70_000).fill(0);
    block.push(1);
    expectSymbols(spec, asBytes([...block, ...symbolsOf(200)]));
  });

  it.each([
    ['the same values', Uint8Array.from(asBytes(symbolsOf(600, 4, 3)))],
    ['some of them', asBytes(symbolsOf(600, 2, 3))],
  ])('behind a dictionary of %s', (_, dictionary) => {
    const spec = makeSpec({
      cell: 'rnn',
      width: 8,
      strands: 'both',
      hidden: 8,
      ...ALL_SYMBOL_EXPERTS,
    });
    expectSymbols(spec, asBytes(BASES.slice(0, 500)), dictionary);
  });

  it('behind a dictionary with a value that the block has not', () => {
    const spec = parseSpec('mix(symbolOrders=1+2+4,repeats=11,strands=both)+gru(8x1)');
    expectSymbols(spec, asBytes(symbolsOf(500, 3)), asBytes(BASES.slice(0, 300)));
  });

  it.each([
    ['mix(symbolOrders=2+3+12,repeats=12,strands=both,hidden=8)', false],
    ['mix(symbolOrders=2+3,codons=4)+gru(8x2,ngrams=2,ngramBits=6)', true],
  ])('an archive, %s', async (model, isTrained) => {
    const input = asBytes(BASES);
    const network = isTrained
      ? await trainedNetwork(input, { cell: 'gru', width: 8, layers: 2 })
      : undefined;
    const archive = await compress(input, { model, network, threads: 0 });
    const { frames } = await inspect(archive);
    expect(frames[0]?.blocks[0]?.streams[0]?.model).toContain(model.slice(0, -1));
    expect(Buffer.compare(decodeArchive(archive), input)).toBe(0);
  });
});
