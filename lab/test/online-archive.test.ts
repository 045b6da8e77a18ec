/** Archives of networks: those that learn while they code, and those that are trained. */
import { describe, expect, it } from 'vitest';
import { MAX_TOTAL, RangeDecoder, RangeEncoder } from '../src/baselines/range-coder.js';
import { CoderError } from '../src/errors.js';
import { Interrupted } from '../src/experiment/interruption.js';
import { onlineArchive, Scale, trainedArchive } from '../src/experiment/online-archive.js';
import { evaluateModel } from '../src/training/evaluate.js';
import { trainModel } from '../src/training/train-model.js';
import { source, symbolsOf } from './support/sources.js';

const PAIRS = { cell: 'none', secondOrder: 8, rows: 4, length: 8, norm: 'none' } as const;

describe('a scale of integers', () => {
  it('is the probabilities exactly, and decodes to what was encoded', () => {
    const probabilities = Float32Array.of(9, 2 ** -30, 0.75, 0.25, 0, 9);
    const scale = new Scale(4);
    const encoder = new RangeEncoder();
    const symbols = [1, 0, 3, 2, 1, 2, 2];
    for (const symbol of symbols) {
      scale.read(probabilities, 1);
      scale.encode(encoder, symbol);
    }
    const bytes = encoder.finish();
    const decoder = new RangeDecoder(bytes);
    const decoded = symbols.map(() => {
      scale.read(probabilities, 1);
      return scale.decode(decoder);
    });
    expect(decoded).toEqual(symbols);
    // Symbols 0 and 3 cost 27 bits each, two of 1 and three of 2 cost 0.83 and 6.
    expect(bytes.length).toBe(Math.ceil((2 * 27 + 2 * Math.log2(4 / 3) + 3 * 2) / 8));
  });

  it('of 256 probabilities with rounding errors is within the limit of the coder', () => {
    const scale = new Scale(256);
    expect(() => scale.read(new Float32Array(256).fill((1 + 2 ** -16) / 256), 0)).not.toThrow();
    expect(2 ** 27 * (1 + 2 ** -16) + 256).toBeLessThan(MAX_TOTAL);
  });

  it('refuses numbers that are no distribution', () => {
    const scale = new Scale(2);
    expect(() => scale.read(Float32Array.of(Number.NaN, 0.5), 0)).toThrow(CoderError);
    expect(() => scale.read(Float32Array.of(1e9, 0.5), 0)).toThrow(CoderError);
  });
});

describe('an archive', () => {
  // Pieces of 4 rows of unequal length, the last batch is short.
  const symbols = symbolsOf(source('k-markov', { k: '5' }), 2003);

  it('decodes to the sequence and has the bits of the predictions', async () => {
    const points: number[] = [];
    let sum = 0;
    const onBatch = (coded: number, bits: number) => {
      points.push(coded);
      sum += bits;
    };
    const { bits, bytes, ideal } = await onlineArchive(
      { symbols, alphabetSize: 2 },
      PAIRS,
      { rate: 0.02 },
      { onBatch },
    );
    expect(bits).toBe(8 * bytes.length);
    expect(sum).toBe(ideal);
    expect(points.length).toBe(Math.ceil(501 / 8));
    expect(points.at(-1)).toBe(2003);
    // The coder loses what whole bytes lose.
    expect(bits).toBeGreaterThan(ideal - 1);
    expect(bits).toBeLessThan(ideal + 16);
    // The parity is linear in products of pairs: it was learned.
    expect(bits / 2003).toBeLessThan(0.5);
  });

  it('of a recurrent network with more than two symbols', async () => {
    const letters = symbolsOf(source('iid', { probabilities: '0.7,0.1,0.1,0.1' }), 600);
    const { bits, ideal } = await onlineArchive(
      { symbols: letters, alphabetSize: 4 },
      { cell: 'gru', width: 8, rows: 2, length: 16, threads: 2 },
      { rate: 0.01, halving: 10 },
    );
    expect(bits).toBeLessThan(ideal + 16);
    expect(bits / 600).toBeLessThan(2);
  });

  it('has the same bytes with the same seed, others with another schedule', async () => {
    const sequence = { symbols: symbols.subarray(0, 500), alphabetSize: 2 };
    const archive = async (rate: number) => (await onlineArchive(sequence, PAIRS, { rate })).bytes;
    const [once, twice, other] = [await archive(0.01), await archive(0.01), await archive(0.02)];
    expect(once).toEqual(twice);
    expect(once).not.toEqual(other);
  });

  it('stops by its signal', async () => {
    const signal = AbortSignal.abort();
    await expect(
      onlineArchive({ symbols, alphabetSize: 2 }, PAIRS, { rate: 0.01 }, { signal }),
    ).rejects.toThrow(Interrupted);
  });
});

describe('an archive of a trained network', () => {
  const symbols = symbolsOf(source('k-markov', { k: '3' }), 3001);
  const trained = (epochs: number) =>
    trainModel({
      data: { symbols, alphabetSize: 2 },
      // Dropout is for training alone.
      trainer: { cell: 'gru', width: 8, layers: 1, rows: 4, length: 8, dropout: 0.9 },
      epochs,
      rate: 0.02,
    });

  it('decodes, and has the bits that the model costs without learning', async () => {
    const { model } = await trained(20);
    const sequence = { symbols, alphabetSize: 2 };
    const { bits, ideal } = await trainedArchive(sequence, model, { rows: 8, length: 16 });
    expect(bits).toBeGreaterThan(ideal - 1);
    expect(bits).toBeLessThan(ideal + 16);
    expect(ideal / 3001).toBeCloseTo(await evaluateModel(model, symbols, 8), 6);
    expect(bits / 3001).toBeLessThan(0.5);
    const { model: poor } = await trained(1);
    const before = await trainedArchive(sequence, poor, { rows: 8, length: 16 });
    expect(before.bits).toBeGreaterThan(bits);
  });
});
