/** The choice of cells, and what their outcomes are taken for. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../matrix/app/jobs.js';
import {
  allCells,
  BROWSERS,
  BUNDLINGS,
  type Cell,
  coveringCells,
  headersOf,
  POLICIES,
} from '../matrix/cells.js';
import { better, judge } from '../matrix/judge.js';

const VALUES = {
  bundling: BUNDLINGS,
  browser: BROWSERS,
  isolated: [true, false],
  policy: Object.keys(POLICIES),
} as const;

describe('the covering choice', () => {
  const cells = coveringCells();
  const names = Object.keys(VALUES) as (keyof Cell)[];
  const pairs = names.flatMap((one) =>
    names.filter((other) => one < other).map((other) => [one, other] as const),
  );

  it.each(pairs)('has every pair of %s and %s', (one, other) => {
    for (const first of VALUES[one])
      for (const second of VALUES[other]) {
        const covered = cells.some((cell) => cell[one] === first && cell[other] === second);
        expect(covered, `${first}, ${second}`).toBe(true);
      }
  });

  it('has every bundling in both browsers without a policy', () => {
    for (const bundling of BUNDLINGS)
      for (const browser of BROWSERS)
        expect(
          cells.filter(
            (cell) =>
              cell.bundling === bundling && cell.browser === browser && cell.policy === 'none',
          ),
        ).toHaveLength(1);
  });

  it('is a part of all cells', () => {
    const all = allCells().map((cell) => JSON.stringify(cell));
    expect(new Set(all).size).toBe(all.length);
    for (const { bundling, browser, isolated, policy } of cells)
      expect(all).toContain(JSON.stringify({ bundling, browser, isolated, policy }));
  });

  it('turns into headers', () => {
    const cell = { bundling: 'esbuild', browser: 'firefox', isolated: true } as const;
    expect(headersOf({ ...cell, policy: 'none' }, [])).not.toHaveProperty(
      'content-security-policy',
    );
    const { 'content-security-policy': policy } = headersOf({ ...cell, policy: 'strict' }, ['h']);
    expect(policy).toBe("script-src 'self' 'h'; worker-src 'none'");
  });
});

describe('the outcomes of a cell', () => {
  const good: Outcome = {
    job: 'level 1',
    end: 'right',
    sum: 7,
    workers: 2,
    warnings: [],
    gap: 9,
    seconds: 1,
  };
  const failures = (change: Partial<Outcome>, expected = 'right') =>
    judge({ outcomes: [{ ...good, ...change }] }, expected, new Map([['level 1', 7]])).failures;

  it('pass when the bytes are right and workers ran, or their loss was said', () => {
    expect(failures({})).toEqual([]);
    expect(failures({ workers: 0, warnings: ['NO_WORKERS'] })).toEqual([]);
    expect(failures({ end: 'ENGINE', sum: undefined, workers: 0 }, 'ENGINE')).toEqual([]);
  });

  it.each<[string, Partial<Outcome>, string?]>([
    ['a hang', { end: 'hangs' }],
    ['wrong bytes', { end: 'wrong' }],
    ['another archive', { sum: 8 }],
    ['an error without a code', { end: 'throws', message: 'TypeError' }],
    ['a code where the round trip should be right', { end: 'ENGINE' }],
    ['a round trip where a code should be', {}, 'ENGINE'],
    ['workers lost in silence', { workers: 0 }],
  ])('fail for %s', (_, change, expected) => {
    expect(failures(change, expected)).not.toEqual([]);
  });

  it('fail for an error that reached no promise', () => {
    expect(judge({ problem: 'no script' }, 'right', new Map()).failures).toEqual(['no script']);
  });

  it('keep the shorter gap of two runs, and the failures of both', () => {
    const run = (gap: number, end: string) =>
      judge({ outcomes: [{ ...good, gap, end }] }, 'right', new Map());
    const row = better(run(90, 'wrong'), run(20, 'right'));
    expect(row.gap).toBe(20);
    expect(row.failures).toHaveLength(1);
  });
});
