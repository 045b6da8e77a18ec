/** The influence of the last symbol on the prediction. */
import { describe, expect, it } from 'vitest';
import { influence } from '../src/training/influence.js';
import { trainModel } from '../src/training/train-model.js';
import { source, symbolsOf } from './support/sources.js';

describe('influence', () => {
  const symbols = symbolsOf(source('k-markov', { k: '7' }), 3000, 5);
  const COUNTS = [1, 20, 1000];

  async function of(cell: 'rwa' | 'lstm', maxBatches: number) {
    const { model } = await trainModel({
      data: { symbols, alphabetSize: 2 },
      trainer: { cell, width: 16, layers: 1, rows: 4, length: 16 },
      maxBatches,
      rate: 0.005,
    });
    return influence(model, symbols, COUNTS);
  }

  it('shrinks with the number of symbols in a recurrent weighted average', async () => {
    const [one, twenty, thousand] = (await of('rwa', 1)) as [number, number, number];
    expect(one).toBeGreaterThan(10 * twenty);
    expect(twenty).toBeGreaterThan(10 * thousand);
    expect(thousand).toBeGreaterThan(0);
  });

  it('stays in an LSTM', async () => {
    const [, twenty, thousand] = (await of('lstm', 1)) as [number, number, number];
    expect(thousand / twenty).toBeGreaterThan(0.5);
    expect(thousand / twenty).toBeLessThan(2);
  });

  it('does not depend on which counts are measured', async () => {
    const { model } = await trainModel({
      data: { symbols, alphabetSize: 2 },
      trainer: { cell: 'gru', width: 16, layers: 1, rows: 4, length: 16 },
      maxBatches: 1,
    });
    const [all, last] = [
      await influence(model, symbols, [1, 5, 300]),
      await influence(model, symbols, [300]),
    ];
    expect(last).toEqual(all.slice(2));
  });
});
