/** The coders: both ways, and never better than theory allows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { adaptiveCoder } from '../src/baselines/adaptive.js';
import { type Baseline, foresayLevel, symbolBaselines } from '../src/baselines/baseline.js';
import { measure } from '../src/baselines/measure.js';
import { programBaselines } from '../src/baselines/programs.js';
import { RangeDecoder, RangeEncoder } from '../src/baselines/range-coder.js';
import { staticCoder } from '../src/baselines/static.js';
import { decodeFile, encodeFile } from '../src/baselines/symbol-coder.js';
import { readSequence, type Sequence } from '../src/data/sequence.js';
import { ForwardFilter } from '../src/theory/forward.js';
import type { HiddenMarkovModel } from '../src/theory/hidden-markov-model.js';
import { learningCosts } from '../src/theory/learning-cost.js';
import { EVEN_PROCESS, source, symbolsOf } from './support/sources.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Symbols as a file of one byte each. */
function sequenceOf(symbols: Uint8Array, alphabetSize: number): Sequence {
  const codes = Uint8Array.from({ length: alphabetSize }, (_, symbol) => 97 + symbol);
  const bytes = symbols.map((symbol) => codes[symbol] as number);
  return { bytes, symbols, alphabetSize, codes, info: undefined };
}

describe('the range coder', () => {
  const alternative = fc
    .tuple(fc.integer({ min: 1, max: 2 ** 28 }), fc.nat(), fc.nat())
    .map(([total, a, b]) => {
      const start = a % total;
      return { total, start, size: 1 + (b % (total - start)) };
    });

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.array(alternative, { maxLength: 300 }), (alternatives) => {
        const encoder = new RangeEncoder();
        for (const { start, size, total } of alternatives) encoder.encode(start, size, total);
        const decoder = new RangeDecoder(encoder.finish());
        for (const { start, size, total } of alternatives) {
          const target = decoder.target(total);
          expect(target).toBeGreaterThanOrEqual(start);
          expect(target).toBeLessThan(start + size);
          decoder.consume(start, size);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('runs a carry through bytes of 255', () => {
    // The top of the scale again and again, then its bottom: low stays near the end of the interval.
    const encoder = new RangeEncoder();
    const steps = [...new Array(200).fill(2 ** 20 - 1), 0, 2 ** 20 - 1, 1];
    for (const start of steps) encoder.encode(start, 1, 2 ** 20);
    const decoder = new RangeDecoder(encoder.finish());
    for (const start of steps) {
      expect(decoder.target(2 ** 20)).toBe(start);
      decoder.consume(start, 1);
    }
  });

  it('spends what the probabilities cost, and at most two bytes more', () => {
    fc.assert(
      fc.property(fc.array(alternative, { maxLength: 300 }), (alternatives) => {
        const encoder = new RangeEncoder();
        let bits = 0;
        for (const { start, size, total } of alternatives) {
          encoder.encode(start, size, total);
          bits -= Math.log2(size / total);
        }
        // An alternative loses at most 2^-12 of its probability.
        const loss = alternatives.length * Math.log2(1 / (1 - 2 ** -12));
        expect(8 * encoder.finish().length).toBeLessThanOrEqual(bits + loss + 16);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe.each([
  ['adaptive', adaptiveCoder],
  ['static', staticCoder],
] as const)('the %s coder', (_, coderOf) => {
  it('gives back any sequence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 400 }),
        (alphabetSize, order, numbers) => {
          const symbols = Uint8Array.from(numbers, (number) => number % alphabetSize);
          const coder = coderOf(order);
          const decoded = coder.decode(
            coder.encode(symbols, alphabetSize),
            alphabetSize,
            symbols.length,
          );
          expect(decoded).toEqual(symbols);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  it('gives back all 256 bytes, with the alphabet in a header', () => {
    const symbols = Uint8Array.from({ length: 2000 }, (_, i) => (i * i) & 255);
    const sequence = {
      ...sequenceOf(symbols, 1),
      codes: Uint8Array.from({ length: 256 }, (_, i) => i),
    };
    const file = { ...sequence, bytes: symbols, alphabetSize: 256 };
    expect(decodeFile(coderOf(1), encodeFile(coderOf(1), file))).toEqual(symbols);
  });
});

it('the adaptive coder spends what its counts cost', () => {
  const symbols = symbolsOf(source('xor-feedback', { k: '6', noise: '0.2' }), 20_000);
  for (const { order, adaptive } of learningCosts(symbols, 2).slice(0, 10)) {
    const bits = 8 * adaptiveCoder(order).encode(symbols, 2).length;
    expect(Math.abs(bits - adaptive * symbols.length)).toBeLessThan(17);
  }
});

it('the static coder pays for its counts', () => {
  // Sixteen contexts of fair bits: about as much as half a logarithm for each costs the adaptive coder.
  const symbols = symbolsOf(source('iid'), 4000);
  const bits = 8 * staticCoder(4).encode(symbols, 2).length;
  expect(bits).toBeGreaterThan(4000 + 16 * 6);
  expect(bits).toBeLessThan(4000 + 16 * 32);
});

/**
 * For every coder, P(code length <= -log2 P(x) - m) is at most 2^-m (Barron). The forward algorithm gives P(x); with m = 40 a
 * code below the margin means that the coder or the source is wrong.
 */
describe('no coder beats the entropy', () => {
  const MARGIN = 40;
  const LENGTH = 20_000;

  /** Measures coders on a sequence of the source; all must stay above the bound. @returns Bits of the ideal and the best code. */
  async function bounded(
    name: string,
    parameters: Readonly<Record<string, string>>,
    coders: readonly Baseline[],
  ): Promise<{ ideal: number; best: number }> {
    const from = source(name, parameters);
    const symbols = symbolsOf(from, LENGTH, 3);
    const filter = new ForwardFilter(from.model?.() as HiddenMarkovModel);
    const ideal = symbols.reduce((sum, symbol) => sum + filter.update(symbol), 0);
    const sequence = sequenceOf(symbols, from.alphabetSize);
    let best = Number.POSITIVE_INFINITY;
    for (const coder of coders.filter((one) => one.available())) {
      const { bytes } = await measure(coder, sequence);
      expect(8 * bytes, coder.name).toBeGreaterThan(ideal - MARGIN);
      best = Math.min(best, 8 * bytes);
    }
    return { ideal, best };
  }

  it.each([
    ['iid', { probabilities: '0.9,0.1' }, 0.4689955936],
    ['iid', { probabilities: '0.5,0.3,0.2' }, 1.4854752972],
    ['xor-feedback', { k: '6', noise: '0.2' }, 0.7219280949],
    ['xor-observed', { k: '6', noise: '0.1' }, 0.4689955936],
    ['hmm', { model: EVEN_PROCESS }, 2 / 3],
  ] as const)('of %s %j', async (name, parameters, h) => {
    const coders = [0, 2, 6, 10].flatMap((order) => symbolBaselines(order));
    const { ideal, best } = await bounded(name, parameters, [...coders, foresayLevel(1)]);
    // Hoeffding's bound exp(-2 N (t / range)^2) for costs up to 4 bits: below e^-36 at t = 0.12.
    expect(Math.abs(ideal / LENGTH - h)).toBeLessThan(0.12);
    // The bound is near enough to be broken: the best coder needs less than twice as much.
    expect(best).toBeLessThan(2 * ideal);
  });

  it('of independent bits, with the programs that are installed', async () => {
    await bounded('iid', { probabilities: '0.9,0.1' }, programBaselines());
  });
});

describe('measuring', () => {
  const sequence = sequenceOf(Uint8Array.of(0, 1, 0), 2);
  const honest = {
    name: 'honest',
    available: () => true,
    compress: async ({ bytes }: Sequence) => bytes,
    decompress: async (archive: Uint8Array) => archive,
  };

  it('counts the whole archive', async () => {
    expect(await measure(honest, sequence)).toMatchObject({ bytes: 3, bitsPerSymbol: 8 });
  });

  it('refuses a coder that gives back something else', async () => {
    const liar = { ...honest, name: 'liar', decompress: async () => Uint8Array.of(97, 98) };
    await expect(measure(liar, sequence)).rejects.toThrow('liar: what was decoded is not the file');
  });

  it('names a coder that fails', async () => {
    const broken = { ...honest, name: 'broken', decompress: () => Promise.reject(new Error('no')) };
    await expect(measure(broken, sequence)).rejects.toThrow('broken: no');
  });
});

describe('sequences', () => {
  it('of a file without JSON have the bytes that occur as alphabet', () => {
    const path = join(folder, 'plain.txt');
    writeFileSync(path, 'cabbage');
    const { symbols, alphabetSize, codes } = readSequence(path);
    expect(alphabetSize).toBe(5);
    expect([...symbols]).toEqual([2, 0, 1, 1, 0, 4, 3]);
    expect(Buffer.from(codes ?? []).toString()).toBe('abceg');
  });

  it('ignore a JSON that the lab did not write', () => {
    const path = join(folder, 'data.csv');
    writeFileSync(path, 'a,b');
    writeFileSync(join(folder, 'data.json'), '{"source": "elsewhere"}');
    expect(readSequence(path).info).toBeUndefined();
  });

  it('refuse a damaged JSON, and a file that is not what it says', () => {
    const path = join(folder, 'made.txt');
    writeFileSync(path, 'abab');
    writeFileSync(join(folder, 'made.json'), '{"source": "iid", "seed": 1}');
    expect(() => readSequence(path)).toThrow(/made.json: /);
  });
});
