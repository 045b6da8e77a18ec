/** Any valid spec, made from the table alone. */

import fc from 'fast-check';
import { SPEC_FIELDS, type SpecField } from '#dist/spec/fields.js';
import { type ModelSpec, makeSpec } from '#dist/spec/model-spec.js';

function anyValue(field: SpecField): fc.Arbitrary<string | number> {
  if (field.kind === 'choice') return fc.constantFrom(...field.values);
  const { min, max, step, decimals } = field;
  return fc
    .integer({ min: min / step, max: max / step })
    .map((steps) => (steps * step) / 10 ** decimals);
}

/** Each field is as likely at its default as anywhere else. */
export const anySpec: fc.Arbitrary<ModelSpec> = fc
  .record(
    Object.fromEntries(Object.entries(SPEC_FIELDS).map(([name, field]) => [name, anyValue(field)])),
    { requiredKeys: [] },
  )
  .map((fields) => makeSpec(fields as Partial<ModelSpec>));
