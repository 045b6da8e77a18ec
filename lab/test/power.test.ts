/** Powers without Math.pow. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { power } from '../src/random/power.js';
import { digest } from './support/sources.js';

it('is x^y to 13 digits', () => {
  const base = fc.double({ min: 1e-38, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(base, fc.double({ min: -8, max: 8, noNaN: true }), (x, y) => {
      expect(Math.abs(power(x, y) / x ** y - 1)).toBeLessThan(1e-13);
    }),
    { seed: 1, numRuns: 5000 },
  );
});

it('is exact where it can be', () => {
  expect([power(0.25, 0.5), power(2, 10), power(7, 0), power(1, 1000)]).toEqual([0.5, 1024, 1, 1]);
  expect(power(0.5, 1e6)).toBe(0);
});

it('gives the same bits on every machine', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => power((i + 1) / 1000, 1 + i / 300));
  expect(digest(new Uint8Array(values.buffer))).toBe('a917ea71e77e81ea');
});
