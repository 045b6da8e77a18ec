import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { KIND_NAMES, KINDS } from '#dist/kinds/kinds.js';
import { levelSpec } from '#dist/kinds/levels.js';
import { SPEC_FIELDS } from '#dist/model/fields.js';
import { decodeSpec, encodeSpec, formatSpec, makeSpec, parseSpec } from '#dist/model/model-spec.js';
import { PRESETS } from '#dist/model/presets.js';
import { codeOf } from '../support/failure.js';
import { anySpec } from '../support/specs.js';

const defaults = makeSpec();
const horizon = defaults.horizon + 1;
const UNKNOWN_ID = 1 + Math.max(...Object.values(SPEC_FIELDS).map(({ id }) => id));

const varints = (...values: number[]) => {
  const sink = new ByteSink();
  for (const value of values) sink.varint(value);
  return sink.take();
};

describe('the byte form', () => {
  it('comes back', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(decodeSpec(encodeSpec(spec))).toEqual(spec);
      }),
    );
  });

  it('stores what differs from the defaults', () => {
    expect([...encodeSpec(defaults)]).toEqual([0]);
    expect([...encodeSpec({ ...defaults, horizon })]).toEqual([1, 1, 4, horizon]);
    const width = defaults.width + 8;
    const { cell } = parseSpec('gru');
    const gru = [1, 3, 1, 1, 2, width, 4, horizon];
    expect([...encodeSpec({ ...defaults, cell, width, horizon })]).toEqual(gru);
  });

  it('names a preset by its number, and stores what differs from it', () => {
    for (const [number, spec] of PRESETS.map(parseSpec).entries()) {
      expect([...encodeSpec(spec)]).toEqual([...varints(2 * number)]);
      const changed = makeSpec({ ...spec, prior: spec.prior === 'text' ? 'none' : 'text' });
      expect(encodeSpec(changed).length).toBeLessThanOrEqual(5);
      expect(decodeSpec(encodeSpec(changed))).toEqual(changed);
    }
    expect(parseSpec(PRESETS[0] ?? '')).toEqual(defaults);
  });

  it('writes presets as they are listed', () => {
    for (const text of PRESETS) expect(formatSpec(parseSpec(text))).toBe(text);
  });

  it('has a preset for what is short, where a byte counts', () => {
    for (const { short } of Object.values(KINDS))
      if (short) expect(encodeSpec(makeSpec({ cell: 'none', ...short })).length).toBe(1);
  });

  it('has a preset, or nearly, for every level and kind of data', () => {
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const)
      for (const kind of KIND_NAMES)
        expect(encodeSpec(parseSpec(levelSpec(level, kind))).length).toBeLessThanOrEqual(10);
  });

  it('has one encoding: whatever is read is what would be written', () => {
    const mutated = fc
      .tuple(anySpec, fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([spec, at, value]) => {
        const bytes = encodeSpec(spec);
        bytes[at % bytes.length] = value;
        return bytes;
      });
    fc.assert(
      fc.property(mutated, (bytes) => {
        const code = codeOf(() => expect(encodeSpec(decodeSpec(bytes))).toEqual(bytes));
        expect(['nothing', 'CORRUPT', 'TRUNCATED', 'UNSUPPORTED_SPEC']).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('is TRUNCATED when cut', () => {
    const bytes = encodeSpec({ ...defaults, width: 1024, horizon });
    for (let length = 0; length < bytes.length; length++)
      expect(codeOf(() => decodeSpec(bytes.subarray(0, length)))).toBe('TRUNCATED');
  });

  it.each([
    ['an unknown field', varints(1, 1, UNKNOWN_ID, 0), 'UNSUPPORTED_SPEC'],
    ['an unknown choice', varints(1, 1, SPEC_FIELDS.cell.id, 4), 'UNSUPPORTED_SPEC'],
    ['a value out of range', varints(1, 1, SPEC_FIELDS.width.id, 1 << 20), 'UNSUPPORTED_SPEC'],
    ['a value off its step', varints(1, 1, SPEC_FIELDS.width.id, 9), 'UNSUPPORTED_SPEC'],
    ['more fields than there can be', varints(1, 65), 'UNSUPPORTED_SPEC'],
    ['a field twice', varints(1, 2, 4, horizon, 4, horizon), 'CORRUPT'],
    ['fields out of order', varints(1, 2, 4, horizon, 2, 64), 'CORRUPT'],
    ['a default', varints(1, 1, 4, defaults.horizon), 'CORRUPT'],
    ['bytes after the end', varints(0, 0), 'CORRUPT'],
    ['field number 0', varints(1, 1, 0, 0), 'CORRUPT'],
    ['a count of fields that is 0', varints(1, 0), 'CORRUPT'],
    ['a field without effect', varints(3, 1, SPEC_FIELDS.width.id, 8), 'CORRUPT'],
    ['an unknown preset', varints(2 * PRESETS.length), 'UNSUPPORTED_SPEC'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => decodeSpec(bytes))).toBe(code);
  });
});
