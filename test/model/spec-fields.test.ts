import { describe, expect, it } from 'vitest';
import { SPEC_FIELDS, type SpecField } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec, specWords } from '#dist/model/model-spec.js';
import { codeOf } from '../support/failure.js';

const FIELDS: readonly (readonly [string, SpecField])[] = Object.entries(SPEC_FIELDS);

describe('the table of fields', () => {
  it('gives each field an id of its own', () => {
    const ids = FIELDS.map(([, { id }]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.min(...ids)).toBeGreaterThan(0);
  });

  it.each(FIELDS)('%s fits a plan word and a printed number', (_, field) => {
    if (field.kind === 'choice') return expect(field.values).toContain(field.initial);
    if (field.kind === 'set') return expect(new Set(field.members).size).toBeLessThanOrEqual(31);
    expect(field.min).toBeGreaterThanOrEqual(0);
    expect(field.max).toBeLessThan(2 ** 31);
    expect(field.min % field.step).toBe(0);
    expect(field.max % field.step).toBe(0);
  });
});

describe('makeSpec', () => {
  it('fills in the defaults', () => {
    expect(makeSpec()).toEqual(
      Object.fromEntries(FIELDS.map(([name, { initial }]) => [name, initial])),
    );
    expect(makeSpec({ width: 64 }).width).toBe(64);
  });

  it.each(FIELDS)('keeps %s within its range', (name, field) => {
    const wrong: unknown[] =
      field.kind !== 'number'
        ? ['x', 0, '+']
        : [
            (field.max + field.step) / 10 ** field.decimals,
            (field.min - field.step) / 10 ** field.decimals,
            (field.min + 0.5) / 10 ** field.decimals,
            Number.NaN,
            Number.POSITIVE_INFINITY,
            '1',
          ];
    for (const value of wrong) {
      expect(() => makeSpec({ [name]: value } as Partial<ModelSpec>)).toThrow(`model: ${name} is `);
    }
  });

  it('refuses any other field', () => {
    const spec = { depth: 3 } as Partial<ModelSpec>;
    expect(codeOf(() => makeSpec(spec))).toBe('INVALID_SPEC');
    expect(() => makeSpec(spec)).toThrow("no field 'depth'; fields: cell, width");
  });
});

function initialWord(field: SpecField): number {
  if (field.kind === 'set') return 0;
  if (field.kind === 'choice') return field.values.indexOf(field.initial);
  return Math.round(field.initial * 10 ** field.decimals);
}

describe('specWords', () => {
  it('gives one integer a field of the codec, in the order of the table', () => {
    const words = specWords(makeSpec());
    const known = FIELDS.filter(([, { host }]) => !host);
    expect(words).toHaveLength(known.length);
    for (const [index, [, field]] of known.entries()) {
      expect(words[index]).toBe(initialWord(field));
    }
  });

  it('refuses a spec that was not made by makeSpec', () => {
    expect(codeOf(() => specWords({ ...makeSpec(), width: 7 }))).toBe('INVALID_SPEC');
    expect(codeOf(() => specWords({} as ModelSpec))).toBe('INVALID_SPEC');
  });
});
