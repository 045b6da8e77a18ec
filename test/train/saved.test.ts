/** A trainer as bytes: it continues to the same bits, its parameters serve another, and damage is noticed. */
import { describe, expect, it } from 'vitest';
import { ABSENT, Trainer, type TrainerOptions } from '#dist/node/train.js';
import { optionsOf, TRAINING_RUNS, trainBatches, writeBatch } from '../engines/training.js';

describe.each(TRAINING_RUNS)('a trainer of the run $name', (run) => {
  it('continues to the same bits after it was loaded', async () => {
    const whole = await Trainer.create(optionsOf(run));
    const costs = trainBatches(whole, ABSENT);
    let trainer = await Trainer.create(optionsOf(run));
    const relayed: number[] = [];
    for (const [from, to] of [
      [0, 1],
      [1, 7],
      [7, 20],
    ] as const) {
      const next = await Trainer.create(optionsOf(run));
      // What it learned before does not matter.
      trainBatches(next, ABSENT, 3, 5);
      next.load(trainer.save());
      trainer = next;
      relayed.push(...trainBatches(trainer, ABSENT, from, to));
    }
    expect(relayed).toEqual(costs);
    expect(trainer.save()).toEqual(whole.save());
  });

  it('gives its parameters to one with other rows, length and optimiser', async () => {
    const source = await Trainer.create(optionsOf(run));
    trainBatches(source, ABSENT);
    const { optimizer } = source.options;
    const other = await Trainer.create({
      ...optionsOf(run),
      rows: 5,
      length: 7,
      seed: 99,
      dropout: 1,
      optimizer: optimizer === 'adam' ? 'factored' : 'adam',
    });
    other.loadParameters(source.save());
    const values = (trainer: Trainer) =>
      trainer.parameters.map(({ name, values }) => [name, values.slice()]);
    expect(values(other)).toEqual(values(source));
    source.resetState();
    writeBatch(source, ABSENT, 0);
    const { rows } = source.options;
    for (let step = 0; step < 7; step++)
      other.symbols.set(source.symbols.subarray(step * rows, step * rows + 5), 5 * step);
    for (let step = 0; step < 7; step++) {
      const p = source.predict(step);
      expect(other.predict(step)).toEqual(p.subarray(0, 5 * source.probabilityStride));
    }
  });
});

describe('refused', () => {
  const OPTIONS = { width: 16, rows: 4, length: 4 } as const;

  async function saved(options: TrainerOptions = {}): Promise<Uint8Array> {
    const trainer = await Trainer.create({ ...OPTIONS, ...options });
    trainer.symbols.fill(1);
    trainer.train(4, 0.1);
    return trainer.save();
  }

  it.each([
    ['another magic', 0, 'CORRUPT'],
    ['another version', 8, 'UNSUPPORTED_VERSION'],
    ['another length of the description', 12, 'CORRUPT'],
    ['another checksum', 16, 'CORRUPT'],
    ['a changed byte of the options', 30, 'CORRUPT'],
    ['a changed last byte', -1, 'CORRUPT'],
  ] as const)('is %s, and the trainer is as it was', async (_, at, code) => {
    const trainer = await Trainer.create(OPTIONS);
    const before = trainer.save();
    const bytes = await saved();
    const position = at < 0 ? bytes.length + at : at;
    bytes[position] = (bytes[position] ?? 0) ^ 1;
    for (const load of [() => trainer.load(bytes), () => trainer.loadParameters(bytes)])
      expect(load).toThrow(expect.objectContaining({ code }));
    expect(trainer.save()).toEqual(before);
  });

  it('are bytes that are cut or longer', async () => {
    const trainer = await Trainer.create(OPTIONS);
    const bytes = await saved();
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    for (const length of [0, 7, 23, 24, 100, bytes.length - 1])
      expect(() => trainer.load(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'CORRUPT' }),
      );
    expect(() => trainer.load(longer)).toThrow(expect.objectContaining({ code: 'CORRUPT' }));
    expect(() => trainer.load(7 as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });

  it.each([
    [{ width: 24 }, true],
    [{ cell: 'lstm' }, true],
    [{ layers: 2 }, true],
    [{ symbols: 3 }, true],
    [{ rows: 5 }, false],
    [{ optimizer: 'sgd' }, false],
    [{ seed: 5 }, false],
    [{ clip: 1.5 }, false],
  ] as const)('are other options: %o', async (options, network) => {
    const bytes = await saved(options);
    const trainer = await Trainer.create(OPTIONS);
    const [[name, value]] = Object.entries(options) as [[string, unknown]];
    const error = expect.objectContaining({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(`${name} ${value}, not `),
    });
    expect(() => trainer.load(bytes)).toThrow(error);
    if (network) expect(() => trainer.loadParameters(bytes)).toThrow(error);
    else expect(() => trainer.loadParameters(bytes)).not.toThrow();
  });
});
