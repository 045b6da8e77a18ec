/** The plan's words: the codec takes every value that the table of fields allows, and refuses every other one. */
import { describe, expect, it } from 'vitest';
import { firstValues } from '#dist/archive/alphabet.js';
import type { Plan } from '#dist/codec/codec.js';
import { encodePlan } from '#dist/codec/measure.js';
import { SPEC_FIELDS, type SpecField, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { makeSpec, parseSpec, SYMBOL_EXPERTS } from '#dist/model/model-spec.js';
import { newCodec } from './support/blocks.js';

const FIELDS = Object.entries<SpecField>(SPEC_FIELDS).filter(([, { host }]) => !host);
const NETWORK = encodePlan(makeSpec(), 100);
const MIX = encodePlan(parseSpec('mix(orders=1+2)+rnn(8)'), 100);
const SYMBOLS = encodePlan(parseSpec('mix(symbolOrders=1+2)+rnn(8)'), 100);

const codec = newCodec();

function measured(plan: Plan, changes: Readonly<Record<number, number>>): number {
  const words = plan.words.slice();
  for (const [index, value] of Object.entries(changes)) words[Number(index)] = value;
  return codec.measure({ ...plan, words });
}

/** The smallest and the largest word that a field may have, and the step from one to the next. */
function rangeOf(field: SpecField): readonly [min: number, max: number, step: number] {
  if (field.kind === 'choice') return [0, field.values.length - 1, 1];
  if (field.kind === 'set') return [0, 2 ** field.members.length - 1, 1];
  return [field.min, field.max, field.step];
}

const indexOf = (name: string) => FIELDS.findIndex(([field]) => field === name);

describe('a word of the spec', () => {
  it('is there for every field', () => {
    expect(NETWORK.words).toHaveLength(FIELDS.length);
  });

  it.each(FIELDS)('%s: the codec refuses what is out of range', (name, field) => {
    const [min, max, step] = rangeOf(field);
    const outside = [min - step, max + step, -(2 ** 31)];
    if (step > 1) outside.push(min + 1, max - 1);
    // A number that does not fit the word is not sent by any host.
    for (const value of outside.filter((value) => Math.abs(value) <= 2 ** 31))
      for (const plan of [NETWORK, MIX, SYMBOLS])
        expect(measured(plan, { [indexOf(name)]: value }), String(value)).toBeLessThan(0);
  });

  it.each(FIELDS.filter(([name]) => name !== 'cell'))(
    '%s: takes the least and most',
    (name, field) => {
      const [min, max] = rangeOf(field);
      const plan = name === 'lanes' ? NETWORK : name in SYMBOL_FIELDS ? SYMBOLS : MIX;
      for (const value of [min, max])
        expect(measured(plan, { [indexOf(name)]: value }), String(value)).toBeGreaterThan(0);
    },
  );
});

describe('a plan', () => {
  const none = { [indexOf('cell')]: rangeOf(SPEC_FIELDS.cell)[1] };

  it('needs a network or an expert', () => {
    for (const plan of [MIX, SYMBOLS]) expect(measured(plan, none)).toBeGreaterThan(0);
    expect(measured(NETWORK, none)).toBeLessThan(0);
  });

  it('has one lane beside experts', () => {
    expect(measured(NETWORK, { [indexOf('lanes')]: 2 })).toBeGreaterThan(0);
    for (const plan of [MIX, SYMBOLS])
      expect(measured(plan, { [indexOf('lanes')]: 2 })).toBeLessThan(0);
  });

  it.each(SYMBOL_EXPERTS)('has experts of bytes or %s, not both', (name) => {
    expect(measured(SYMBOLS, { [indexOf(name)]: 1 })).toBeGreaterThan(0);
    expect(measured({ ...MIX, alphabet: SYMBOLS.alphabet }, {})).toBeGreaterThan(0);
    expect(measured({ ...MIX, alphabet: SYMBOLS.alphabet }, { [indexOf(name)]: 1 })).toBeLessThan(
      0,
    );
  });

  it.each(SYMBOL_EXPERTS)('has four values at most with %s', (name) => {
    const only = { [indexOf('symbolOrders')]: 0, [indexOf(name)]: 1 };
    const withValues = (count: number) => ({ ...SYMBOLS, alphabet: firstValues(count) });
    for (const count of [2, 3, 4])
      expect(measured(withValues(count), only), `${count}`).toBeGreaterThan(0);
    for (const count of [1, 5, 6, 255, 256])
      expect(measured(withValues(count), only), `${count}`).toBeLessThan(0);
  });

  it('has bytes, two values at least, and no more bytes for the experts alone than it has to learn', () => {
    expect(codec.measure({ ...MIX, length: 0 })).toBeLessThan(0);
    expect(
      codec.measure({ ...MIX, alphabet: Uint8Array.of(1, ...new Array(31).fill(0)) }),
    ).toBeLessThan(0);
    const dictionary = new Uint8Array(10);
    expect(codec.measure({ ...MIX, dictionary, expertsOnly: 10 })).toBeGreaterThan(0);
    expect(codec.measure({ ...MIX, dictionary, expertsOnly: 11 })).toBeLessThan(0);
  });
});

it('salts keep the contexts of different fields apart', () => {
  const salts = FIELDS.flatMap(([, field]) =>
    field.kind === 'set' && field.salt !== undefined
      ? [{ salt: field.salt, size: field.members.length }]
      : [],
  );
  expect(salts.length).toBeGreaterThan(0);
  expect(new Set(salts.map(({ salt }) => salt)).size).toBe(salts.length);
  for (const { salt, size } of salts) {
    expect(salt % 256).toBe(0);
    expect(size).toBeLessThanOrEqual(256);
  }
});
