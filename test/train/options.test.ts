/** The options of a trainer: each value of the table is accepted, any other is refused with its name and range. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Trainer, type TrainerOptions } from '#dist/node/train.js';
import { TRAINING_FIELDS, type TrainingField } from '#dist/train/fields.js';
import { settingsOf, trainingWords } from '#dist/train/options.js';
import { rejectionCode } from '../support/rejection.js';

const ENTRIES = Object.entries(TRAINING_FIELDS) as [string, TrainingField][];

/** A value in the range of a field. */
function inside(field: TrainingField): fc.Arbitrary<string | number> {
  if (field.kind === 'choice') return fc.constantFrom(...field.values);
  const { min, max, step, decimals } = field;
  return fc
    .integer({ min: Math.ceil(min / step), max: Math.floor(max / step) })
    .map((count) => (count * step) / 10 ** decimals);
}

/** A value outside of it. */
function outside(field: TrainingField): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom(null, '1', Number.NaN, Number.POSITIVE_INFINITY, {}, [], true, 'no');
  if (field.kind === 'choice') return fc.oneof(odd, fc.integer());
  const { min, max, step, decimals } = field;
  const unit = 10 ** decimals;
  return fc.oneof(
    odd,
    fc.integer({ min: 1, max: 1e9 }).map((more) => (max + more) / unit),
    fc.integer({ min: 1, max: 1e9 }).map((less) => (min - less) / unit),
    fc.integer({ min, max: max - 1 }).map((count) => (count - (count % step) + step / 2) / unit),
  );
}

const refusal = (options: object, message: string) => {
  expect(() => settingsOf(options as TrainerOptions)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(message) }),
  );
};

describe('options', () => {
  it('have defaults', () => {
    const defaults = Object.fromEntries(ENTRIES.map(([name, { initial }]) => [name, initial]));
    expect(settingsOf()).toEqual(defaults);
    expect(settingsOf({ cell: undefined, dropout: 0.1 + 0.9 })).toEqual(defaults);
  });

  it.each(ENTRIES)('take every value of %s, and turn it into a word', (name, field) => {
    const index = ENTRIES.findIndex(([other]) => other === name);
    fc.assert(
      fc.property(inside(field), (value) => {
        // Two symbols only.
        fc.pre(name !== 'secondOrder' || value === 0 || settingsOf().symbols === 2);
        const settings = settingsOf({ [name]: value });
        expect(settings).toEqual({ ...settingsOf(), [name]: value });
        const word = trainingWords(settings)[index] as number;
        expect(field.kind === 'choice' ? field.values[word] : word / 10 ** field.decimals).toBe(
          value,
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each(ENTRIES)('refuse any other value of %s', (name, field) => {
    fc.assert(
      fc.property(outside(field), (value) => {
        refusal({ [name]: value }, `${name} is `);
      }),
      { numRuns: 100 },
    );
  });

  it('refuse names that are not in the table', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        fc.pre(!Object.hasOwn(TRAINING_FIELDS, name) && name !== '__proto__');
        refusal({ [name]: 1 }, `unknown option ${name}; the options are cell, width`);
      }),
      { numRuns: 50 },
    );
    for (const options of [null, 'gru', 3]) refusal(options as never, 'options must be an object');
  });

  it('refuse combinations', () => {
    refusal({ secondOrder: 3, symbols: 4 }, 'secondOrder needs symbols = 2, not 4');
    refusal({ dilation: 16, layers: 4 }, 'dilation^(layers - 1) is 1024 at most, not 4096');
    expect(settingsOf({ dilation: 4, layers: 6 }).dilation).toBe(4);
    expect(settingsOf({ secondOrder: 3 }).secondOrder).toBe(3);
  });
});

describe('Trainer.create', () => {
  it('rejects with what is wrong', async () => {
    expect(await rejectionCode(Trainer.create({ width: 12 }))).toBe('INVALID_OPTION');
  });

  it('rejects before it allocates more memory than there can be, and says how much', async () => {
    const options = { cell: 'lstm', width: 2048, layers: 8, rows: 1024, length: 1024 } as const;
    for (const threads of [1, 2])
      await expect(Trainer.create({ ...options, threads })).rejects.toMatchObject({
        code: 'MEMORY_LIMIT',
        message: expect.stringMatching(/needs \d{10,} bytes of memory/),
      });
  });

  it('counts more than 2^31 numbers of an array', async () => {
    // The pre-activations alone are 1,024 x 600 x 3 x 2,048 numbers.
    const options = { cell: 'gru', width: 2048, rows: 1024, length: 600 } as const;
    const { message } = await Trainer.create(options).catch((error) => error);
    const bytes = Number(/needs (\d+) bytes/.exec(message)?.[1]);
    expect(bytes).toBeGreaterThan(4 * 1024 * 600 * 3 * 2048);
    expect(bytes).toBeLessThan(2 ** 40);
  });

  it('makes a trainer of every combination that is not refused', async () => {
    const small = { width: 8, rows: 2, length: 3 };
    const combination = fc.record({
      cell: fc.constantFrom(...TRAINING_FIELDS.cell.values),
      layers: fc.integer({ min: 1, max: 4 }),
      symbols: fc.constantFrom(1, 2, 3, 256),
      window: fc.integer({ min: 1, max: 20 }),
      secondOrder: fc.integer({ min: 0, max: 5 }),
      dilation: fc.integer({ min: 1, max: 10 }),
      norm: fc.constantFrom(...TRAINING_FIELDS.norm.values),
      optimizer: fc.constantFrom(...TRAINING_FIELDS.optimizer.values),
      dropout: fc.constantFrom(1, 0.5),
      zoneout: fc.constantFrom(1, 0.5),
    });
    await fc.assert(
      fc.asyncProperty(combination, async (options) => {
        fc.pre(options.secondOrder === 0 || options.symbols === 2);
        const trainer = await Trainer.create({ ...small, ...options });
        trainer.symbols.fill(options.symbols - 1);
        // Nothing is known before the first update: every symbol has the same probability.
        expect(trainer.train(3, 0.01)).toBeCloseTo(6 * Math.log2(options.symbols), 3);
        expect(trainer.train(3, 0.01)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });
});
