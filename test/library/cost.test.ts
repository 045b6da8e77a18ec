/** Models above maxCost are refused before they code. */
import { describe, expect, it } from 'vitest';
import { encodeMemory } from '#dist/codec/measure.js';
import { LEVEL_NUMBERS, levelSpec } from '#dist/kinds/levels.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { compress, decompress } from '#dist/node/index.js';
import { DEFAULT_MAX_COST } from '#dist/pipeline/settings.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { TEXT } from './samples.js';

const MODEL = 'lstm(32x1)';

describe.each([0, 1])('with %i threads', (threads) => {
  it('a model of exactly maxCost is accepted and a slower one refused, in both directions', async () => {
    const error = await rejection(compress(TEXT, { model: MODEL, threads, maxCost: 50_000 }));
    expect(error.code).toBe('COST_LIMIT');
    expect(error.message).toContain('50000 are allowed');
    expect(error.message).toContain('maxCost');
    const needed = Number(/takes (\d+) multiply-adds/.exec(error.message)?.[1]);
    const archive = await compress(TEXT, { model: MODEL, threads, maxCost: needed });
    expect(await decompress(archive, { threads, maxCost: needed })).toEqual(TEXT);
    expect(await rejectionCode(decompress(archive, { threads, maxCost: 50_000 }))).toBe(
      'COST_LIMIT',
    );
  });
});

it('the default refuses the slowest models, but no level', async () => {
  const slow = 'lstm(2048x8,horizon=1,optimizer=adam,ngrams=1)';
  const options = { memory: 2 ** 33, threads: 0 };
  expect(await rejectionCode(compress(TEXT, { ...options, model: slow }))).toBe('COST_LIMIT');
  for (const level of LEVEL_NUMBERS) {
    const spec = parseSpec(levelSpec(level, 'text'));
    const choices = [{ spec, shorter: [] }];
    expect(
      await encodeMemory(choices, 10_000_000, undefined, undefined, DEFAULT_MAX_COST),
    ).toBeGreaterThan(0);
  }
});
