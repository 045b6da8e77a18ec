/** The generator of initial weights: integers, pinned. */
import { describe, expect, it } from 'vitest';
import { InitialWeights } from '../reference/random.js';
import { Probe } from './support/probe.js';

const { randomBits, randomUnit, seedRandom } = new Probe().call;

describe('the generator', () => {
  it('gives the numbers that NUMERICS.md prints', () => {
    seedRandom(0);
    const bits = Array.from({ length: 4 }, () => randomBits() >>> 0);
    expect(bits).toEqual([1_361_921_809, 3_224_134_966, 3_722_112_275, 2_405_525_711]);
  });

  it.each([0, 1, 2, 65_535])('is xorshift32 from seed %i', (seed) => {
    const reference = new InitialWeights(seed);
    seedRandom(seed);
    for (let i = 0; i < 100; i++) expect(randomBits() >>> 0).toBe(reference.bits());
    for (let i = 0; i < 100; i++) expect(randomUnit()).toBe(reference.unit());
  });

  it('is uniform in [-1, 1)', () => {
    seedRandom(7);
    const drawn = Array.from({ length: 100_000 }, () => randomUnit());
    expect(drawn.every((x) => x >= -1 && x < 1)).toBe(true);
    const moment = (power: number) => drawn.reduce((sum, x) => sum + x ** power, 0) / drawn.length;
    // Five standard deviations of each mean.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / 3 / drawn.length));
    expect(Math.abs(moment(2) - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / drawn.length));
  });
});
