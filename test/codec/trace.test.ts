/** The trace of an encoder, held against the reference codec: bits and votes of every byte. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVERY_VALUE } from '#dist/archive/alphabet.js';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { type ByteTrace, newTrace } from '#dist/codec/byte-trace.js';
import { encodePlan } from '#dist/codec/measure.js';
import { type ExpertFamily, FAMILIES } from '#dist/codec/protocol.js';
import { type ModelSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { inputOf } from '../support/inputs.js';
import { Random } from '../support/random.js';
import { decodeMixedBlock, decodeSymbolBlock, primingOf } from '../support/reference.js';
import { runToEnd } from '../support/stepwise.js';
import { asBytes, symbolsOf } from './support/bases.js';
import { alice, setOf, valuesOf } from './support/blocks.js';
import { ALL_SYMBOL_EXPERTS } from './support/symbol-trip.js';

const MODULE = new WebAssembly.Module(
  readFileSync(new URL('../../build/codec.wasm', import.meta.url)),
);
const MEMORY = 2 ** 30;

interface Traced {
  readonly code: Uint8Array;
  readonly trace: ByteTrace;
}

function traced(spec: ModelSpec, block: Uint8Array, alphabet = EVERY_VALUE): Traced {
  const trace = newTrace(block.length, 'votes', 'text');
  const plan = encodePlan(spec, block.length, alphabet);
  const coder = new BlockCoder(MODULE);
  const code = runToEnd(coder.code(plan, block, MEMORY, trace)) as Uint8Array;
  expect(code).toEqual(runToEnd(coder.code(plan, block, MEMORY)));
  return { code, trace };
}

const votesOf = ({ votes = new Float32Array() }: ByteTrace, at: number): number[] =>
  Array.from(votes.subarray(at * FAMILIES.length, (at + 1) * FAMILIES.length));

/** The first input of each family, in their order; the inputs of four contexts lie together. */
type Inputs = readonly (readonly [family: ExpertFamily, inputs: readonly number[]])[];

const contextInputs = (context: number): number[] =>
  [0, 1, 2].map((kind) => 12 * (context >> 2) + 4 * kind + (context & 3));

/** Bits and votes of every byte, by the reference codec. */
function byReference(spec: ModelSpec, block: Uint8Array, code: Uint8Array, inputs: Inputs) {
  const bits = new Float64Array(block.length);
  const votes = Array.from(block, () => FAMILIES.map(() => 0));
  const values = Uint8Array.from({ length: 256 }, (_, value) => value);
  const add = (at: number, family: ExpertFamily, saved: number) => {
    const own = votes[at] as number[];
    own[FAMILIES.indexOf(family)] = (own[FAMILIES.indexOf(family)] as number) + saved;
  };
  const decoded = decodeMixedBlock(
    code,
    block.length,
    values,
    spec,
    primingOf(spec, new Uint8Array(0)),
    undefined,
    ({ at, kind, p, value, terms }) => {
      if (kind === 'certain') return add(at, 'byteMatch', 1);
      const chance = (value ? p : 2 ** 24 - p) / 2 ** 24;
      const cost = -Math.log2(chance);
      bits[at] = (bits[at] as number) + cost;
      if (kind === 'flag') return add(at, 'byteMatch', (value ? 8 : 0) - cost);
      const odds = Math.log(chance / (1 - chance));
      const share = ((1 - cost) / odds) * (value ? 1 : -1);
      let rest = 1 - cost;
      for (const [family, own] of inputs) {
        const saved = share * own.reduce((sum, input) => sum + (terms[input] as number), 0);
        add(at, family, saved);
        rest -= saved;
      }
      add(at, 'apm', rest);
    },
  );
  expect(Buffer.compare(decoded, block)).toBe(0);
  return { bits, votes };
}

