/** Values of options in a sweep, and their combinations. */
import { describe, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { parseAxis } from '../src/sweep/axis.js';
import { grid, randomCombinations } from '../src/sweep/combinations.js';

const axes = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([name, text]) => [name, parseAxis(text)]));

describe('the values of an option', () => {
  it.each([
    ['16', ['16']],
    ['16,32,64', ['16', '32', '64']],
    ['lstm,gru', ['lstm', 'gru']],
    ['1..4', ['1', '2', '3', '4']],
    ['8..32:8', ['8', '16', '24', '32']],
    ['8..30:8', ['8', '16', '24']],
    ['0.1..0.9:0.2', ['0.1', '0.3', '0.5', '0.7', '0.9']],
    ['log:0.001..1:4', ['0.001', '0.01', '0.1', '1']],
    ['log:16..512:6', ['16', '32', '64', '128', '256', '512']],
    ['-2..1', ['-2', '-1', '0', '1']],
    ['../a.txt,b..c', ['../a.txt', 'b..c']],
    ['a\\,b,c', ['a,b', 'c']],
    ['lstm(128x1,horizon=10),mix(a,b(c,d),e)', ['lstm(128x1,horizon=10)', 'mix(a,b(c,d),e)']],
  ])('%s', (text, values) => {
    expect(parseAxis(text).values).toEqual(values);
  });

  it.each(['0.1..0.9', 'log:1e-4..1e-2'])('%s has no steps', (text) => {
    expect(parseAxis(text).values).toBeUndefined();
  });

  it.each([
    ['1,,2', "'1,,2' has an empty value"],
    ['1,2,1', "'1,2,1' has '1' twice"],
    ['5..5', "'5..5': 5 is not below 5"],
    ['0.1..1:0', "'0.1..1:0': the step is not above 0"],
    ['log:0..1', "'log:0..1': a range with equal ratios begins above 0"],
    ['log:1..9:1', "'log:1..9:1': 1 is not a number of values, 2 or more"],
    ['1..1000000', "'1..1000000' has more than 100000 values"],
  ])('%s is refused', (text, message) => {
    expect(() => parseAxis(text)).toThrow(message);
  });

  it('of numbers are compared as such', () => {
    expect(() => parseAxis('0.001,1e-3', true)).toThrow("'0.001,1e-3' has '1e-3' twice");
    expect(parseAxis('0.001,1e-3').values).toEqual(['0.001', '1e-3']);
    expect(parseAxis('1,x,y', true).values).toEqual(['1', 'x', 'y']);
  });

  it('are drawn from the whole range', () => {
    const random = new Random(1);
    const draw = (text: string) => {
      const axis = parseAxis(text);
      return Array.from({ length: 300 }, () => Number(axis.draw(random)));
    };
    const linear = draw('0.2..0.6');
    expect(Math.min(...linear)).toBeGreaterThanOrEqual(0.2);
    expect(Math.max(...linear)).toBeLessThanOrEqual(0.6);
    expect(linear.filter((value) => value < 0.4).length).toBeGreaterThan(100);
    const log = draw('log:0.0001..1');
    expect(Math.min(...log)).toBeGreaterThanOrEqual(0.0001);
    // A half of the logarithms is below 0.01.
    expect(Math.abs(log.filter((value) => value < 0.01).length - 150)).toBeLessThan(40);
    expect(new Set(draw('1..3'))).toEqual(new Set([1, 2, 3]));
  });
});

describe('combinations', () => {
  it('of a grid: all of them, the last option first', () => {
    expect(grid(axes({ a: '1,2', b: 'x,y,z', c: '5' }))).toEqual([
      { a: '1', b: 'x', c: '5' },
      { a: '1', b: 'y', c: '5' },
      { a: '1', b: 'z', c: '5' },
      { a: '2', b: 'x', c: '5' },
      { a: '2', b: 'y', c: '5' },
      { a: '2', b: 'z', c: '5' },
    ]);
    expect(() => grid(axes({ lr: '0.1..0.2' }))).toThrow('lr: a grid needs steps');
    expect(() => grid(axes({ a: '1..1000', b: '1..1000' }))).toThrow('more than 100000 tasks');
  });

  it('drawn at random: equal on every machine, all different', () => {
    const some = axes({ width: '8..64:8', lr: 'log:0.0001..0.1', cell: 'gru,lstm' });
    const drawn = randomCombinations(some, 4, 1);
    expect(drawn).toMatchInlineSnapshot(`
      [
        {
          "cell": "lstm",
          "lr": "0.0009864",
          "width": "24",
        },
        {
          "cell": "gru",
          "lr": "0.08399",
          "width": "56",
        },
        {
          "cell": "lstm",
          "lr": "0.007563",
          "width": "48",
        },
        {
          "cell": "gru",
          "lr": "0.05489",
          "width": "56",
        },
      ]
    `);
    expect(randomCombinations(some, 4, 1)).toEqual(drawn);
    expect(randomCombinations(some, 4, 2)).not.toEqual(drawn);
    expect(randomCombinations(some, 3, 1)).toEqual(drawn.slice(0, 3));
    const six = axes({ a: '1,2', b: 'x,y,z' });
    expect(new Set(randomCombinations(six, 6, 1).map((one) => JSON.stringify(one))).size).toBe(6);
    expect(() => randomCombinations(six, 7, 1)).toThrow('only 6 different combinations');
  });
});
