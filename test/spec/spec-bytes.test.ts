import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { SPEC_FIELDS } from '#dist/spec/fields.js';
import { decodeSpec, encodeSpec, makeSpec, parseSpec } from '#dist/spec/model-spec.js';
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
    expect([...encodeSpec({ ...defaults, horizon })]).toEqual([1, 4, horizon]);
    const width = defaults.width + 8;
    const { cell } = parseSpec('gru');
    const gru = [3, 1, 1, 2, width, 4, horizon];
    expect([...encodeSpec({ ...defaults, cell, width, horizon })]).toEqual(gru);
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
    ['an unknown field', varints(1, UNKNOWN_ID, 0), 'UNSUPPORTED_SPEC'],
    ['an unknown choice', varints(1, SPEC_FIELDS.cell.id, 3), 'UNSUPPORTED_SPEC'],
    ['a value out of range', varints(1, SPEC_FIELDS.width.id, 1 << 20), 'UNSUPPORTED_SPEC'],
    ['a value off its step', varints(1, SPEC_FIELDS.width.id, 9), 'UNSUPPORTED_SPEC'],
    ['more fields than there can be', varints(65), 'UNSUPPORTED_SPEC'],
    ['a field twice', varints(2, 4, horizon, 4, horizon), 'CORRUPT'],
    ['fields out of order', varints(2, 4, horizon, 2, 64), 'CORRUPT'],
    ['a default', varints(1, 4, defaults.horizon), 'CORRUPT'],
    ['bytes after the end', varints(0, 0), 'CORRUPT'],
    ['field number 0', varints(1, 0, 0), 'CORRUPT'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => decodeSpec(bytes))).toBe(code);
  });
});
