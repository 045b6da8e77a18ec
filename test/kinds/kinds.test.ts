/** The registry of kinds: every kind is whole, and names only what exists. */
import { describe, expect, it } from 'vitest';
import { FALLBACK, KIND_NAMES, KINDS, STORED } from '#dist/kinds/kinds.js';
import { contextCount, makeSpec, mixesSymbols } from '#dist/model/spec-values.js';
import { SPLITTERS } from '#dist/split/registry.js';

describe.each(Object.entries(KINDS))('%s', (name, kind) => {
  it('names only kinds, with costs of at most a whole byte', () => {
    expect(KIND_NAMES).toEqual(expect.arrayContaining(Object.keys(kind.costAs)));
    for (const cost of Object.values(kind.costAs)) {
      expect(cost).toBeGreaterThan(0);
      expect(cost).toBeLessThanOrEqual(1);
    }
    expect(kind.costAs).not.toHaveProperty(STORED);
  });

  it('names only splitters that exist', () => {
    expect(Object.keys(SPLITTERS)).toEqual(expect.arrayContaining([...kind.splitters]));
  });

  it('detects itself, unless it is the fallback', () => {
    expect(kind.detects === undefined).toBe(name === FALLBACK);
  });

  it('has primers of rising levels', () => {
    const levels = kind.primers.map(({ fromLevel }) => fromLevel);
    expect(levels).toEqual([...new Set(levels)].sort((a, b) => a - b));
  });

  it.each(Object.entries(kind.mixes))('mix %s has a multiple of four contexts', (_, mix) => {
    const spec = makeSpec({ cell: 'none', ...mix });
    if (mixesSymbols(spec)) return;
    const count = contextCount(spec);
    expect(count).toBeGreaterThan(0);
    expect(count % 4).toBe(0);
  });
});
