/** Any valid spec, made from the table alone. */

import fc from 'fast-check';
import { MIX_FIELDS, SPEC_FIELDS, type SpecField, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec } from '#dist/model/model-spec.js';

function anyValue(field: SpecField): fc.Arbitrary<string | number> {
  if (field.kind === 'choice') return fc.constantFrom(...field.values);
  if (field.kind === 'set') return fc.subarray([...field.members]).map((some) => some.join('+'));
  const { min, max, step, decimals } = field;
  return fc
    .integer({ min: min / step, max: max / step })
    .map((steps) => (steps * step) / 10 ** decimals);
}

const without = (fields: Readonly<Record<string, unknown>>, names: object) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in names)));

/** Each field is as likely at its default as anywhere else. Experts are of bytes or, less often, of symbols. */
export const anySpec: fc.Arbitrary<ModelSpec> = fc
  .record(
    Object.fromEntries(Object.entries(SPEC_FIELDS).map(([name, field]) => [name, anyValue(field)])),
    { requiredKeys: [] },
  )
  .chain((fields) =>
    fc.constantFrom(
      { orders: '1', ...without(fields, SYMBOL_FIELDS) },
      { orders: '1', ...without(fields, SYMBOL_FIELDS) },
      { symbolOrders: '1', ...without(fields, MIX_FIELDS) },
    ),
  )
  // Experts have one lane, and something must predict.
  .map((fields) => makeSpec({ ...fields, lanes: 1, ...needed(fields) } as Partial<ModelSpec>));

const needed = ({ orders, symbolOrders }: { orders?: string; symbolOrders?: string }) =>
  symbolOrders === undefined ? { orders: orders || '1' } : { symbolOrders: symbolOrders || '1' };
