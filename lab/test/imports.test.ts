/** What the lab may use, held against what its files really import. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf, isWithin, membersOf, ROOT, sourceFiles } from '../../test/support/imports.js';

const files = ['lab/src', 'lab/experiments'].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);
const pageFiles = sourceFiles('lab/page/src');

it('imports nothing but its own files, foresay as a stranger would, its dependencies and Node', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'lab/package.json'), 'utf8'));
  const allowed = new Set(['foresay', 'foresay/train', ...Object.keys(dependencies)]);
  expect(imports.length).toBeGreaterThan(0);
  const others = imports.filter(({ to, bare }) =>
    bare
      ? !to.startsWith('node:') && !allowed.has(to)
      : !isWithin(to, 'lab/src') && !isWithin(to, 'lab/experiments'),
  );
  expect(others).toEqual([]);
});

it('is imported by no file of foresay', () => {
  const others = ['src', 'assembly', 'bench', 'tools']
    .flatMap(sourceFiles)
    .flatMap(importsOf)
    .filter(({ to, bare }) => (bare ? to.startsWith('foresay-lab') : isWithin(to, 'lab')));
  expect(others).toEqual([]);
});

it.each([
  ['lab/src/random', ['lab/src/random', 'lab/src/errors']],
  ['lab/src/theory', ['lab/src/theory', 'lab/src/random', 'lab/src/errors']],
  [
    'lab/src/sources',
    ['lab/src/sources', 'lab/src/theory', 'lab/src/random', 'lab/src/data', 'lab/src/errors'],
  ],
  ['lab/src/baselines', ['lab/src/baselines', 'lab/src/theory', 'lab/src/data', 'lab/src/errors']],
  ['lab/src/data', ['lab/src/data', 'lab/src/errors']],
  ['lab/src/plot', ['lab/src/plot']],
  ['lab/src/events', ['lab/src/events']],
  ['lab/src/terminal', ['lab/src/terminal']],
  [
    'lab/src/training',
    ['lab/src/training', 'lab/src/random', 'lab/src/data', 'lab/src/events', 'lab/src/errors'],
  ],
  [
    'lab/src/experiment',
    [
      'lab/src/experiment',
      'lab/src/sources',
      'lab/src/theory',
      'lab/src/baselines',
      'lab/src/training',
      'lab/src/random',
      'lab/src/data',
      'lab/src/events',
      'lab/src/plot/chart',
      'lab/src/errors',
      'lab/src/version',
    ],
  ],
  ['lab/src/serve', ['lab/src/serve', 'lab/src/data', 'lab/src/errors']],
  [
    'lab/src/sweep',
    [
      'lab/src/sweep',
      'lab/src/experiment/interruption',
      'lab/src/experiment/machine',
      'lab/src/random',
      'lab/src/data',
      'lab/src/errors',
      'lab/src/version',
    ],
  ],
  [
    'lab/src/report',
    ['lab/src/report', 'lab/src/experiment', 'lab/src/sweep', 'lab/src/plot', 'lab/src/errors'],
  ],
  [
    'lab/src/explain',
    [
      'lab/src/explain',
      'lab/src/baselines',
      'lab/src/theory',
      'lab/src/data',
      'lab/src/plot',
      'lab/src/report/html',
      'lab/src/experiment/words',
      'lab/src/errors',
      'lab/src/version',
    ],
  ],
  [
    'lab/experiments',
    [
      'lab/experiments',
      'lab/src/experiment',
      'lab/src/baselines',
      'lab/src/training',
      'lab/src/theory',
      'lab/src/sources/kinds',
      'lab/src/plot/chart',
    ],
  ],
])('%s imports from %j only', (folder, places) => {
  const wrong = imports
    .filter(({ from, bare }) => isWithin(from, folder) && !bare)
    .filter(({ to }) => !places.some((place) => isWithin(to, place)));
  expect(wrong).toEqual([]);
});

/** A browser has no Node, and what Vite takes from the lab must not lead to more of it. */
it('has a page that imports its own files, Plot, and files of the lab without imports of values', () => {
  const others = pageFiles.flatMap(importsOf).filter(({ to }) => !isWithin(to, 'lab/page/src'));
  expect(new Set(others.map(({ to }) => to))).toEqual(
    new Set([
      '@observablehq/plot',
      'lab/src/experiment/words',
      'lab/src/plot/axis',
      'lab/src/plot/palette',
      'lab/src/serve/api',
    ]),
  );
});

/** What decides a symbol: rounded operations of doubles are the same everywhere, logarithms and powers are not. */
it('decides symbols by exact operations only', () => {
  const exact = new Set('abs ceil clz32 floor imul max min round LN2 SQRT1_2'.split(' '));
  const deciding = files.filter(
    ({ path }) =>
      isWithin(path, 'lab/src/random') ||
      isWithin(path, 'lab/src/sources') ||
      isWithin(path, 'lab/src/training') ||
      ['axis', 'combinations'].some((name) => path.endsWith(`sweep/${name}.ts`)) ||
      ['sampler', 'stationary', 'hidden-markov-model', 'primitive'].some((name) =>
        path.endsWith(`theory/${name}.ts`),
      ),
  );
  expect(deciding.length).toBeGreaterThan(20);
  const inexact = deciding
    .flatMap(membersOf)
    .filter(({ object, member }) => object === 'Math' && !exact.has(member));
  expect(inexact).toEqual([]);
});

it('keeps files short', () => {
  const long = [...files, ...pageFiles, ...sourceFiles('lab/test')].filter(
    ({ text }) => text.split('\n').length > 400,
  );
  expect(long.map(({ path }) => path)).toEqual([]);
  const source = [...files, ...pageFiles];
  expect(
    source.filter(({ text }) => text.split('\n').length > 250).map(({ path }) => path),
  ).toEqual([]);
});
