/** A trainer's network as a file: the file predicts what the trainer predicts with its quantised weights. */
import { describe, expect, it } from 'vitest';
import { alphabetOf } from '#dist/archive/alphabet.js';
import { writeRowMajor } from '#dist/codec/parameters.js';
import type { Network } from '#dist/network/network.js';
import { parameterShapes } from '#dist/network/network.js';
import { decodeNetwork, encodeNetwork } from '#dist/network/network-file.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { Trainer } from '#dist/train/trainer.js';
import { codeOf } from '../support/failure.js';
import { Random } from '../support/random.js';
import { rejectionCode } from '../support/rejection.js';

const SMALL = { width: 16, layers: 2, symbols: 3, rows: 4, length: 10 } as const;
const ALPHABET = alphabetOf(Uint8Array.of(10, 97, 98));
const RATE = 0.02;

/** A trainer after some batches of a noisy sequence, and the batch that follows. */
async function trained(options: TrainerOptions): Promise<{ trainer: Trainer; next: Uint16Array }> {
  const trainer = await Trainer.create({ ...SMALL, ...options });
  const { rows, length, symbols } = trainer.options;
  const random = new Random(3);
  const batch = () =>
    Uint16Array.from({ length: rows * length }, (_, i) =>
      random.below(5) === 0 ? random.below(symbols) : Math.floor(i / rows) % symbols,
    );
  for (let i = 0; i < 12; i++) {
    trainer.symbols.set(batch());
    trainer.train(length, RATE);
  }
  trainer.resetState();
  return { trainer, next: batch() };
}

/** What a trainer with the network's weights, not quantised, evaluates a batch to. */
async function costOf(network: Network, next: Uint16Array): Promise<number> {
  const { cell, norm } = network;
  const trainer = await Trainer.create({ ...SMALL, cell, norm });
  trainer.parameters.forEach((parameter, i) => {
    const values = network.parameters[i]?.values;
    expect(network.parameters[i]?.name).toBe(parameter.name);
    if (values) writeRowMajor(parameter, values);
  });
  trainer.symbols.set(next);
  const cost = trainer.evaluate(SMALL.length);
  await trainer.close();
  return cost;
}

describe.each(['rnn', 'gru', 'lstm'] as const)('%s', (cell) => {
  it.each([
    { weightBits: 0 },
    { weightBits: 1, vectorBits: 4 },
    { weightBits: 2, deadZone: 0.9 },
    { weightBits: 3, norm: 'none' },
    { weightBits: 6, deadZone: 0.75, vectorBits: 16 },
  ] as const)('costs the same to the bit: %o', async (options) => {
    const { trainer, next } = await trained({ cell, ...options });
    const { weightBits, vectorBits, deadZone } = trainer.options;
    const network = trainer.network(ALPHABET);
    const shapes = network.parameters.map(({ values: _, ...shape }) => shape);
    expect(shapes).toEqual(parameterShapes(network, SMALL.symbols));
    const file = encodeNetwork(
      network,
      weightBits === 0 ? { bits: 32 } : { bits: weightBits, vectorBits, deadZone },
    );
    trainer.symbols.set(next);
    const cost = trainer.evaluate(SMALL.length);
    expect(await costOf(decodeNetwork(file), next)).toBe(cost);
    await trainer.close();
  });
});

describe('a trainer with quantised weights', () => {
  it('learns with them', async () => {
    const trainer = await Trainer.create({ ...SMALL, weightBits: 2 });
    const { rows, length, symbols } = trainer.options;
    const batch = Uint16Array.from({ length: rows * length }, (_, i) => (i >> 2) % symbols);
    const costs = Array.from({ length: 40 }, () => {
      trainer.symbols.set(batch);
      return trainer.train(length, RATE);
    });
    expect(costs.at(-1)).toBeLessThan(0.5 * (costs[0] as number));
    await trainer.close();
  });

  it('reads the weights as they are while quantisation is off', async () => {
    const { trainer, next } = await trained({ weightBits: 1 });
    const state = trainer.saveState();
    trainer.symbols.set(next);
    const quantised = trainer.evaluate(SMALL.length);
    trainer.loadState(state);
    trainer.quantise(false);
    trainer.symbols.set(next);
    const cost = trainer.evaluate(SMALL.length);
    expect(cost).not.toBe(quantised);
    expect(cost).toBe(await costOf({ ...trainer.network(ALPHABET), cell: 'gru' }, next));
    await trainer.close();
  });

  it('takes another dead zone for a while', async () => {
    const { trainer, next } = await trained({ weightBits: 2, deadZone: 1 });
    const costs = [1, 0.5, 1].map((deadZone) => {
      trainer.quantise(true, deadZone);
      trainer.resetState();
      trainer.symbols.set(next);
      return trainer.evaluate(SMALL.length);
    });
    expect(costs[0]).toBe(costs[2]);
    expect(costs[0]).not.toBe(costs[1]);
    for (const deadZone of [0.4, 11, Number.NaN])
      expect(codeOf(() => trainer.quantise(true, deadZone))).toBe('INVALID_OPTION');
    await trainer.close();
  });

  it('refuses to quantise without bits', async () => {
    const trainer = await Trainer.create(SMALL);
    expect(codeOf(() => trainer.quantise(true))).toBe('INVALID_OPTION');
    await trainer.close();
    const secondOrder = { symbols: 2, secondOrder: 4, weightBits: 2 };
    expect(await rejectionCode(Trainer.create(secondOrder))).toBe('INVALID_OPTION');
  });
});

it.each<TrainerOptions>([
  { cell: 'rwa' },
  { cell: 'none' },
  { window: 2 },
  { dilation: 2 },
  { symbols: 2, secondOrder: 3 },
])('no network file holds a network with %o', async (options) => {
  const trainer = await Trainer.create({ ...SMALL, ...options });
  expect(codeOf(() => trainer.network(ALPHABET))).toBe('INVALID_OPTION');
  await trainer.close();
});

it('needs a byte value for each symbol', async () => {
  const trainer = await Trainer.create(SMALL);
  expect(codeOf(() => trainer.network(alphabetOf(Uint8Array.of(1, 2))))).toBe('INVALID_OPTION');
  await trainer.close();
});
