/**
 * The gradient of a batch is the derivative of its cost, for every element of every parameter: central differences at two
 * distances, extrapolated to none. The state from the batches before is held constant (truncation), and masks are
 * those of the same update.
 */
import { describe, expect, it } from 'vitest';
import type { TrainerOptions } from '#dist/train/options.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { elementsOf, sizeOf, symbolsOf, Taught } from './support/taught.js';

/** How far an element is moved. */
const STEP = 0.02;
/**
 * Allowed between the two, of a gradient summed over the batch: the rounding of some tens of probabilities to f32, 1e-7
 * each, over STEP; and a part of the length of the parameter's gradient, for what is left of the higher derivatives.
 */
const ABSOLUTE = 2e-4;
const RELATIVE = 1e-3;

const BATCH = { width: 8, rows: 3, length: 5, symbols: 3, optimizer: 'sgd', clip: 0 } as const;
const CELLS = ['rnn', 'gru', 'lstm', 'rwa', 'feature'] as const;

/** A network after ten symbols of each row, with a batch in its symbols in which some do not exist. */
async function network(options: TrainerOptions): Promise<{ taught: Taught; state: Uint8Array }> {
  const taught = await Taught.create({ ...BATCH, ...options });
  const { trainer } = taught;
  const random = new Random(7);
  taught.randomise(random);
  const { length } = trainer.options;
  for (let symbols = 0; symbols < 2 * BATCH.length; symbols += length) {
    trainer.symbols.set(symbolsOf(trainer.options, length, random));
    trainer.train(length, 0);
  }
  trainer.symbols.set(symbolsOf(trainer.options, length, random, 0.2));
  return { taught, state: trainer.saveState() };
}

async function check(options: TrainerOptions): Promise<void> {
  const { taught, state } = await network(options);
  const steps = taught.trainer.options.length;
  expect(taught.present(steps)).toBeLessThan(steps * taught.trainer.options.rows);
  const gradients = taught.gradient(steps, state);
  for (const [name, parameter] of taught.parameters) {
    const { values } = parameter;
    const gradient = gradients.get(name) as Float32Array;
    const elements = elementsOf(parameter, options.cell);
    const others = gradient.slice();
    for (const i of elements) others[i] = 0;
    expect(sizeOf(others), `${name}: padding`).toBe(0);
    if (elements.length === 0) continue;
    const size = sizeOf(gradient);
    expect(size, name).toBeGreaterThan(0.01);
    const slope = (i: number, step: number) => {
      const value = get(values, i);
      const costs = [value + step, value - step].map((moved) => {
        values[i] = moved;
        return { cost: taught.cost(steps, state), at: get(values, i) };
      });
      values[i] = value;
      const [up, down] = costs as [(typeof costs)[0], (typeof costs)[0]];
      return (up.cost - down.cost) / (up.at - down.at);
    };
    for (const i of elements) {
      const expected = (4 * slope(i, STEP / 2) - slope(i, STEP)) / 3;
      const error = Math.abs(expected - get(gradient, i));
      if (error > ABSOLUTE + RELATIVE * size)
        expect.fail(`${name}[${i}]: ${get(gradient, i)}, by differences ${expected}`);
    }
  }
  await taught.trainer.close();
}

describe.each(CELLS)('gradients of %s', (cell) => {
  it.each([
    { norm: 'none' },
    { norm: 'rms' },
    { norm: 'none', layers: 2, window: 3 },
    { norm: 'rms', layers: 2, window: 3 },
    { norm: 'none', layers: 2, dilation: 2 },
    { norm: 'rms', layers: 3, dilation: 2, window: 3 },
    { norm: 'none', layers: 2, zoneout: 0.6 },
    { norm: 'rms', layers: 2, dropout: 0.6 },
    { norm: 'rms', layers: 2, dilation: 2, dropout: 0.7, zoneout: 0.7 },
    { norm: 'rms', symbols: 2, secondOrder: 4, layers: 2 },
  ] as const)('%o', (options) => check({ cell, ...options }));
});

describe('gradients of the second-order unit', () => {
  it.each([1, 7, 8, 33])('over pairs of %d symbols', (secondOrder) =>
    check({ cell: 'none', symbols: 2, secondOrder }),
  );

  // The means of hidden symbols that an update has seen are constants to the gradient; within one step none is used.
  it.each([1, 7, 33])('over pairs of %d hidden symbols', (secondOrder) =>
    check({ cell: 'none', symbols: 2, secondOrder, noise: 0.2, length: 1, rows: 15 }),
  );
});
