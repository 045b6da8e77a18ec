/** Batches: their two forms, absent symbols, calls out of order, and divergence. */
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  type Parameter,
  TRAINING_FIELDS,
  Trainer,
  type TrainerOptions,
} from '#dist/node/train.js';
import { Random } from '../support/random.js';

const SMALL = { width: 16, rows: 4, length: 6, symbols: 3, seed: 3 } as const;

/** Random symbols. */
function fill(trainer: Trainer, seed: number): void {
  const random = new Random(seed);
  const { symbols } = trainer.options;
  trainer.symbols.set(trainer.symbols.map(() => random.below(symbols)));
}

/** A trainer that has learned two batches. */
async function warm(options: TrainerOptions = {}): Promise<Trainer> {
  const trainer = await Trainer.create({ ...SMALL, ...options });
  for (const seed of [1, 2]) {
    fill(trainer, seed);
    trainer.train(6, 0.02);
  }
  fill(trainer, 3);
  return trainer;
}

const refused = (call: () => unknown, message: string) =>
  expect(call).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(message) }),
  );

describe('a batch', () => {
  it.each([
    {},
    { dropout: 0.7 },
    { cell: 'lstm', zoneout: 0.7 },
    { cell: 'none', symbols: 2 },
  ] as const)('is learned step by step to the same bits, with %o', async (options) => {
    const [whole, stepped] = await Promise.all([warm(options), warm(options)]);
    const symbols = whole.symbols.slice();
    const cost = whole.train(6, 0.03);
    const rows = whole.options.rows;
    let bits = 0;
    stepped.symbols.fill(ABSENT);
    for (let step = 0; step < 6; step++) {
      const row = symbols.subarray(step * rows, (step + 1) * rows);
      const p = stepped.predict(step, true);
      for (const [r, symbol] of row.entries())
        bits -= Math.log2(p[r * stepped.probabilityStride + symbol] as number);
      stepped.symbols.set(row, step * rows);
    }
    expect(stepped.learn(6, 0.03)).toBe(cost);
    expect(bits).toBeCloseTo(cost, 3);
    expect(stepped.save()).toEqual(whole.save());
  });

  it('is evaluated step by step to the same bits, and changes the state alone', async () => {
    const [whole, stepped] = await Promise.all([
      warm({ dropout: 0.5, zoneout: 0.5 }),
      warm({ dropout: 0.5, zoneout: 0.5 }),
    ]);
    const parameters = whole.parameters.map(({ values }) => values.slice());
    const before = whole.saveState();
    const cost = whole.evaluate(5);
    for (let step = 0; step < 5; step++) stepped.predict(step);
    expect(stepped.carry(5)).toBe(cost);
    expect(stepped.save()).toEqual(whole.save());
    expect(whole.parameters.map(({ values }) => values.slice())).toEqual(parameters);
    expect(whole.saveState()).not.toEqual(before);
  });

  it('has probabilities that add up to one', async () => {
    const trainer = await warm();
    const { rows, symbols } = trainer.options;
    const p = trainer.predict(0);
    expect(p).toHaveLength(rows * trainer.probabilityStride);
    for (let row = 0; row < rows; row++) {
      const at = row * trainer.probabilityStride;
      const sum = p.subarray(at, at + symbols).reduce((one, other) => one + other, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it('may be shorter than the longest', async () => {
    const trainer = await warm();
    const long = trainer.evaluate(6);
    expect(trainer.evaluate(2)).toBeLessThan(long);
  });

  it('learns', async () => {
    const trainer = await Trainer.create(SMALL);
    const costs = Array.from({ length: 60 }, () => {
      trainer.symbols.set(trainer.symbols.map((_, i) => Math.floor(i / 4) % 3));
      return trainer.train(6, 0.02);
    });
    expect(costs[0]).toBeCloseTo(24 * Math.log2(3), 3);
    expect(costs.at(-1)).toBeLessThan(1);
  });
});

describe('an absent symbol', () => {
  it('has no cost', async () => {
    const trainer = await warm();
    trainer.symbols.fill(ABSENT);
    expect(trainer.evaluate(6)).toBe(0);
  });

  it('has no gradient: what other rows learn does not depend on it', async () => {
    // Without momentum a gradient of zero changes nothing.
    const options = { optimizer: 'sgd' } as const;
    const [none, all] = await Promise.all([warm(options), warm(options)]);
    const before = none.parameters.map(({ values }) => values.slice());
    none.symbols.fill(ABSENT);
    expect(none.train(6, 0.5)).toBe(0);
    expect(none.parameters.map(({ values }) => values.slice())).toEqual(before);
    expect(all.train(6, 0.5)).toBeGreaterThan(0);
    expect(all.parameters.map(({ values }) => values.slice())).not.toEqual(before);
  });

  it('leaves the predictions of other rows alone', async () => {
    const [ended, whole] = await Promise.all([warm(), warm()]);
    for (let step = 2; step < 6; step++) ended.symbols[step * 4 + 1] = ABSENT;
    for (const trainer of [ended, whole])
      for (let step = 0; step < 5; step++) trainer.predict(step);
    const both = [ended, whole].map((trainer) => {
      const p = trainer.predict(5);
      return [0, 2, 3].map((r) =>
        p.slice(r * trainer.probabilityStride, r * trainer.probabilityStride + 3),
      );
    });
    expect(both[0]).toEqual(both[1]);
  });
});

describe('a state', () => {
  it('is put back', async () => {
    const trainer = await warm();
    const state = trainer.saveState();
    const cost = trainer.evaluate(6);
    expect(trainer.evaluate(6)).not.toBe(cost);
    trainer.loadState(state);
    expect(trainer.evaluate(6)).toBe(cost);
    refused(() => trainer.loadState(state.subarray(1)), `has ${state.length} bytes`);
    refused(() => trainer.loadState('state' as never), `has ${state.length} bytes`);
  });

  it('is zero at first, and after a reset', async () => {
    const trainer = await Trainer.create(SMALL);
    const first = trainer.saveState();
    expect(first.every((byte) => byte === 0)).toBe(true);
    fill(trainer, 9);
    trainer.evaluate(6);
    expect(trainer.saveState()).not.toEqual(first);
    trainer.resetState();
    expect(trainer.saveState()).toEqual(first);
  });

  it('carries each row exactly: two batches are one of twice the length', async () => {
    const [short, long] = await Promise.all([
      Trainer.create({ ...SMALL, length: 5 }),
      Trainer.create({ ...SMALL, length: 10 }),
    ]);
    fill(long, 4);
    short.symbols.set(long.symbols.subarray(0, 20));
    const first = short.evaluate(5);
    short.symbols.set(long.symbols.subarray(20));
    const second = short.evaluate(5);
    expect(first + second).toBeCloseTo(long.evaluate(10), 4);
    expect(short.saveState()).toEqual(long.saveState());
  });
});

describe('refused are', () => {
  it('symbols outside the alphabet, before they are read', async () => {
    const trainer = await warm();
    const saved = trainer.save();
    for (const symbol of [3, 256, ABSENT - 1]) {
      fill(trainer, 5);
      trainer.symbols[9] = symbol;
      const message = `step 2 of row 1 has symbol ${symbol}`;
      refused(() => trainer.train(6, 0.1), message);
      refused(() => trainer.evaluate(3), message);
      for (let step = 0; step < 3; step++) trainer.predict(step);
      refused(() => trainer.predict(3), message);
      refused(() => trainer.carry(3), message);
    }
    expect(trainer.save()).toEqual(saved);
    // Steps that the batch does not have are not read.
    fill(trainer, 5);
    trainer.symbols[23] = 7;
    expect(trainer.evaluate(5)).toBeGreaterThan(0);
  });

  it.each([0, 7, 1.5, Number.NaN, '3', undefined])('%s steps', async (steps) => {
    const trainer = await warm();
    refused(() => trainer.train(steps as number, 0.1), 'a batch has 1 to 6 steps');
    refused(() => trainer.evaluate(steps as number), 'a batch has 1 to 6 steps');
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '0.1'])('a rate of %s', async (rate) => {
    const trainer = await warm();
    refused(() => trainer.train(6, rate as number), 'the learning rate is');
  });

  it('steps out of order', async () => {
    const trainer = await warm();
    refused(() => trainer.predict(1), 'the next step is 0');
    trainer.predict(0, true);
    refused(() => trainer.predict(2, true), 'the next step is 1');
    refused(() => trainer.learn(2, 0.1), '1 steps are predicted, not 2');
    trainer.predict(1);
    refused(() => trainer.learn(2, 0.1), 'not predicted for training');
    trainer.predict(0, true);
    trainer.predict(1, true);
    expect(trainer.learn(2, 0.1)).toBeGreaterThan(0);
    refused(() => trainer.carry(2), '0 steps are predicted');
    for (let step = 0; step < 6; step++) trainer.predict(step);
    refused(() => trainer.predict(6), 'a batch has 1 to 6 steps');
  });

  it('calls after close()', async () => {
    const trainer = await warm();
    await trainer.close();
    await trainer.close();
    for (const call of [
      () => trainer.symbols,
      () => trainer.parameters,
      () => trainer.train(6, 0.1),
      () => trainer.predict(0),
      () => trainer.save(),
      () => trainer.resetState(),
    ])
      refused(call, 'the trainer is closed');
  });
});

describe('a divergence', () => {
  it('is an error; a trainer that was saved before goes on', async () => {
    const trainer = await warm({ clip: 0 });
    const saved = trainer.save();
    const cost = trainer.evaluate(6);
    trainer.load(saved);
    // One update makes the parameters too large; the next batch has infinite numbers.
    const diverge = () => {
      for (let i = 0; i < 3; i++) trainer.train(6, 1e38);
    };
    expect(diverge).toThrow(expect.objectContaining({ code: 'DIVERGED' }));
    expect(() => trainer.evaluate(6)).toThrow(expect.objectContaining({ code: 'DIVERGED' }));
    expect(() => trainer.predict(0)).toThrow(expect.objectContaining({ code: 'DIVERGED' }));
    trainer.load(saved);
    expect(trainer.evaluate(6)).toBe(cost);
  });

  it.each(TRAINING_FIELDS.optimizer.values)('leaves the moments of %s', async (optimizer) => {
    const trainer = await warm({ optimizer });
    const before = trainer.save();
    const { values } = trainer.parameters[0] as Parameter;
    const value = values[0] as number;
    values[0] = Number.NaN;
    expect(() => trainer.train(6, 0.1)).toThrow(expect.objectContaining({ code: 'DIVERGED' }));
    (trainer.parameters[0] as Parameter).values[0] = value;
    expect(trainer.save()).toEqual(before);
  });

  it('is no gradient that grows by 40 a step', async () => {
    const trainer = await Trainer.create({ ...SMALL, cell: 'rnn', norm: 'rms', length: 100 });
    // Without inputs the pre-activations are 0, and 1 / rms is 316.
    for (const { name, values, rows, panel } of trainer.parameters)
      if (name === 'layer0.recurrent')
        values.forEach((_, i) => {
          values[i] = i % panel === Math.floor(i / panel) % rows ? 1 / 8 : 0;
        });
      else values.fill(name === 'head.from0' ? 1 / 8 : name === 'layer0.gain0' ? 1 : 0);
    fill(trainer, 4);
    expect(trainer.train(100, 0.01)).toBeCloseTo(400 * Math.log2(3), 1);
    fill(trainer, 5);
    expect(trainer.train(100, 0.01)).toBeLessThan(1000);
    expect(
      trainer.parameters.some(({ values }) => values.some((value) => !Number.isFinite(value))),
    ).toBe(false);
  });
});
