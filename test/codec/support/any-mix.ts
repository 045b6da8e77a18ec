/** Any mix of few members, and an input in which all of them find something. */
import fc from 'fast-check';
import { MIX_FIELDS } from '#dist/model/fields.js';
import { EXPERTS, type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { inputOf } from '../../support/inputs.js';

const KINDS = ['structured', 'text', 'executable', 'binary'] as const;

/** Records, long enough for their layout to be detected, then 700 bytes of every kind. */
export const ANY_MIX_INPUT: Uint8Array = new Uint8Array(
  Buffer.concat([
    inputOf('records', 3000).subarray(700, 2900),
    ...KINDS.map((kind) => inputOf(kind, 150)),
    inputOf('records', 3000).subarray(2900),
  ]),
);

const anySubset = (members: readonly string[]) =>
  fc
    .subarray([...members], { maxLength: Math.min(6, members.length) })
    .map((some) => some.join('+'));

/** Mixes with up to six members of each set. */
export const anyMix: fc.Arbitrary<ModelSpec> = fc
  .record({
    ...Object.fromEntries(
      [...EXPERTS, 'select' as const, 'apm' as const, 'finalSelect' as const].map((name) => [
        name,
        anySubset(MIX_FIELDS[name].members),
      ]),
    ),
    tables: fc.integer({ min: 10, max: 14 }),
    limit: fc.integer({ min: 1, max: 511 }),
    mixRate: fc.nat(50_000).map((n) => n / 1e6),
    byteMatch: fc.constantFrom(0, 1, 5, 12),
    cell: fc.constantFrom('none', 'none', 'none', 'rnn'),
  })
  .map((mix) => makeSpec({ orders: '2', width: 8, ...mix } as Partial<ModelSpec>));
