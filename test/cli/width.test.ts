/** The width of a text in terminal columns. */
import { expect, it } from 'vitest';
import { columnsOf, truncateStart } from '#dist/cli/report/width.js';

it.each([
  ['', 0],
  ['a-z', 3],
  ['naïve', 5],
  ['nai\u0308ve', 5], // the same with a combining mark
  ['日本語', 6],
  ['한국어', 6],
  ['ﾊﾝｶｸ', 4], // half-width
  ['ＦＵＬＬ', 8],
  ['🦊', 2],
  ['❤', 1],
  ['❤\ufe0f', 2],
  ['👍🏽', 4], // terminals that compose it use 2
  ['𠀀', 2], // beyond U+FFFF
  ['αβγ', 3],
])('%s takes %d columns', (text, columns) => expect(columnsOf(text)).toBe(columns));

it('leaves a text that fits', () => expect(truncateStart('日本語: 1 %', 11)).toBe('日本語: 1 %'));

it.each([
  ['name: 50 %', 9, '...: 50 %'],
  ['日本語: 50 %', 11, '...語: 50 %'],
  ['日本語: 50 %', 10, '...: 50 %'], // half of a character does not fit
  ['ae\u0308: 50 %', 10, 'ae\u0308: 50 %'],
  ['xyze\u0308: 50 %', 9, '...: 50 %'], // no mark over the dots
  ['🦊🦊🦊🦊: 50 %', 12, '...🦊: 50 %'],
])('cuts %s to %d columns', (text, columns, cut) => {
  expect(truncateStart(text, columns)).toBe(cut);
  expect(columnsOf(cut)).toBeLessThanOrEqual(columns);
});
