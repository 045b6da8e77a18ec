import { afterEach, describe, expect, it, vi } from 'vitest';
import { SLICE_MS, Slices } from '#dist/engine/slices.js';

afterEach(() => vi.restoreAllMocks());

/** Milliseconds that each of `count` slices takes, and symbols it has, when a symbol takes `cost` ms. */
function simulate(cost: number, count: number) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const slices = new Slices();
  return Array.from({ length: count }, () => {
    const symbols = slices.next();
    now += symbols * cost;
    slices.lap();
    return { symbols, ms: symbols * cost };
  });
}

describe('Slices', () => {
  it.each([1e-4, 1e-3, 0.02, 1])('reach about 20 ms when a symbol takes %f ms', (cost) => {
    const taken = simulate(cost, 20);
    expect(SLICE_MS).toBe(20);
    for (const { ms } of taken) expect(ms).toBeLessThanOrEqual(25);
    expect(taken.at(-1)?.ms).toBeGreaterThan(15);
  });

  it('are one symbol long where even that takes too long', () => {
    expect(simulate(70, 5).at(-1)?.symbols).toBe(1);
  });

  it('stay finite where the clock stands still', () => {
    const last = simulate(0, 100).at(-1)?.symbols ?? 0;
    expect(last).toBe(2 ** 30);
  });
});
