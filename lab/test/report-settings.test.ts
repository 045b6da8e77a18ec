/** The settings of cases below a report. */
import { expect, it } from 'vitest';
import type { CaseResult } from '../src/experiment/results.js';
import { settingsLines } from '../src/report/settings.js';

const caseOf = (name: string, transitions: unknown, width: number) =>
  ({
    name,
    identity: { sequence: { source: 'hmm', transitions }, settings: { width }, seed: 1 },
  }) as unknown as CaseResult;

it('states what all cases share once, and long arrays by their sizes', () => {
  const short = [
    [0.5, 0.5],
    [1, 0],
  ];
  const long = Array.from({ length: 32 }, () => new Array(8).fill(0.125));
  expect(
    settingsLines([caseOf('a', short, 16), caseOf('b', long, 16), caseOf('c', long, 16)], []),
  ).toEqual([
    'all cases: source hmm, width 16, seed 1',
    'a: transitions [[0.5,0.5],[1,0]]',
    'b, c: transitions of 32 x 8 numbers',
  ]);
});
