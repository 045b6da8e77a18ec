/** Any experts of symbols together: every block is decoded, by the codec and by the reference. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SpecField, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec, SYMBOL_EXPERTS } from '#dist/model/model-spec.js';
import { asBytes, symbolsOf } from './support/bases.js';
import { ALL_SYMBOL_EXPERTS, expectSymbols } from './support/symbol-trip.js';

it('every set of the fields of symbols is of experts', () => {
  const fields: readonly (readonly [string, SpecField])[] = Object.entries(SYMBOL_FIELDS);
  const sets = fields.filter(([, { kind }]) => kind === 'set').map(([name]) => name);
  expect([...SYMBOL_EXPERTS].sort()).toEqual(sets.sort());
});

const anySubset = (members: readonly string[]) =>
  fc
    .subarray([...members], { maxLength: Math.min(4, members.length) })
    .map((some) => some.join('+'));

const anyMix = fc
  .record({
    ...(Object.fromEntries(
      SYMBOL_EXPERTS.map((name) => [name, anySubset(SYMBOL_FIELDS[name].members)]),
    ) as Record<(typeof SYMBOL_EXPERTS)[number], fc.Arbitrary<string>>),
    strands: fc.constantFrom(...SYMBOL_FIELDS.strands.values),
    symbolTables: fc.integer({ min: 10, max: 14 }),
    hidden: fc.constantFrom(0, 4, 20),
    cell: fc.constantFrom('none', 'none', 'none', 'rnn' as const),
  })
  .filter((mix) => SYMBOL_EXPERTS.some((name) => mix[name] !== ''))
  .map((mix) => makeSpec({ ...mix, width: 8 } as Partial<ModelSpec>));

describe('together', () => {
  it('any, on two to four values, with and without a dictionary', () => {
    const input = fc.record({
      count: fc.integer({ min: 2, max: 4 }),
      length: fc.integer({ min: 60, max: 1200 }),
      seed: fc.nat(1000),
      primed: fc.constantFrom(0, 300),
    });
    fc.assert(
      fc.property(anyMix, input, (spec, { count, length, seed, primed }) => {
        const bytes = asBytes(symbolsOf(length + primed, count, seed));
        expectSymbols(spec, bytes.slice(primed), bytes.slice(0, primed));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it.each(SYMBOL_FIELDS.strands.values)('all of them, strands=%s', (strands) => {
    const spec = makeSpec({
      cell: 'gru',
      width: 8,
      lag: 1,
      horizon: 7,
      strands,
      hidden: 32,
      ...ALL_SYMBOL_EXPERTS,
    });
    const coded = expectSymbols(spec, asBytes(symbolsOf(8000)));
    // Without repeats 2 bits a symbol would be 2000 bytes.
    expect(coded.length).toBeLessThan(1200);
  });

  it('in tables so small that contexts and places replace each other', () => {
    const spec = makeSpec({
      cell: 'none',
      strands: 'both',
      symbolTables: 10,
      hidden: 4,
      symbolOrders: '13+16+24',
      repeats: '11+16',
    });
    expectSymbols(spec, asBytes(symbolsOf(12_000, 4, 9)));
  });
});
