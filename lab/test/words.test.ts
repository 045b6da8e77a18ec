/** Words and figures of conclusions. */
import { expect, it } from 'vitest';
import type { Row } from '../src/experiment/experiment.js';
import { means, percentText } from '../src/experiment/words.js';

function row(p: number, draw: number, bits: number): Row<{ p: number; draw: number }> {
  return {
    name: `${p}-${draw}`,
    parameters: { p, draw },
    kind: 'validation',
    bits,
    note: undefined,
    theory: undefined,
    symbols: 1,
    seconds: 1,
    figures: {},
    stopped: undefined,
    curve: [],
  };
}

it('means of the rows of each value, in the order of the values', () => {
  const rows = [row(0.5, 0, 1), row(0.1, 0, 0.25), row(0.5, 1, 0.5), row(0.1, 1, 0.75)];
  expect(means(rows, 'p').map(({ parameters, bits }) => [parameters.p, bits])).toEqual([
    [0.5, 0.75],
    [0.1, 0.5],
  ]);
  expect(means([], 'p')).toEqual([]);
});

it('percent with two significant digits', () => {
  expect([0.0046, 0.01, 0.12345, -0.005, 1.5].map(percentText)).toEqual([
    '0.46 %',
    '1 %',
    '12 %',
    '-0.5 %',
    '150 %',
  ]);
});
