import { describe, expect, it } from 'vitest';
import { Chance } from '../src/random/chance.js';
import { Choices } from '../src/random/choices.js';
import { distribution } from '../src/random/distribution.js';
import { Random } from '../src/random/random.js';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('Random', () => {
  it('is xoshiro128**, as published test data has it', () => {
    const random = Random.fromState(0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0);
    expect(take(4, () => random.next32())).toEqual([
      0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70,
    ]);
  });

  it('sets its state by SplitMix64', () => {
    // SplitMix64's first outputs for seed 1234567 are published: 6457827717110365317 and 3203168211198807973.
    const [a, b] = [6457827717110365317n, 3203168211198807973n];
    const low = (value: bigint) => Number(value & 0xffffffffn);
    const high = (value: bigint) => Number(value >> 32n);
    const expected = Random.fromState(low(a), high(a), low(b), high(b));
    const random = new Random(1234567);
    expect(take(10, () => random.next32())).toEqual(take(10, () => expected.next32()));
  });

  it('joins two outputs to 53 bits, the first one highest', () => {
    const [one, two] = [new Random(3), new Random(3)];
    const high = BigInt(two.next32() >>> 11);
    expect(BigInt(one.next53())).toBe((high << 32n) | BigInt(two.next32()));
  });

  it('draws below a number that divides nothing, each value as often', () => {
    const random = new Random(4);
    const counts = new Array(3).fill(0);
    for (let i = 0; i < 30_000; i++) counts[random.below(3)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});

describe('distribution', () => {
  it('adds up to exactly 1', () => {
    const row = distribution([1 / 3, 1 / 3, 0.333333], 'p');
    expect(row.reduce((a, b) => a + b)).toBe(1);
    expect(row[2]).toBeCloseTo(0.333333, 12);
  });

  it.each([[[0.5, 0.6]], [[1.5, -0.5]], [[Number.NaN, 1]], [[]]])('refuses %j', (row) => {
    expect(() => distribution(row, 'p')).toThrow(/^p: /);
  });
});

describe('choices', () => {
  it('never take what has probability 0, and always what has 1', () => {
    const random = new Random(5);
    const choices = new Choices(Float64Array.of(0, 1, 0, 0, 0.5, 0.5), [0, 3, 6]);
    for (let i = 0; i < 1000; i++) {
      expect(choices.draw(0, random)).toBe(1);
      expect(choices.draw(1, random)).toBeGreaterThan(3);
    }
    expect(new Chance(0).draw(random)).toBe(0);
    expect(new Chance(1).draw(random)).toBe(1);
  });

  it('decide by an integer threshold', () => {
    // A probability of 2^-53 is drawn only by the number 0.
    const zero = { next53: () => 0 } as Random;
    const one = { next53: () => 1 } as Random;
    expect(new Chance(2 ** -53).draw(zero)).toBe(1);
    expect(new Chance(2 ** -53).draw(one)).toBe(0);
  });
});