/** The same lines again and again, with a change now and then: match flags that hit, and some that miss. */
const REPEATED = Uint8Array.from({ length: 1500 }, (_, i) =>
  i % 101 === 100 ? 65 + ((i * i) % 23) : (alice(101)[i % 101] as number),
);

describe('the trace of a mix', () => {
  it.each<[string, Uint8Array, Inputs]>([
    ['mix(orders=1+3)', alice(600), [['orders', [0, 1, 2, 3].flatMap(contextInputs)]]],
    [
      'mix(orders=1+2,words=word+word1,matches=4,apm=order1,select=partial+byte1+matchLength)',
      alice(800),
      [
        ['orders', [0, 1].flatMap(contextInputs)],
        ['words', [2, 3].flatMap(contextInputs)],
        ['matches', [12, 13]],
      ],
    ],
    [
      'mix(orders=1+2,matches=5,byteMatch=8,select=partial+byte1,finalSelect=single+partial)',
      REPEATED,
      [
        ['orders', [0, 1, 2, 3].flatMap(contextInputs)],
        ['matches', [12, 13]],
      ],
    ],
    [
      'mix(orders=1,samples=direct,records=column)',
      inputOf('records', 700),
      [
        ['orders', [0, 2, 3].flatMap(contextInputs)],
        ['records', contextInputs(1)],
        ['samples', [12, 13]],
      ],
    ],
    [
      'mix(orders=1+2)+rnn(8)',
      alice(500),
      [
        ['orders', [0, 1, 2, 3].flatMap(contextInputs)],
        ['network', [12, 13]],
      ],
    ],
  ])('%s: bits and votes are those of the reference codec', (text, block, inputs) => {
    const spec = parseSpec(text);
    const { code, trace } = traced(spec, block);
    const { bits, votes } = byReference(spec, block, code, inputs);
    for (let at = 0; at < block.length; at++) {
      expect(Math.abs((trace.bits[at] as number) - (bits[at] as number))).toBeLessThan(1e-4);
      const own = votesOf(trace, at);
      for (const [f, vote] of own.entries())
        expect(Math.abs(vote - (votes[at]?.[f] as number)), `byte ${at}`).toBeLessThan(2e-3);
    }
  });

  it('credits the alphabet with the bits that it decides', () => {
    const block = Uint8Array.from(alice(600), (byte) => 64 + (byte & 1));
    const { trace } = traced(parseSpec('mix(orders=1)'), block, setOf(valuesOf(block)));
    for (let at = 0; at < block.length; at++)
      expect(votesOf(trace, at)[FAMILIES.indexOf('alphabet')]).toBe(7);
  });
});

describe('the trace of a network alone', () => {
  it.each(['gru(16x1)', 'rnn(8x1,lanes=5)'])('%s: the bits add up to the code', (text) => {
    const block = alice(5000);
    const { code, trace } = traced(parseSpec(text), block, setOf(valuesOf(block)));
    const sum = trace.bits.reduce((all, bits) => all + bits, 0);
    expect(Math.abs(sum - 8 * code.length)).toBeLessThan(64);
    const left = Math.log2(valuesOf(block).length);
    for (let at = 0; at < block.length; at++) {
      const votes = votesOf(trace, at);
      expect(votes[FAMILIES.indexOf('alphabet')]).toBeCloseTo(8 - left, 4);
      expect(votes[FAMILIES.indexOf('network')]).toBeCloseTo(left - (trace.bits[at] as number), 4);
    }
  });
});

/** p^power of each, so that their sum is 1. */
function normalised(p: Float32Array, power: number): number[] {
  const powers = Array.from(p, (one) => one ** power);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((one) => one / sum);
}

