/** The training module against the reference (test/train/reference), which is laid out as NUMERICS.md: bit for bit. */
import { describe, expect, it } from 'vitest';
import { indexOf } from '#dist/codec/parameters.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { Trainer } from '#dist/train/trainer.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { ReferenceTrainer } from './reference/trainer.js';
import { symbolsOf } from './support/taught.js';

const SMALL = { width: 16, layers: 2, symbols: 5, rows: 3, length: 6, seed: 4 } as const;
const RATE = 0.05;

/** Elements that both have, of each parameter of the module; a gate's gains and biases are two of them. */
function differences(trainer: Trainer, reference: ReferenceTrainer): string[] {
  const rows = reference.parameters.flatMap((parameter) =>
    parameter.isGate ? parameter.weights.map((row) => [row]) : [parameter.weights],
  );
  expect(trainer.parameters.map((parameter) => parameter.rows)).toEqual(
    rows.map((weights) => weights.length),
  );
  return trainer.parameters.flatMap((parameter, i) => {
    const found: string[] = [];
    rows[i]?.forEach((row, r) => {
      row.forEach((x, c) => {
        if (parameter.name === 'second-order' && r + c >= row.length) return;
        const value = get(parameter.values, indexOf(parameter, r, c));
        if (value !== x) found.push(`${parameter.name}[${r}][${c}]: ${value}, not ${x}`);
      });
    });
    return found;
  });
}

/** Five updates, one of a shorter batch, with absent symbols; then two batches without learning. */
async function compare(options: TrainerOptions): Promise<void> {
  const trainer = await Trainer.create({ ...SMALL, ...options });
  const { rows, symbols } = trainer.options;
  const reference = new ReferenceTrainer(trainer.options);
  expect(differences(trainer, reference)).toEqual([]);
  const random = new Random(2);
  for (const steps of [6, 6, 4, 6, 5]) {
    const batch = symbolsOf({ rows, symbols }, steps, random, 0.1);
    trainer.symbols.set(batch);
    expect(trainer.train(steps, RATE)).toBe(reference.train(batch, RATE));
    expect(differences(trainer, reference).slice(0, 5)).toEqual([]);
  }
  for (const steps of [6, 3]) {
    const batch = symbolsOf({ rows, symbols }, steps, random);
    trainer.symbols.set(batch);
    expect(trainer.evaluate(steps)).toBe(reference.evaluate(batch));
  }
  await trainer.close();
}

describe('training as in NUMERICS.md', () => {
  it.each(['rnn', 'gru', 'lstm', 'rwa', 'feature'] as const)('%s', (cell) => compare({ cell }));

  it.each([
    { cell: 'gru', optimizer: 'sgd', norm: 'none', clip: 0.05 },
    { cell: 'rwa', optimizer: 'factored', norm: 'none', window: 3 },
    { cell: 'lstm', optimizer: 'factored', window: 2, beta2: 0.9, clip: 0.05 },
    { cell: 'lstm', layers: 3, dilation: 2, beta1: 0 },
    { cell: 'rnn', optimizer: 'exponentiated', smallest: 0.01, width: 40 },
    { cell: 'gru', dropout: 0.7, zoneout: 0.6 },
    { cell: 'lstm', zoneout: 0.5, layers: 3, dilation: 2 },
    { cell: 'rwa', zoneout: 0.6, dropout: 0.9 },
    { cell: 'feature', window: 5, symbols: 40, beta2: 1 },
    { cell: 'none', symbols: 2, secondOrder: 9, optimizer: 'sgd', clip: 0 },
    { cell: 'none', symbols: 2, secondOrder: 70, optimizer: 'exponentiated', clip: 0.1 },
    { cell: 'none', symbols: 2, secondOrder: 6, noise: 0.2 },
    { cell: 'gru', weightBits: 1, optimizer: 'factored' },
    { cell: 'lstm', weightBits: 2, deadZone: 0.8, vectorBits: 5 },
    { cell: 'rnn', weightBits: 4, norm: 'none', width: 40, symbols: 40 },
    { cell: 'rwa', weightBits: 7, deadZone: 1.3, layers: 1 },
    { cell: 'gru', symbols: 2, secondOrder: 5, noise: 0.1, optimizer: 'factored' },
  ] as const)('%o', compare);
});
