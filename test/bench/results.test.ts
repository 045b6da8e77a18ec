import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { published } from '../../bench/report/publish.js';
import { merge, NOTHING } from '../../bench/run/record.js';
import {
  loadResults,
  readText,
  saveBenchmarks,
  saveTheme,
  stableJson,
} from '../../bench/run/results.js';
import { ROOT } from '../support/imports.js';
import { MACHINES, record, row } from './support.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'foresay-results-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const stored = () => readdirSync(join(root, 'bench/results/files')).sort();

const first = merge(NOTHING, 'wiki/text', record(row('xz', 3, 1), row('bsc', 2, 1)), MACHINES);
const both = merge(first, '../some/other', record(row('xz', 4, 1, 'there')), MACHINES);

describe('the folder of results', () => {
  it('is empty at first', () => {
    expect(loadResults(root)).toEqual({
      benchmarks: NOTHING,
      kernels: {},
      concurrency: {},
      training: {},
    });
  });

  it('gives back what was saved, a file of its own for each measured one', () => {
    saveBenchmarks(root, both);
    expect(stored()).toEqual(['some-other.json', 'wiki-text.json']);
    expect(loadResults(root).benchmarks).toEqual(both);
  });

  it('keeps with a file the machines that its rows name, and no others', () => {
    saveBenchmarks(root, both);
    const text = readFileSync(join(root, 'bench/results/files/some-other.json'), 'utf8');
    expect(JSON.parse(text).machines).toEqual({ there: MACHINES.there });
  });

  it('loses the files that are no longer measured', () => {
    saveBenchmarks(root, both);
    saveBenchmarks(root, first);
    expect(stored()).toEqual(['wiki-text.json']);
  });

  it('refuses two names for one file', () => {
    const twice = merge(first, 'wiki-text', record(row('xz', 3, 1)), MACHINES);
    expect(() => saveBenchmarks(root, twice)).toThrow('two measured files');
  });

  it('replaces one entry of a theme and keeps the others', () => {
    const run = (speed: number) => ({
      products: [{ kernel: 'k', rows: 1, K: 1, N: 1, speed }],
      functions: {},
    });
    saveTheme(root, 'kernels', 'Node 20', run(1));
    saveTheme(root, 'kernels', 'Node 24', run(2));
    saveTheme(root, 'kernels', 'Node 20', run(3));
    expect(loadResults(root).kernels).toEqual({ 'Node 20': run(3), 'Node 24': run(2) });
  });

  it('sorts the keys of objects and leaves lists alone', () => {
    const text = '{\n  "a": [\n    2,\n    1\n  ],\n  "b": {\n    "c": 0,\n    "d": 0\n  }\n}\n';
    expect(stableJson({ b: { d: 0, c: 0 }, a: [2, 1] })).toBe(text);
  });
});

describe("the repository's documents", () => {
  const files = published(loadResults(ROOT), (path) => readText(join(ROOT, path)));

  it('follow from its results', () => {
    const stale = [...files].filter(([path, text]) => readText(join(ROOT, path)) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('below docs/benchmarks are all generated but those written by hand', () => {
    const found = readdirSync(join(ROOT, 'docs/benchmarks')).filter((name) => name.endsWith('.md'));
    const written = found.filter((name) => !files.has(`docs/benchmarks/${name}`));
    expect(written).toEqual(['ablation.md', 'profile.md']);
  });
});
