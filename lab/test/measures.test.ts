/** Measures: what their bits consist of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileBytes } from '../src/data/sequence.js';
import { LabError } from '../src/errors.js';
import type { CaseContext, CurvePoint, Measure } from '../src/experiment/experiment.js';
import { Interrupted } from '../src/experiment/interruption.js';
import { coded, withFigures, withWeights } from '../src/experiment/measures.js';
import { source, symbolsOf } from './support/sources.js';

const root = mkdtempSync(join(tmpdir(), 'foresay-measures-'));
afterAll(() => rmSync(root, { recursive: true }));

const LENGTH = 4000;
const SYMBOLS = symbolsOf(source('k-markov', { k: '3' }), LENGTH);
const CODES = new TextEncoder().encode('ab');

function contextOf(name: string, context: Partial<CaseContext> = {}): CaseContext {
  return {
    sequence: {
      bytes: fileBytes(SYMBOLS, CODES),
      symbols: SYMBOLS,
      alphabetSize: 2,
      codes: CODES,
      info: undefined,
    },
    validation: undefined,
    entropy: 0,
    seed: 1,
    threads: 1,
    checkpoint: join(root, name),
    signal: new AbortController().signal,
    report() {},
    ...context,
  };
}

const WEIGHED = withWeights({
  trainer: { cell: 'gru', width: 8, layers: 1, rows: 4, length: 8 },
  epochs: 10,
  rate: 0.02,
});

describe('an archive and its weights', () => {
  it('are counted, each parameter with 32 bits', async () => {
    const points: CurvePoint[] = [];
    const { bits, symbols, figures, stopped } = await WEIGHED.run(
      contextOf('weighed', { report: (point) => points.push(point) }),
    );
    const { payload = 0, weights = 0, parameters = 0 } = figures ?? {};
    expect(weights).toBe((32 * parameters) / LENGTH);
    expect(bits).toBe(payload + weights);
    // The archive has whole bytes, and the parity was learned.
    expect((payload * LENGTH) % 8).toBeCloseTo(0, 6);
    expect(payload).toBeLessThan(0.5);
    expect(symbols).toBe(10 * LENGTH);
    expect(stopped).toBeUndefined();
    expect(points.at(-1)?.symbols).toBe(symbols);
  });

  it('end with the signal, and go on from there', async () => {
    const stopping = new AbortController();
    const context = contextOf('stopped', {
      signal: stopping.signal,
      report: () => stopping.abort(),
    });
    await expect(WEIGHED.run(context)).rejects.toThrow(Interrupted);
    const { bits } = await WEIGHED.run(contextOf('stopped'));
    expect(bits).toBe((await WEIGHED.run(contextOf('anew'))).bits);
  });
});

describe('a coder by its name', () => {
  it('may be foresay with a model', async () => {
    const one = coded('foresay rnn(8x1,ngrams=4)');
    expect(one.settings['coder']).toBe('foresay rnn(8x1,ngrams=4)');
    const { bits, figures } = await one.run(contextOf('model'));
    expect(bits).toBe((8 * (figures?.['bytes'] ?? 0)) / LENGTH);
    expect(bits).toBeLessThan(1);
  });

  it.each(['foresay', 'foresay rnn', 'nothing'])('%s is an error', (name) => {
    expect(() => coded(name)).toThrow(LabError);
  });
});

it('further figures stand before those of the measure', async () => {
  const one: Measure = {
    kind: 'fake',
    settings: { a: 1 },
    run: async () => ({ bits: 0.5, symbols: 1, figures: { own: 2 } }),
  };
  const further = withFigures(one, ({ bits }) => ({ double: 2 * bits }));
  expect([further.kind, further.settings]).toEqual([one.kind, one.settings]);
  const { figures } = await further.run(contextOf('figures'));
  expect(Object.entries(figures ?? {})).toEqual([
    ['double', 1],
    ['own', 2],
  ]);
});
