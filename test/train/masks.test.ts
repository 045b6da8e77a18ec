/** Dropout and zoneout: shares of masks in training, expected values in validation, and what masks depend on. */
import { describe, expect, it } from 'vitest';
import type { TrainerOptions } from '#dist/train/options.js';
import { get } from '../reference/float32.js';
import { Taught } from './support/taught.js';

const ROWS = 1024;
const STEPS = 4;
const KEEP = 0.7;

/**
 * A network of one layer that reads nothing: its h is tanh of a bias, where zoneout does not keep another. The logit of
 * symbol 1 is unit 0 of what the layer gives, times 4.
 */
async function network(options: TrainerOptions): Promise<Taught> {
  const shape = {
    cell: 'rnn',
    width: 8,
    layers: 1,
    norm: 'none',
    rows: ROWS,
    length: STEPS,
  } as const;
  const taught = await Taught.create({ ...shape, optimizer: 'sgd', ...options });
  for (const { values } of taught.parameters.values()) values.fill(0);
  taught.parameter('layer0.bias0').values.fill(1);
  taught.parameter('head.from0').values[1] = 4;
  return taught;
}

const H = Math.tanh(1);

/** What unit 0 of the layer gives to the output layer in each row. */
function outputs({ trainer }: Taught, step: number, training: boolean): number[] {
  const p = trainer.predict(step, training);
  return Array.from({ length: ROWS }, (_, b) => {
    const at = b * trainer.probabilityStride;
    return Math.log(get(p, at + 1) / get(p, at)) / 4;
  });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

/** Fails unless a share of ROWS draws is within five standard deviations of p. */
function expectShare(share: number, p: number): void {
  expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / ROWS));
}

describe('dropout', () => {
  it('keeps a share of the outputs, enlarged so that the mean stays', async () => {
    const taught = await network({ dropout: KEEP });
    const given = outputs(taught, 0, true);
    const kept = given.filter((x) => Math.abs(x - H / KEEP) < 1e-5);
    expect(kept.length + given.filter((x) => x === 0).length).toBe(ROWS);
    expectShare(kept.length / ROWS, KEEP);
  });

  it('is off in validation', async () => {
    const taught = await network({ dropout: KEEP });
    for (const x of outputs(taught, 0, false)) expect(x).toBeCloseTo(H, 5);
  });
});

describe('zoneout', () => {
  it('updates a share of the states', async () => {
    const taught = await network({ zoneout: KEEP });
    for (let t = 0; t < STEPS; t++) {
      const given = outputs(taught, t, true);
      const updated = given.filter((x) => Math.abs(x - H) < 1e-5);
      expect(updated.length + given.filter((x) => x === 0).length).toBe(ROWS);
      // A state that was updated once stays as it is.
      expectShare(updated.length / ROWS, 1 - (1 - KEEP) ** (t + 1));
    }
  });

  it('moves states by the expected part in validation', async () => {
    const taught = await network({ zoneout: KEEP });
    for (let t = 0; t < STEPS; t++)
      for (const x of outputs(taught, t, false))
        expect(x).toBeCloseTo(H * (1 - (1 - KEEP) ** (t + 1)), 5);
  });
});

describe('a mask', () => {
  const draw = (taught: Taught, t = 0) => {
    for (let step = 0; step < t; step++) taught.trainer.predict(step, true);
    return outputs(taught, t, true).map((x) => Number(x !== 0));
  };
  /** Share of rows in which two masks agree; independent masks agree in KEEP^2 + (1 - KEEP)^2 of them. */
  const agreement = (a: readonly number[], b: readonly number[]) =>
    mean(a.map((x, i) => Number(x === b[i])));
  const expectIndependent = (a: readonly number[], b: readonly number[]) =>
    expectShare(agreement(a, b), KEEP ** 2 + (1 - KEEP) ** 2);

  it('is the same again for the same seed, update, step and row', async () => {
    const options = { dropout: KEEP, seed: 5 };
    const taught = await network(options);
    expect(draw(taught)).toEqual(draw(taught));
    expect(draw(await network(options))).toEqual(draw(taught));
  });

  it('is another for another seed, update or step', async () => {
    const taught = await network({ dropout: KEEP, seed: 5 });
    const first = draw(taught);
    expectIndependent(first, draw(await network({ dropout: KEEP, seed: 6 })));
    for (let t = 1; t < STEPS; t++) expectIndependent(first, draw(taught, t));
    taught.trainer.train(1, 0);
    expectIndependent(first, draw(taught));
  });

  it('is another for each row, and for dropout and zoneout', async () => {
    const first = draw(await network({ dropout: KEEP }));
    for (const distance of [1, 2, 8])
      expectIndependent(first.slice(distance), first.slice(0, -distance));
    expectIndependent(first, draw(await network({ zoneout: KEEP })));
  });
});
