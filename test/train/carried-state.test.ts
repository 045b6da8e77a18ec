/** The state of the rows: it is carried exactly, batches of any length see the same sequence, validation disturbs nothing. */
import { describe, expect, it } from 'vitest';
import type { TrainerOptions } from '#dist/train/options.js';
import { ABSENT, type Trainer } from '#dist/train/trainer.js';
import { Random } from '../support/random.js';
import { symbolsOf, Taught } from './support/taught.js';

const SHAPE = { width: 16, layers: 3, symbols: 2, rows: 5, length: 12, dilation: 2, window: 7 };

const NETWORKS = [
  { cell: 'rnn' },
  { cell: 'gru' },
  { cell: 'lstm' },
  { cell: 'rwa' },
  { cell: 'feature' },
  { cell: 'none', secondOrder: 40 },
  { cell: 'none', secondOrder: 9, noise: 0.1 },
  { cell: 'gru', zoneout: 0.8, dropout: 0.8, secondOrder: 3 },
] as const;

async function network(options: TrainerOptions): Promise<Trainer> {
  const taught = await Taught.create({ ...SHAPE, ...options });
  taught.randomise(new Random(3));
  return taught.trainer;
}

const sequence = symbolsOf(SHAPE, 60, new Random(21), 0.05);

/** The part of the sequence from step `start` on. */
const part = (start: number, steps: number): Uint16Array =>
  sequence.subarray(start * SHAPE.rows, (start + steps) * SHAPE.rows);

/** All probabilities of the sequence, read in batches of so many steps in turn. */
function read(trainer: Trainer, lengths: readonly number[]): Buffer {
  const probabilities: Buffer[] = [];
  trainer.resetState();
  for (let start = 0, batch = 0; start < 60; batch++) {
    const steps = Math.min(60 - start, lengths[batch % lengths.length] as number);
    trainer.symbols.set(part(start, steps));
    for (let t = 0; t < steps; t++)
      probabilities.push(Buffer.from(new Uint8Array(trainer.predict(t).slice().buffer)));
    trainer.carry(steps);
    start += steps;
  }
  return Buffer.concat(probabilities);
}

describe.each(NETWORKS)('state of %o', (options) => {
  it('does not depend on the lengths of batches', async () => {
    const trainer = await network(options);
    const whole = read(trainer, [12]);
    const steps = Array.from({ length: 60 }, (_, t) =>
      whole.toString('hex', t * 640, (t + 1) * 640),
    );
    expect(new Set(steps).size).toBeGreaterThan(30);
    for (const lengths of [[6], [1], [5, 7], [1, 2, 3]])
      expect(read(trainer, lengths).equals(whole), String(lengths)).toBe(true);
  });

  it('is all that validation leaves', async () => {
    const train = (trainer: Trainer, start: number) => {
      trainer.symbols.set(part(start, 12));
      return trainer.train(12, 0.01);
    };
    const [undisturbed, validated] = await Promise.all([network(options), network(options)]);
    const costs = [0, 12, 24].map((start) => train(undisturbed, start));
    const others = [train(validated, 0)];
    const state = validated.saveState();
    const validation = () => {
      validated.resetState();
      validated.symbols.set(part(30, 12));
      return validated.evaluate(12);
    };
    const cost = validation();
    expect(validation()).toBe(cost);
    validated.loadState(state);
    others.push(train(validated, 12), train(validated, 24));
    expect(others).toEqual(costs);
    expect(Buffer.from(validated.save()).equals(undisturbed.save())).toBe(true);
  });
});

describe('a row without symbols', () => {
  it.each(['sgd', 'adam'] as const)('costs nothing and teaches nothing: %s', async (optimizer) => {
    const options = { ...SHAPE, cell: 'lstm', optimizer } as const;
    const [three, two] = await Promise.all(
      [3, 2].map(async (rows) => Taught.create({ ...options, rows })),
    );
    const random = new Random(8);
    const costs = Array.from({ length: 4 }, () => {
      const symbols = symbolsOf({ rows: 2, symbols: 2 }, 12, random);
      two?.trainer.symbols.set(symbols);
      three?.trainer.symbols.set(
        Array.from({ length: 36 }, (_, i) =>
          i % 3 === 2 ? ABSENT : (symbols[Math.floor(i / 3) * 2 + (i % 3)] as number),
        ),
      );
      return [two, three].map((taught) => taught?.trainer.train(12, 0.1));
    });
    for (const [one, other] of costs) expect(other).toBe(one);
    expect(three?.values).toEqual(two?.values);
  });
});
