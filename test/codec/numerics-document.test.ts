/** NUMERICS.md has a row for each member of each set field, in the order of the fields' table, and whole tables of bytes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NUMERIC_VERSION } from '#dist/archive/format.js';
import { MIX_FIELDS, type SpecField, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { CONTEXT_MODELS } from '../reference/context-models.js';
import { blockOf, tableOf } from '../reference/document.js';

const TEXT = readFileSync(new URL('../../NUMERICS.md', import.meta.url), 'utf8');

const firstCells = (heading: string, head: string) =>
  tableOf(heading, head).map(([cell = '']) => cell);

it('is that of the numeric version', () => {
  expect(TEXT).toContain(`\nNumeric version ${NUMERIC_VERSION}.`);
});

describe('the members of', () => {
  const models = CONTEXT_MODELS.filter((name) => name !== 'orders');

  it.each([
    ...models.map((name) => [name, name] as const),
    ['select', '21. Mixers'] as const,
    ['finalSelect', '21. Mixers'] as const,
    ['apm', '22. The final probability'] as const,
  ])('%s', (field, heading) => {
    expect(firstCells(heading, 'member')).toEqual(MIX_FIELDS[field].members);
  });

  it('symbolGaps', () => {
    const members = firstCells('Contexts of symbols', 'member');
    expect(members).toEqual(SYMBOL_FIELDS.symbolGaps.members);
  });
});

it('the salts of context models', () => {
  const salts = tableOf('17. Context models', 'model').map(([model = '', salt]) => [
    /`(\w+)`/.exec(model)?.[1],
    Number(salt),
  ]);
  const fields = Object.entries<SpecField>(MIX_FIELDS).flatMap(([name, field]) =>
    field.kind === 'set' && field.salt !== undefined ? [[name, field.salt]] : [],
  );
  expect(salts.sort()).toEqual(fields.sort());
});

it('every opcode has a letter', () => {
  for (const label of ['First table:', 'Second table:'])
    expect(blockOf('code', label).join('')).toMatch(/^[.bwdmnqPE]{256}$/);
});

it('every byte has one class', () => {
  const named = tableOf('Text state', 'class').slice(0, -1);
  const bytes = named.flatMap(([, ranges = '']) =>
    ranges.split(' ').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map((byte) => Number.parseInt(byte, 16));
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    }),
  );
  expect(new Set(bytes).size).toBe(bytes.length);
  expect(firstCells('Text state', 'class').map(Number)).toEqual([...Array(16).keys()]);
});
