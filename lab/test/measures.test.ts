/** The measures of experiments: what each gives of a sequence. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileBytes } from '../src/data/sequence.js';
import { LabError } from '../src/errors.js';
import type { CaseContext, CurvePoint, Measure } from '../src/experiment/experiment.js';
import { Interrupted, Unavailable } from '../src/experiment/interruption.js';
import {
  archived,
  coded,
  codedWith,
  trained,
  withFigures,
  withWeights,
} from '../src/experiment/measures.js';
import { makeSequence } from '../src/experiment/sequence-spec.js';
import { source, symbolsOf } from './support/sources.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-measures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SPEC = {
  source: 'iid',
  parameters: { probabilities: '0.9,0.1' },
  length: 4000,
  validation: 4000,
};
const { sequence, validation } = makeSequence(SPEC, 1, { data: folder, scratch: folder });
let checkpoints = 0;

async function run(measure: Measure, more: Partial<CaseContext> = {}) {
  const curve: CurvePoint[] = [];
  const context: CaseContext = {
    sequence,
    validation,
    entropy: 0.468996,
    seed: 1,
    threads: 1,
    checkpoint: join(folder, `checkpoint-${checkpoints++}`),
    signal: new AbortController().signal,
    report: (point) => void curve.push(point),
    ...more,
  };
  return { ...(await measure.run(context)), curve };
}

const NETWORK = {
  trainer: { cell: 'rnn', width: 8, layers: 1, rows: 4, length: 8 },
  epochs: 2,
  rate: 0.01,
  reportEvery: 50,
  validateEvery: 100,
} as const;

describe('a trained network', () => {
  it('is measured by validation, by its first epoch or by its last report', async () => {
    const { bits, symbols, figures, curve } = await run(trained(NETWORK));
    expect(bits).toBe(curve.at(-1)?.validation);
    expect(bits).toBeGreaterThan(0.42);
    expect(bits).toBeLessThan(0.53);
    expect(symbols).toBe(8000);
    expect(figures).toMatchObject({ training: curve.at(-1)?.bits, parameters: expect.any(Number) });
    const onePass = await run(trained(NETWORK, 'one pass'));
    // It pays for what it learns.
    expect(onePass.bits).toBeGreaterThan(bits);
    expect((await run(trained(NETWORK, 'training'))).bits).toBe(curve.at(-1)?.bits);
  });

  it('states the values that it was not given, and its seed changes the result', async () => {
    expect(trained({ rate: 0.1 }).settings).toMatchObject({
      rate: 0.1,
      decay: 0.97,
      trainer: { cell: 'rnn', width: 32, optimizer: 'adam' },
    });
    expect((await run(trained(NETWORK), { seed: 2 })).bits).not.toBe(
      (await run(trained(NETWORK))).bits,
    );
  });

  it('stops at its limit and says so, stops at the entropy if that is wanted', async () => {
    const limited = await run(trained({ ...NETWORK, maxBatches: 20 }));
    expect(limited.stopped).toMatch(/^after \d+ s$/);
    expect(limited.symbols).toBe(20 * 32);
    const early = await run(trained({ ...NETWORK, stopAtEntropy: true, margin: 1 }));
    expect(early.symbols).toBe(100 * 32);
  });

  it('goes on after an interruption to the same bits', async () => {
    const whole = await run(trained(NETWORK));
    const stop = new AbortController();
    const checkpoint = join(folder, 'interrupted');
    const report = () => stop.abort();
    await expect(
      run(trained(NETWORK), { checkpoint, signal: stop.signal, report }),
    ).rejects.toThrow(Interrupted);
    expect(existsSync(checkpoint)).toBe(true);
    const resumed = await run(trained(NETWORK), { checkpoint });
    expect(resumed.bits).toBe(whole.bits);
    expect(resumed.curve).toEqual(whole.curve);
  });
});

it('a network that learns while it codes gives the bits of its archive', async () => {
  const { cell, width, layers, rows, length } = NETWORK.trainer;
  const measure = archived({ trainer: { cell, width, layers, rows, length }, rate: 0.01 });
  const { bits, figures, curve } = await run(measure);
  expect(bits).toBe((8 * (figures?.['bytes'] ?? 0)) / 4000);
  expect(bits).toBeGreaterThan(figures?.['ideal'] ?? 1);
  expect(curve.at(-1)?.symbols).toBe(4000);
});

describe('a coder', () => {
  it('is found by its name', async () => {
    const { bits, figures } = await run(coded('adaptive order 0'));
    expect(bits).toBe((8 * (figures?.['bytes'] ?? 0)) / 4000);
    expect(bits).toBeGreaterThan(0.44);
    // Entropy, and a header of eight bytes.
    expect(bits).toBeLessThan(0.52);
    expect(() => coded('rar')).toThrow("there is no coder 'rar'");
  });

  it('that is not installed leaves the case out', async () => {
    const absent = {
      name: 'rar',
      available: () => false,
      compress: async () => new Uint8Array(),
      decompress: async () => new Uint8Array(),
    };
    await expect(run(codedWith(absent, {}))).rejects.toThrow(Unavailable);
  });

  it('may be foresay with a model', async () => {
    const one = coded('foresay rnn(8x1,ngrams=4)');
    expect(one.settings['coder']).toBe('foresay rnn(8x1,ngrams=4)');
    expect((await run(one)).bits).toBeLessThan(0.8);
    const signal = AbortSignal.abort();
    await expect(run(coded('foresay -1'), { signal })).rejects.toThrow(Interrupted);
  });

  it.each(['foresay', 'foresay rnn', 'nothing'])('%s is an error', (name) => {
    expect(() => coded(name)).toThrow(LabError);
  });
});

// A parity, which a small network learns.
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
    checkpoint: join(folder, name),
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
