/** What the page of `serve` computes without a browser: rows, keys, the address, figures. */
import { describe, expect, it } from 'vitest';
import { Choice, MAX_CHOSEN } from '../page/src/choice.js';
import { latest } from '../page/src/latest.js';
import { moved } from '../page/src/moved.js';
import { compare, type Order, rowsOf } from '../page/src/run-rows.js';
import { ageText, gapOf, valueText } from '../page/src/words.js';
import type { RunEntry } from '../src/serve/api.js';

function entry(path: string, facts: Partial<RunEntry> = {}): RunEntry {
  return { type: 'run', path, name: path, state: 'finished', changed: 0, ...facts };
}

const RUNS = [
  entry('b', { bits: 2, entropy: 1.5, model: 'gru 2 x 16', changed: 10 }),
  entry('x/10', { group: 'x', bits: 1, changed: 40, state: 'running' }),
  entry('x/9', { group: 'x', bits: 3, changed: 20 }),
  entry('a', { changed: 30 }),
];

/** Paths; those of groups with `/` behind, those in groups with a dash before. */
function paths(order: Order, filter = '', open: readonly string[] = []): string[] {
  return rowsOf(RUNS, { filter, order, open: new Set(open) }).map((row) => {
    if (row.type === 'group') return `${row.path}/`;
    return row.level === 2 ? `- ${row.run.path}` : row.run.path;
  });
}

const BY_NAME: Order = { key: 'name', descending: false };

describe('rows', () => {
  it('have a group where its first run would be, closed or open', () => {
    expect(paths({ key: 'changed', descending: true })).toEqual(['x/', 'a', 'b']);
    expect(paths(BY_NAME, '', ['x'])).toEqual(['a', 'b', 'x/', '- x/9', '- x/10']);
  });

  it('have unknown figures last in both directions', () => {
    expect(paths({ key: 'bits', descending: false })).toEqual(['x/', 'b', 'a']);
    expect(paths({ key: 'bits', descending: true })).toEqual(['x/', 'b', 'a']);
    expect(paths({ key: 'gap', descending: false })).toEqual(['b', 'x/', 'a']);
  });

  it('match every word of the filter, in path, model or state, and open their groups', () => {
    expect(paths(BY_NAME, 'GRU 16')).toEqual(['b']);
    expect(paths(BY_NAME, 'running')).toEqual(['x/', '- x/10']);
    expect(paths(BY_NAME, 'gru 9')).toEqual([]);
  });
});

describe('keys', () => {
  const rows = rowsOf(RUNS, { filter: '', order: BY_NAME, open: new Set(['x']) });

  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 3, 2],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['PageDown', 0, 4],
    ['PageUp', 4, 0],
    ['ArrowRight', 2, 3],
    ['ArrowRight', 0, -1],
    ['ArrowLeft', 4, 2],
    ['ArrowLeft', 1, -1],
    ['a', 1, -1],
  ])('%s leads from row %d to %d', (key, from, to) => {
    expect(moved(rows, from, key)).toBe(to);
  });
});

describe('a choice', () => {
  it('is kept in the address', () => {
    const choice = new Choice('');
    choice.toggle('runs/a b&c');
    choice.toggle('d');
    choice.change({ tab: 'compare', logX: true, table: 'x/results.jsonl' });
    const again = new Choice(choice.address);
    expect(again.runs).toEqual(['runs/a b&c', 'd']);
    expect(again.view).toEqual(choice.view);
    expect(new Choice('#tab=nonsense').view.tab).toBe('curves');
  });

  it('gives a run the first free colour, and keeps those of the others', () => {
    const choice = new Choice('#run=a&run=b&run=c');
    choice.toggle('a');
    expect(['b', 'c'].map((path) => choice.colorOf(path))).toEqual([1, 2]);
    choice.toggle('d');
    expect(choice.runs).toEqual(['d', 'b', 'c']);
  });

  it('has a largest number of runs', () => {
    const choice = new Choice('');
    for (let i = 0; i < MAX_CHOSEN; i++) expect(choice.toggle(String(i))).toBe(true);
    expect(choice.toggle('one more')).toBe(false);
    expect(choice.runs).toHaveLength(MAX_CHOSEN);
  });
});

it('compares numbers by value and names by their numbers', () => {
  const sorted = [10, null, 9, undefined, -1].sort((a, b) => compare(a, b, false));
  expect(sorted).toEqual([-1, 9, 10, null, undefined]);
  expect(['k10', 'k9', 'k100'].sort((a, b) => compare(a, b, true))).toEqual(['k100', 'k10', 'k9']);
});

it('writes ages, gaps and values', () => {
  expect([0, 59, 60, 7200, 86_400 * 3].map((seconds) => ageText(seconds * 1000))).toEqual([
    'now',
    'now',
    '1 min',
    '2 h',
    '3 d',
  ]);
  expect(gapOf(entry('a', { bits: 1, entropy: 0.75 }))).toBe(0.25);
  expect(gapOf(entry('a', { bits: 1 }))).toBeUndefined();
  expect([null, true, 'x', 4096, 1e6, 0.123456789].map(valueText)).toEqual([
    '',
    'true',
    'x',
    '4096',
    '1,000,000',
    '0.12346',
  ]);
});

it('runs a task once more when it was called meanwhile', async () => {
  const ends: (() => void)[] = [];
  const ask = latest(() => new Promise<void>((resolve) => ends.push(resolve)));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  ask();
  ask();
  ask();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await turn();
  expect(ends).toHaveLength(2);
});
