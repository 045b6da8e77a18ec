/**
 * A trained network is a network of the codec: with its parameters written there it predicts the same probabilities, bit
 * for bit, in as many lanes as there were rows, or in one.
 */
import { describe, expect, it } from 'vitest';
import { indexOf, type Parameter } from '#dist/codec/parameters.js';
import { parseSpec } from '#dist/model/model-spec.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { Trainer } from '#dist/train/trainer.js';
import { TestNetwork } from '../codec/support/network.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';

/** Without learning. */
const FROZEN = 'optimizer=sgd,rate=0,floor=0,headRate=0,headFloor=0,embedRate=0';
const SEGMENTS = 3;

/** A trainer that has learned to count. */
async function trained(options: TrainerOptions): Promise<{ trainer: Trainer; random: Random }> {
  const trainer = await Trainer.create(options);
  const { rows, length, symbols } = trainer.options;
  const random = new Random(9);
  let cost = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < 40; batch++) {
    const first = random.below(symbols);
    const symbol = (step: number) => (first + step) % Math.min(symbols, 6);
    trainer.symbols.set(
      Uint16Array.from({ length: rows * length }, (_, i) => symbol(Math.floor(i / rows))),
    );
    cost = trainer.train(length, 0.01);
  }
  expect(cost / (rows * length)).toBeLessThan(0.7 * Math.log2(symbols));
  trainer.resetState();
  return { trainer, random };
}

/** Writes the values of all parameters, whose layouts in memory may differ. */
function write(network: TestNetwork, parameters: readonly Parameter[], columnsOf: number): void {
  expect(parameters.map(({ name }) => name)).toEqual(network.names);
  for (const from of parameters) {
    const to = network.parameter(from.name);
    // The codec has the rows of an embedding one behind another.
    const panel = from.name.includes('embedding') ? columnsOf : from.panel;
    for (let r = 0; r < from.rows; r++)
      for (let c = 0; c < from.columns; c++)
        to[indexOf({ rows: from.rows, panel }, r, c)] = get(from.values, indexOf(from, r, c));
  }
}

describe.each(['rnn', 'gru', 'lstm'] as const)('%s', (cell) => {
  it.each([
    { norm: 'rms', width: 8, layers: 1, symbols: 5, rows: 1 },
    { norm: 'none', width: 16, layers: 2, symbols: 2, rows: 3 },
    { norm: 'rms', width: 24, layers: 3, symbols: 40, rows: 4 },
    { norm: 'rms', width: 136, layers: 1, symbols: 256, rows: 7 },
  ] as const)('%o', async (shape) => {
    const { trainer, random } = await trained({ ...shape, cell, length: 20 });
    const { rows, length, symbols, width, layers, norm } = trainer.options;
    const probabilities: Float32Array[] = [];
    const texts = Array.from({ length: SEGMENTS }, () =>
      Array.from({ length: rows * length }, () => random.below(symbols)),
    );
    for (const text of texts) {
      trainer.symbols.set(text);
      for (let t = 0; t < length; t++) probabilities.push(trainer.predict(t).slice());
      trainer.carry(length);
    }
    const padded = Math.ceil(((cell === 'rnn' ? 1 : 3) * width) / 32) * 32;
    for (const lanes of new Set([1, rows])) {
      const spec = `${cell}(${width}x${layers},ngrams=1,horizon=${length},lanes=${lanes},norm=${norm},${FROZEN})`;
      const network = new TestNetwork(parseSpec(spec), symbols);
      write(network, trainer.parameters, padded);
      texts.forEach((text, segment) => {
        const own = text.filter((_, i) => i % rows < lanes);
        expect(network.run(own)).toBe(length);
        own.forEach((_, i) => {
          const row = probabilities[segment * length + Math.floor(i / lanes)] as Float32Array;
          const at = (i % lanes) * trainer.probabilityStride;
          for (let v = 0; v < symbols; v++) {
            if (network.probability(i, v) !== row[at + v])
              expect.fail(`${lanes} lanes, segment ${segment}, row ${i}, symbol ${v}`);
          }
        });
      });
    }
    await trainer.close();
  });
});
