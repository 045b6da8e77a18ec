/** Archives of networks: those that learn while they code, and those that are trained. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { TRAINING_FIELDS, type TrainerOptions } from 'foresay/train';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_TOTAL, RangeDecoder, RangeEncoder } from '../src/baselines/range-coder.js';
import { CoderError } from '../src/errors.js';
import { readCheckpoint } from '../src/experiment/archive-checkpoint.js';
import { headerBytes, readHeader } from '../src/experiment/archive-header.js';
import { Interrupted } from '../src/experiment/interruption.js';
import { onlineArchive, trainedArchive } from '../src/experiment/online-archive.js';
import { Scale } from '../src/experiment/scale.js';
import { evaluateModel } from '../src/training/evaluate.js';
import { trainModel } from '../src/training/train-model.js';
import { source, symbolsOf } from './support/sources.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));

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

describe('a header', () => {
  const anything = fc.record(
    Object.fromEntries(
      Object.entries(TRAINING_FIELDS).map(([name, field]) => [
        name,
        field.kind === 'choice'
          ? fc.constantFrom(...field.values)
          : fc
              .integer({ min: field.min / field.step, max: field.max / field.step })
              .map((units) => (units * field.step) / 10 ** field.decimals),
      ]),
    ),
    { requiredKeys: [] },
  );

  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        anything,
        fc.maxSafeNat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.integer({ min: 1 }), { nil: undefined }),
        (all, count, rate, halving) => {
          const { threads: _, ...options } = all as TrainerOptions;
          const schedule = { rate, ...(halving && { halving }) };
          const bytes = headerBytes({ count, options: all, schedule });
          const more = Uint8Array.of(...bytes, 1, 2, 3);
          expect(readHeader(more)).toEqual({ count, options, schedule, length: bytes.length });
        },
      ),
    );
  });
});

describe('an archive', () => {
  // Pieces of 4 rows of unequal length, the last batch is short.
  const symbols = symbolsOf(source('k-markov', { k: '5' }), 2003);

  it('decodes to the sequence and has the bits of the predictions', async () => {
    const points: { symbols: number; bits: number }[] = [];
    const { bits, bytes, ideal } = await onlineArchive(
      { symbols, alphabetSize: 2 },
      PAIRS,
      { rate: 0.02 },
      { onPoint: (point) => void points.push(point) },
    );
    expect(bits).toBe(8 * bytes.length);
    // The points are means of the symbols between them.
    const sums = points.map(
      (point, i) => point.bits * (point.symbols - (points[i - 1]?.symbols ?? 0)),
    );
    expect(sums.reduce((sum, one) => sum + one)).toBeCloseTo(ideal, 6);
    expect(points.length).toBeGreaterThan(20);
    expect(points.at(-1)?.symbols).toBe(2003);
    // The coder loses what whole bytes lose.
    const header = 8 * readHeader(bytes).length;
    expect(bits).toBeGreaterThan(header + ideal - 1);
    expect(bits).toBeLessThan(header + ideal + 16);
    // The parity is linear in products of pairs: it was learned.
    expect(bits / 2003).toBeLessThan(0.5);
  });

  it('of a recurrent network with more than two symbols', async () => {
    const letters = symbolsOf(source('iid', { probabilities: '0.7,0.1,0.1,0.1' }), 600);
    const { bits, bytes, ideal } = await onlineArchive(
      { symbols: letters, alphabetSize: 4 },
      { cell: 'gru', width: 8, rows: 2, length: 16, threads: 2 },
      { rate: 0.01, halving: 10 },
    );
    expect(bits).toBeLessThan(8 * readHeader(bytes).length + ideal + 16);
    expect(bits / 600).toBeLessThan(2);
  });

  it('has the same bytes with the same seed, others with another schedule', async () => {
    const sequence = { symbols: symbols.subarray(0, 500), alphabetSize: 2 };
    const archive = async (rate: number) => (await onlineArchive(sequence, PAIRS, { rate })).bytes;
    const [once, twice, other] = [await archive(0.01), await archive(0.01), await archive(0.02)];
    expect(once).toEqual(twice);
    expect(once).not.toEqual(other);
  });

  it('stops by its signal, and goes on to the same bytes from encoder and decoder', async () => {
    const sequence = { symbols, alphabetSize: 2 };
    const schedule = { rate: 0.01, halving: 20 };
    const whole: object[] = [];
    const { bytes, ideal } = await onlineArchive(sequence, PAIRS, schedule, {
      onPoint: (point) => void whole.push(point),
    });
    const checkpoint = join(folder, 'checkpoint');
    const found: (readonly [string, number] | undefined)[] = [];
    // Stopped in the encoder, behind its last batch, and in the decoder behind its first and its second.
    for (const limit of [500, 1000, 2003, 0, 0, Number.POSITIVE_INFINITY]) {
      const saved = readCheckpoint(checkpoint)?.progress;
      found.push(saved && [saved.side, saved.batch]);
      const points: object[] = [];
      const stop = new AbortController();
      const onPoint = (point: { symbols: number }) => {
        points.push(point);
        if (point.symbols >= limit) stop.abort();
      };
      const hooks = { checkpoint, onPoint, signal: stop.signal };
      const archive = onlineArchive(sequence, PAIRS, schedule, hooks);
      if (limit < 3000) await expect(archive).rejects.toThrow(Interrupted);
      else expect(await archive).toMatchObject({ bytes, ideal });
      expect(points).toEqual(whole.slice(0, points.length));
      if (limit > 2000) expect(points).toEqual(whole);
    }
    expect(found).toEqual([
      undefined,
      ['encoder', expect.any(Number)],
      ['encoder', expect.any(Number)],
      ['encoder', 63],
      ['decoder', 1],
      ['decoder', 2],
    ]);
    expect(found[2]?.[1]).toBeGreaterThan(found[1]?.[1] ?? 63);
  });

  it('refuses a checkpoint that is damaged', async () => {
    const checkpoint = join(folder, 'damaged');
    writeFileSync(checkpoint, 'foresay');
    await expect(
      onlineArchive({ symbols, alphabetSize: 2 }, PAIRS, { rate: 0.01 }, { checkpoint }),
    ).rejects.toThrow(`${checkpoint} is damaged`);
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
    const { bits, bytes, ideal } = await trainedArchive(sequence, model, { rows: 8, length: 16 });
    const header = 8 * readHeader(bytes).length;
    expect(bits).toBeGreaterThan(header + ideal - 1);
    expect(bits).toBeLessThan(header + ideal + 16);
    expect(ideal / 3001).toBeCloseTo(await evaluateModel(model, symbols, 8), 6);
    expect(bits / 3001).toBeLessThan(0.5);
    const { model: poor } = await trained(1);
    const before = await trainedArchive(sequence, poor, { rows: 8, length: 16 });
    expect(before.bits).toBeGreaterThan(bits);
  });
});
