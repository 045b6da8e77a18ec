/** The transcript format: parsing, and matching of expected lines. */
import { expect, it } from 'vitest';
import { outcomeLines, parseTranscript, reconcile } from './support/transcript.js';

it.each([
  [['a'], ['a'], true],
  [['a'], ['b'], false],
  [['a'], [], false],
  [[], ['a'], false],
  [['took 0.5 s'], ['took [..] s'], true],
  [['took 0.5 s.'], ['took [..] s'], false],
  [['a', 'b', 'c'], ['a', '[...]'], true],
  [['a', 'b', 'c'], ['[...]', 'c'], true],
  [['a', 'b', 'c'], ['[...]', 'b'], false],
  [['(a+b)'], ['(a+b)'], true],
])('%j against %j: %s', (actual, expected, fits) => {
  expect(JSON.stringify(reconcile(actual, expected)) === JSON.stringify(expected)).toBe(fits);
});

it('distinguishes standard output, standard error and status', () => {
  expect(outcomeLines({ stdout: 'a\n\nb\n', stderr: 'c\n', status: 2 })).toEqual([
    'a',
    'b',
    '! c',
    '? 2',
  ]);
});

it('parses commands with their input and expected lines', () => {
  expect(parseTranscript('Text.\n\n  $ one\n  > two\n  out\n  % three\n  < yes\n  ? 1\n')).toEqual([
    'Text.',
    '',
    { onTerminal: false, command: 'one\ntwo', typed: [], expected: ['out'] },
    { onTerminal: true, command: 'three', typed: ['yes'], expected: ['? 1'] },
  ]);
});
