/** Which model a stream gets, by level, kind and length. */
import { describe, expect, it } from 'vitest';
import { KIND_NAMES, KINDS } from '#dist/kinds/kinds.js';
import { LEVEL_NUMBERS, levelSpec, SHORT } from '#dist/kinds/levels.js';
import { chosenFor, modelsUpTo } from '#dist/model/model-for-length.js';
import { makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { compressSettings } from '#dist/pipeline/settings.js';

const NETWORKS = 1 << 16;
const LONG = 1 << 21;

const modelsOf = (level: (typeof LEVEL_NUMBERS)[number]) => compressSettings({ level }).models;

describe.each(LEVEL_NUMBERS)('level %i', (level) => {
  it('has the short model of a kind', () => {
    for (const kind of KIND_NAMES) {
      const { short } = KINDS[kind];
      const spec = short && makeSpec({ cell: 'none', ...short });
      if (spec) expect(chosenFor(modelsOf(level)[kind], SHORT - 1)).toEqual(spec);
    }
  });

  it('has no network where it would learn too slowly', () => {
    for (const kind of KIND_NAMES) {
      const { cell } = chosenFor(modelsOf(level)[kind], NETWORKS - 1);
      expect(cell).toBe('none');
      expect(chosenFor(modelsOf(level)[kind], NETWORKS).cell).toBe(
        parseSpec(levelSpec(level, kind)).cell,
      );
    }
  });

  it('is level 7 at most where more cells would learn too slowly', () => {
    const lower = Math.min(level, 7) as typeof level;
    for (const kind of KIND_NAMES)
      for (const length of [NETWORKS, LONG - 1])
        expect(chosenFor(modelsOf(level)[kind], length)).toEqual(
          chosenFor(modelsOf(lower)[kind], length),
        );
    for (const kind of KIND_NAMES)
      expect(chosenFor(modelsOf(level)[kind], 1 << 25)).toEqual(parseSpec(levelSpec(level, kind)));
  });

  it('has bounds that ascend', () => {
    for (const kind of KIND_NAMES) {
      const bounds = modelsOf(level)[kind].shorter.map(({ below }) => below);
      expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
    }
  });

  it.each([
    ['text', SHORT, level < 5 ? 'text' : 'english'],
    ['text', (1 << 22) - 1, level < 5 ? 'text' : 'english'],
    ['text', 1 << 22, level < 5 ? 'none' : 'english'],
    ['text', 1 << 24, 'none'],
    ['structured', SHORT, 'all'],
    ['structured', 1 << 18, 'none'],
    ['binary', SHORT, 'none'],
  ] as const)('%s of %i bytes learns %s first', (kind, length, prior) => {
    expect(chosenFor(modelsOf(level)[kind], length).prior).toBe(prior);
  });

  it('lists every model that a stream may get', () => {
    const choices = Object.values(modelsOf(level));
    for (const length of [1, SHORT, NETWORKS, 1 << 20, 1 << 24]) {
      const models = modelsUpTo(choices, length);
      for (const choice of choices) {
        const spec = chosenFor(choice, length);
        expect(models).toContainEqual({ spec, length });
      }
    }
  });
});