describe('the trace of a mix of symbols', () => {
  it.each<[string, number, readonly ExpertFamily[]]>([
    ['mix(symbolOrders=2+3)', 4, ['symbolOrders', 'symbolOrders']],
    [
      'mix(symbolOrders=1+11,symbolGaps=gap4,repeats=11,codons=2,strands=both,hidden=8)',
      4,
      ['symbolOrders', 'symbolOrders', 'symbolGaps', 'repeats', 'repeats', 'codons'],
    ],
    ['mix(symbolOrders=3,repeats=12)+rnn(8)', 3, ['symbolOrders', 'repeats', 'network']],
    ['mix(symbolOrders=12+16,hidden=4)', 2, ['symbolOrders', 'symbolOrders']],
  ])('%s, %i values: bits and votes are those of the reference codec', (text, count, families) => {
    const spec = parseSpec(text);
    const block = asBytes(symbolsOf(700, count));
    const values = valuesOf(block);
    const { code, trace } = traced(spec, block, setOf(values));
    const decoded = decodeSymbolBlock(
      code,
      block.length,
      values,
      spec,
      undefined,
      undefined,
      ({ at, symbol, p, bits, terms }) => {
        const whole = normalised(p, 1);
        const half = normalised(p, 0.5);
        const mean = whole.map((one, i) => (one + 4 * (half[i] as number) + 1 / count) / 6);
        const alphabet = 8 - Math.log2(count);
        const votes = FAMILIES.map(() => 0);
        const add = (family: ExpertFamily, saved: number) => {
          const index = FAMILIES.indexOf(family);
          votes[index] = (votes[index] as number) + saved;
        };
        add('alphabet', alphabet);
        let rest = 8 - alphabet - bits;
        expect(terms).toHaveLength(families.length);
        for (const [i, { logs, weight }] of terms.entries()) {
          const average = mean.reduce((sum, one, s) => sum + one * (logs[s] as number), 0);
          const saved = (weight * ((logs[symbol] as number) - average)) / Math.LN2;
          add(families[i] as ExpertFamily, saved);
          rest -= saved;
        }
        add('apm', rest);
        // Close enough to see the last bits of the probabilities, which seldom change a coded byte.
        const difference = Math.abs((trace.bits[at] as number) - bits) / Math.max(1, bits);
        expect(difference, `byte ${at}`).toBeLessThan(5e-7);
        for (const [f, vote] of votesOf(trace, at).entries())
          expect(Math.abs(vote - (votes[f] as number)), `byte ${at}`).toBeLessThan(2e-3);
      },
    );
    expect(Buffer.compare(decoded, block)).toBe(0);
  });

  /** A word of eleven symbols, which another symbol follows each time, and then others that end the repeat. */
  const misleading = () => {
    const random = new Random(8);
    const word = symbolsOf(11, 4, 7);
    const rest = () => Array.from({ length: 20 }, () => random.below(4));
    return Array.from({ length: 450 }, (_, i) => [...word, i % 2, ...rest()]).flat();
  };

  it.each<[string, ModelSpec, readonly number[]]>([
    [
      'all experts',
      makeSpec({ ...ALL_SYMBOL_EXPERTS, cell: 'gru', width: 8, strands: 'both', hidden: 32 }),
      symbolsOf(1500),
    ],
    [
      'all experts, one strand, three values',
      makeSpec({ ...ALL_SYMBOL_EXPERTS, cell: 'none', hidden: 8 }),
      symbolsOf(1500, 3),
    ],
    ['repeats that are wrong', parseSpec('mix(repeats=11,hidden=4)'), misleading()],
  ])('%s: the bits are those of the reference codec', (_, spec, symbols) => {
    const block = asBytes(symbols);
    const values = valuesOf(block);
    const { code, trace } = traced(spec, block, setOf(values));
    let largest = 0;
    const observe = ({ at, bits }: { at: number; bits: number }) => {
      const difference = Math.abs((trace.bits[at] as number) - bits) / Math.max(1, bits);
      largest = Math.max(largest, difference);
    };
    decodeSymbolBlock(code, block.length, values, spec, undefined, undefined, observe);
    expect(largest).toBeLessThan(5e-7);
  });
});
