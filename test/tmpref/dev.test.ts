import { describe, expect, it } from 'vitest';
import { MIX_FIELDS } from '#dist/model/fields.js';
import { EXPERTS, makeSpec } from '#dist/model/model-spec.js';
import { decodeMixedBlock } from '../reference/mixed-block.js';
import { Random } from '../support/random.js';
import { alice, encodeBlock, valuesOf } from '../codec/support/blocks.js';

const bytes = (length: number, of: (i: number) => number) =>
  Uint8Array.from({ length }, (_, i) => of(i));
const random = new Random(11);
const MARKUP = Array.from(
  { length: 14 },
  (_, i) =>
    `<item id="${i * 37}"><a>{"x": [${i}, ${i % 3}.5], 'y': (z)}</a></item>\n\t\tif (a) b;\n`,
).join('');
const EVERYTHING = Uint8Array.of(
  ...alice(600),
  ...Buffer.from(MARKUP).subarray(0, 800),
  ...bytes(1200, (i) => (i % 12 === 0 ? i / 12 : i % 12 < 6 ? (i % 12) * 9 : (i * i) >> 11)),
  ...bytes(1400, (i) => (Math.round(9000 * Math.sin((i >> 1) / 9)) >> (8 * (i & 1))) & 255),
  ...random.bytes(96),
);
const firstDiff = (a: Uint8Array, b: Uint8Array) => a.findIndex((x, i) => x !== b[i]);
function check(spec: ReturnType<typeof makeSpec>, block: Uint8Array) {
  const coded = encodeBlock(spec, block);
  let decoded: Uint8Array;
  decoded = decodeMixedBlock(coded, block.length, valuesOf(block), spec);
  expect(firstDiff(decoded, block)).toBe(-1);
}
describe.each(EXPERTS)('%s', (name) => {
  it.each(MIX_FIELDS[name].members)('%s', (member) => {
    check(makeSpec({ cell: 'none', [name]: member }), EVERYTHING);
  });
});
describe.each(['select', 'finalSelect', 'apm'] as const)('%s', (name) => {
  it.each(MIX_FIELDS[name].members)('%s', (member) => {
    check(makeSpec({ cell: 'none', orders: '1+2', matches: '4', [name]: member }), EVERYTHING);
  });
});
