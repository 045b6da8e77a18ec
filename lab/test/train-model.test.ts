/** Training as a function. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluateModel } from '../src/training/evaluate.js';
import { openModel } from '../src/training/open-model.js';
import { Rows } from '../src/training/rows.js';
import { sampleSymbols } from '../src/training/sample.js';
import { readModel, writeModel } from '../src/training/saved-model.js';
import {
  type TrainingOptions,
  type TrainingResult,
  trainModel,
} from '../src/training/train-model.js';
import { costOf } from '../src/training/validate.js';
import { digest, source, symbolsOf } from './support/sources.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newPath = () => join(folder, `checkpoint-${files++}`);

const xor = source('xor-feedback', { k: '3', noise: '0.1' });
const data = { symbols: symbolsOf(xor, 3000), alphabetSize: 2, codes: Uint8Array.of(97, 98) };
const validation = symbolsOf(xor, 1000, 2);

/** 3 epochs of 24 batches of a small network with dropout. */
const OPTIONS = {
  data,
  validation,
  trainer: { cell: 'gru', width: 8, layers: 2, rows: 8, length: 16, dropout: 0.9, seed: 5 },
  epochs: 3,
  rate: 0.01,
  decay: 0.5,
  reportEvery: 5,
  validateEvery: 10,
} satisfies TrainingOptions;

/** What must be equal in two runs with the same options. */
function reproducible({ model: { bytes, ...model }, ...rest }: TrainingResult) {
  const { curve, step, symbols, onePassBits } = rest;
  return {
    parameters: digest(bytes),
    model,
    step,
    symbols,
    onePassBits,
    curve: curve.map(({ seconds: _, ...rest }) => rest),
  };
}

/** A digest of the values of all parameters. */
async function parametersOf({ model }: Pick<TrainingResult, 'model'>): Promise<string> {
  const trainer = await openModel(model, { rows: 1, length: 1 });
  const values = trainer.parameters.map(({ values }) => Buffer.from(values.slice().buffer));
  await trainer.close();
  return digest(Buffer.concat(values));
}

describe('trainModel', () => {
  it('learns, reports, and validates', async () => {
    const result = await trainModel(OPTIONS);
    expect(result.stopped).toBe('epochs');
    expect(result.step).toBe(72);
    expect(result.symbols).toBe(9000);
    expect(result.curve.map(({ step }) => step)).toEqual([
      ...Array.from({ length: 14 }, (_, i) => 5 * (i + 1)),
      72,
    ]);
    const validated = result.curve.filter((point) => point.validation !== undefined);
    expect(validated.map(({ step }) => step)).toEqual([10, 20, 30, 40, 50, 60, 70, 72]);
    expect(result.curve.map(({ epoch }) => epoch)).toEqual([
      1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3,
    ]);
    expect(result.curve.map(({ rate }) => rate)).toEqual([
      ...[0.01, 0.01, 0.01, 0.01],
      ...[0.005, 0.005, 0.005, 0.005, 0.005],
      ...[0.0025, 0.0025, 0.0025, 0.0025, 0.0025, 0.0025],
    ]);
    expect(result.validationBits).toBeLessThan(validated[0]?.validation ?? 0);
    expect(result.bestValidationBits).toBe(
      Math.min(...validated.map((point) => point.validation as number)),
    );
    const firstEpoch = result.curve.slice(0, 4).reduce((sum, { train }) => sum + train, 0) / 4;
    expect(result.onePassBits).toBeCloseTo(firstEpoch, 1);
  });

  it('is the same again, and the seed changes it', async () => {
    const first = reproducible(await trainModel(OPTIONS));
    expect(reproducible(await trainModel(OPTIONS))).toEqual(first);
    const other = await trainModel({ ...OPTIONS, trainer: { ...OPTIONS.trainer, seed: 6 } });
    expect(reproducible(other).curve).not.toEqual(first.curve);
  });

  it('threads change no bit', async () => {
    const trainer = { ...OPTIONS.trainer, width: 32, threads: 2 };
    const two = await trainModel({ ...OPTIONS, trainer });
    const one = await trainModel({ ...OPTIONS, trainer: { ...trainer, threads: 1 } });
    expect(await parametersOf(two)).toBe(await parametersOf(one));
    expect(two.model).toEqual(one.model);
    expect(reproducible(two).curve).toEqual(reproducible(one).curve);
  });

  it('validation changes nothing, and has neither dropout nor the state of training', async () => {
    const { model, validationBits, onePassBits } = await trainModel(OPTIONS);
    const without = await trainModel({ ...OPTIONS, validation: undefined });
    expect(await parametersOf(without)).toBe(await parametersOf({ model }));
    expect(without.onePassBits).toBe(onePassBits);
    expect(without.validationBits).toBeUndefined();
    const shape = { rows: 8, length: 16 };
    const trainer = await openModel(model, shape);
    const { cost, symbols } = costOf(trainer, Rows.validation(validation, shape), 1);
    await trainer.close();
    expect(symbols).toBe(1000 - 16);
    expect(cost / symbols).toBe(validationBits);
  });

  it('stops where validation is within the margin of the entropy', async () => {
    const { curve, bestValidationBits: best = 0 } = await trainModel(OPTIONS);
    const first = curve.find(({ validation: bits }) => bits === best)?.step ?? 0;
    expect(first).toBeGreaterThan(10);
    const result = await trainModel({ ...OPTIONS, entropy: best - 0.01, margin: 0.01 + 1e-9 });
    expect(result.stopped).toBe('entropy');
    expect(result.step).toBe(first);
  });

  it('stops at a number of batches', async () => {
    const result = await trainModel({ ...OPTIONS, maxBatches: 7 });
    expect(result).toMatchObject({ stopped: 'limit', step: 7 });
    expect(result.curve.at(-1)).toMatchObject({ step: 7, validation: expect.any(Number) });
  });

  it('halves the rate after `halving` batches', async () => {
    const { curve } = await trainModel({ ...OPTIONS, decay: 1, halving: 4, maxBatches: 5 });
    expect(curve.at(-1)?.rate).toBe(0.005);
  });

  it('overlapping windows train each symbol more often', async () => {
    const trainer = { ...OPTIONS.trainer, rows: 16 };
    const result = await trainModel({ ...OPTIONS, trainer, stride: 1, epochs: 1 });
    expect(result.symbols).toBe(16 * 3000 - (16 * 15) / 2);
  });
});

