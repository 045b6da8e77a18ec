/** Levels: what they are, and that the models which the benchmarks measured are still theirs. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAX_BLOCK_LENGTH } from '#dist/archive/format.js';
import { KIND_NAMES } from '#dist/kinds/kinds.js';
import {
  DEFAULT_LEVEL,
  LEVEL_BLOCK_SIZES,
  LEVEL_NUMBERS,
  levelAbout,
  levelChoice,
  levelSpec,
} from '#dist/kinds/levels.js';
import { encodeSpec, formatSpec, parseSpec } from '#dist/model/model-spec.js';

describe('levels', () => {
  it.each(LEVEL_NUMBERS)('%i names a spec for each kind, and a size of blocks', (level) => {
    for (const kind of KIND_NAMES) {
      const text = levelSpec(level, kind);
      expect(formatSpec(parseSpec(text))).toBe(text);
    }
    expect(LEVEL_BLOCK_SIZES[level]).toBeGreaterThan(0);
    expect(LEVEL_BLOCK_SIZES[level]).toBeLessThanOrEqual(MAX_BLOCK_LENGTH);
  });

  it('are nine, and one of them is the default', () => {
    expect(LEVEL_NUMBERS).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(LEVEL_NUMBERS).toContain(DEFAULT_LEVEL);
  });

  it('say what they are made of', () => {
    expect(levelAbout(1)).toBe('4 contexts');
    expect(levelAbout(4)).toBe('12 to 20 contexts');
    expect(levelAbout(8)).toBe('12 to 72 contexts and lstm(256x2)');
  });
});

/**
 * SHA-256 of all models of all levels for a kind, with the lengths of streams that they are for. A change here is a change
 * of sizes and speeds: measure it, and name it in the CHANGELOG.
 */
const MODELS = {
  text: 'b3ec827cca749e61',
  structured: '7d9837818152c04d',
  binary: '370cf73ee7d40aa6',
  executable: 'd44e744b005cc89b',
  records: '3808647fb36b1361',
  dna: '954bb4f98e30e34a',
  symbols: 'fa866e2cff0293ff',
  incompressible: 'fa866e2cff0293ff',
  qualities: '817469e109621664',
} as const;

it.each(KIND_NAMES)('the models for %s are those that were measured', (kind) => {
  const hash = createHash('sha256');
  for (const level of LEVEL_NUMBERS) {
    const { shorter, spec, forNoise } = levelChoice(level, kind);
    for (const one of shorter) hash.update(`${one.below} `).update(encodeSpec(one.spec));
    hash.update(encodeSpec(spec));
    if (forNoise) hash.update(encodeSpec(forNoise));
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(MODELS[kind]);
});
