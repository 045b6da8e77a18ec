import { afterEach, describe, expect, it, vi } from 'vitest';
import { SLICE_MS, Slices } from '#dist/codec/slices.js';

afterEach(() => vi.restoreAllMocks());

/** Durations in ms and units of `count` slices, when a unit takes `cost(slice)` ms. */
function simulate(cost: (slice: number) => number, count: number) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const slices = new Slices();
  return Array.from({ length: count }, (_, i) => {
    const units = slices.next();
    const ms = units * cost(i);
    now += ms;
    slices.lap(units);
    return { units, ms };
  });
}

describe('Slices', () => {
  it.each([1e-7, 1e-6, 1e-5])('approach SLICE_MS when a unit takes %f ms', (cost) => {
    const taken = simulate(() => cost, 30);
    for (const { ms } of taken) expect(ms).toBeLessThan(SLICE_MS + 0.01);
    expect(taken.at(-1)?.ms).toBeGreaterThan(0.9 * SLICE_MS);
  });

  it('stay below 50 ms when work becomes four times slower, and then grow slowly', () => {
    const taken = simulate((slice) => (slice % 10 < 5 ? 1e-7 : 4e-7), 100);
    for (const { ms } of taken) expect(ms).toBeLessThan(50);
  });

  it('have one unit when even that takes too long', () => {
    expect(simulate(() => 70, 5).at(-1)?.units).toBe(1);
  });

  it('stay finite when the clock stands still, and when no work was done', () => {
    expect(simulate(() => 0, 100).at(-1)?.units).toBe(2 ** 28);
    const slices = new Slices();
    slices.next();
    slices.lap(0);
    expect(slices.next()).toBeGreaterThanOrEqual(1);
  });
});