describe('checkpoints', () => {
  it('resume to the same bits, from whatever batch and however often the run was stopped or killed', async () => {
    const whole = reproducible(await trainModel(OPTIONS));
    const stops = fc.array(
      fc.record({ after: fc.integer({ min: 1, max: 30 }), killed: fc.boolean() }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(stops, fc.integer({ min: 1, max: 9 }), async (all, everyBatches) => {
        const checkpoint = { path: newPath(), everyBatches, resume: true };
        for (const { after, killed } of all) {
          const controller = new AbortController();
          let left = after;
          const onBatch = () => {
            if (--left > 0) return;
            if (killed) throw new Error('killed');
            controller.abort();
          };
          const { signal } = controller;
          await trainModel({ ...OPTIONS, checkpoint }, { signal, onBatch }).catch((error) => {
            expect(error.message).toBe('killed');
          });
        }
        const result = await trainModel({ ...OPTIONS, checkpoint });
        expect(reproducible(result)).toEqual(whole);
      }),
      { seed: 3, numRuns: 12 },
    );
  });

  it('a run that is over is not continued, unless it gets more epochs', async () => {
    const checkpoint = { path: newPath(), resume: true };
    const first = await trainModel({ ...OPTIONS, epochs: 1, checkpoint });
    const again = await trainModel({ ...OPTIONS, epochs: 1, checkpoint });
    expect(again).toEqual(first);
    const more = await trainModel({ ...OPTIONS, checkpoint });
    expect(more.model).toEqual((await trainModel(OPTIONS)).model);
  });

  it.each<[string, Partial<TrainingOptions>]>([
    ['of other data', { data: { ...data, symbols: symbolsOf(xor, 3000, 9) } }],
    ['of other validation data', { validation: undefined }],
    ['made with rate 0.01, not 0.02', { rate: 0.02 }],
    ['made with stride 16, not 8', { stride: 8 }],
    ['made with seed 5, not 6', { trainer: { ...OPTIONS.trainer, seed: 6 } }],
    ['made with width 8, not 16', { trainer: { ...OPTIONS.trainer, width: 16 } }],
  ])('are refused if they were %s', async (message, change) => {
    const checkpoint = { path: newPath(), resume: true };
    await trainModel({ ...OPTIONS, maxBatches: 2, checkpoint });
    const before = readFileSync(checkpoint.path);
    await expect(trainModel({ ...OPTIONS, ...change, checkpoint })).rejects.toThrow(message);
    expect(readFileSync(checkpoint.path)).toEqual(before);
  });

  it('that cannot be written leave the one before, and no part', async () => {
    const path = newPath();
    await trainModel({ ...OPTIONS, maxBatches: 2, checkpoint: { path } });
    const before = readFileSync(path);
    // A folder of the name of the part makes writing fail, as a full disk does.
    mkdirSync(`${path}.part`);
    const checkpoint = { path, resume: true };
    await expect(trainModel({ ...OPTIONS, checkpoint })).rejects.toThrow(/EISDIR/);
    expect(readFileSync(path)).toEqual(before);
    rmSync(`${path}.part`, { recursive: true });
    expect((await trainModel({ ...OPTIONS, checkpoint })).model).toEqual(
      (await trainModel(OPTIONS)).model,
    );
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('that are damaged are refused, wherever the damage is', async () => {
    const path = newPath();
    await trainModel({ ...OPTIONS, maxBatches: 1, checkpoint: { path } });
    const bytes = readFileSync(path);
    for (const at of [0, 9, 20, 400, bytes.length - 40, bytes.length - 1]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] as number) ^ 1;
      writeFileSync(path, damaged);
      expect(() => readModel(path)).toThrow(/is damaged|is not a model/);
    }
    for (const length of [0, 5, 11, 30, bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(() => readModel(path)).toThrow(/is damaged|is not a model/);
    }
  });

  it('that are whole but say what cannot be are refused', async () => {
    const path = newPath();
    await trainModel({ ...OPTIONS, maxBatches: 1, checkpoint: { path } });
    const saved = readModel(path);
    const training = saved.training as NonNullable<typeof saved.training>;
    const { progress } = training;
    for (const wrong of [
      { ...saved, codes: [97] },
      { ...saved, training: { ...training, progress: { ...progress, batch: -1 } } },
      { ...saved, training: { ...training, progress: { ...progress, step: 1e300 } } },
      { ...saved, training: { ...training, progress: { ...progress, symbols: 0.5 } } },
    ]) {
      writeModel(path, wrong);
      expect(() => readModel(path)).toThrow(path);
    }
  });
});

describe('a trained model', () => {
  const trained = trainModel({ ...OPTIONS, epochs: 10, decay: 1 }).then(({ model }) => model);

  it('is the same from a file', async () => {
    const path = newPath();
    writeModel(path, await trained);
    expect(readModel(path)).toEqual(await trained);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('evaluates a sequence exactly with one row, nearly with more', async () => {
    const one = await evaluateModel(await trained, validation, 1);
    const many = await evaluateModel(await trained, validation, 8);
    expect(Math.abs(one - many)).toBeLessThan(0.05);
    expect(one).toBeGreaterThan(0.4);
    expect(one).toBeLessThan(0.95);
    await expect(evaluateModel(await trained, validation.subarray(0, 3), 4)).rejects.toThrow(
      '3 symbols are fewer than 4 rows',
    );
  });

  it('gives samples that cost about what it was trained to', async () => {
    const drawn = await sampleSymbols(await trained, { length: 4000 });
    const bits = await evaluateModel(await trained, drawn, 1);
    const real = await evaluateModel(await trained, validation, 1);
    expect(Math.abs(bits - real)).toBeLessThan(0.08);
  });

  it('samples depend on seed, prime and temperature alone', async () => {
    const model = await trained;
    const prime = Uint8Array.of(1, 1, 0);
    const sample = (options = {}) => sampleSymbols(model, { length: 200, prime, ...options });
    const first = await sample();
    expect(await sample()).toEqual(first);
    expect(await sample({ temperature: 1 })).toEqual(first);
    expect(await sample({ seed: 2 })).not.toEqual(first);
    expect(await sample({ temperature: 0.5 })).not.toEqual(first);
    expect(await sample({ temperature: 0 })).toEqual(await sample({ temperature: 0, seed: 7 }));
    const colder = await evaluateModel(model, await sample({ temperature: 0.2 }), 1);
    const hotter = await evaluateModel(model, await sample({ temperature: 5 }), 1);
    expect(colder).toBeLessThan(hotter);
  });
});

describe('options that do not fit', () => {
  it.each<[string, Partial<TrainingOptions>]>([
    ['stride 3 does not divide the sequence length 16', { stride: 3 }],
    ['multiple of 16, not 8', { stride: 1 }],
    [
      '100 symbols are fewer than the 128 of a batch',
      { data: { symbols: new Uint8Array(100), alphabetSize: 2 } },
    ],
    ['16 symbols are too few for validation', { validation: new Uint8Array(16) }],
    ['learning rate 0 is not above 0', { rate: 0 }],
    ['decay rate 1.5 is not above 0', { decay: 1.5 }],
    ['width', { trainer: { ...OPTIONS.trainer, width: 12 } }],
  ])('%s', async (message, change) => {
    const path = newPath();
    const options = { ...OPTIONS, checkpoint: { path } };
    await expect(trainModel({ ...options, ...change })).rejects.toThrow(message);
    expect(existsSync(path)).toBe(false);
  });
});
