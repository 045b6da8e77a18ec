/** Any valid spec, made from the table alone. */

import fc from 'fast-check';
import { SPEC_FIELDS, type SpecField } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec } from '#dist/model/model-spec.js';

function anyValue(field: SpecField): fc.Arbitrary<string | number> {
  if (field.kind === 'choice') return fc.constantFrom(...field.values);
  if (field.kind === 'set') return fc.subarray([...field.members]).map((some) => some.join('+'));
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
  // Experts know one lane, and something must predict.
  .map((fields) => ({ orders: '1', ...fields, lanes: 1 }))
  .map((fields) => makeSpec({ ...fields, orders: fields.orders || '1' } as Partial<ModelSpec>));
