import { describe, expect, it } from 'vitest';
import { speeds } from '../../bench/training/measure.js';
import { entropyOf, trainingSymbols } from '../../bench/training/symbols.js';

const batch = (seconds: number) => ({ seconds, cpuSeconds: 2 * seconds, bits: 1 });

describe('the speed of training', () => {
  it('is that of the best five batches in a row behind the first four', () => {
    const slow = [9, 9, 9, 9, 1, 1, 1, 1, 6, 1, 1].map(batch);
    const fast = [1, 1, 1, 1, 1, 1, 1, 1, 1].map(batch);
    const wall = ({ seconds }: { seconds: number }) => seconds;
    expect(speeds([slow], wall, 100)).toEqual({ best: 50, median: 50 });
    expect(speeds([slow, fast], wall, 100)).toEqual({ best: 100, median: 50 });
  });

  it('cannot be had from eight batches', () => {
    expect(() => speeds([[1, 1, 1, 1, 1, 1, 1, 1].map(batch)], () => 1, 1)).toThrow('too few');
  });
});

describe('the symbols of training', () => {
  it.each([2, 64])('of an alphabet of %i follow one another, but for one in eight', (symbols) => {
    const rows = 3;
    const steps = 20_000;
    const bytes = trainingSymbols(rows, steps, symbols);
    let follows = 0;
    for (let i = rows; i < bytes.length; i++)
      follows += Number(bytes[i] === ((bytes[i - rows] as number) + 1) % symbols);
    expect(follows / (bytes.length - rows)).toBeCloseTo(7 / 8 + 1 / 8 / symbols, 2);
    expect(Math.max(...bytes.subarray(0, 3000))).toBe(symbols - 1);
  });

  it('have the entropy of their source', () => {
    expect(entropyOf(2)).toBeCloseTo(0.3373, 4);
    expect(entropyOf(64)).toBeCloseTo(1.2735, 4);
  });
});
