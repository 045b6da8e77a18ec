/** A `results.jsonl` as a table: an experiment's cases, a sweep's tasks. */
import { stat } from 'node:fs/promises';
import { readFile } from '../data/read-file.js';
import { LabError } from '../errors.js';
import type { ResultsTable, Value } from './api.js';
import { flattened } from './flattened.js';

const MAX_ROWS = 10_000;
const MAX_MEGABYTES = 64;

type Row = Readonly<Record<string, Value>>;

/** Throws LabError for a file that is too large, or the system's error. */
export async function resultsTable(path: string): Promise<ResultsTable> {
  const { size } = await stat(path);
  if (size > MAX_MEGABYTES * 1e6) throw new LabError(`the table has more than ${MAX_MEGABYTES} MB`);
  const lines = readFile(path)
    .toString()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const rows = lines
    .slice(0, MAX_ROWS)
    .map(rowOf)
    .filter((row) => row !== undefined);
  // Members of the line itself come first: its name and what was measured. Those of nested objects are settings.
  const paths = [...new Set(rows.flatMap(Object.keys))].sort((a, b) => depthOf(a) - depthOf(b));
  const names = shortNames(paths);
  const [first = {}] = rows;
  const differs = (path: string) =>
    rows.length === 1 || rows.some((row) => row[path] !== first[path]);
  const columns = paths.filter(differs);
  return {
    columns: columns.map((path) => ({
      name: names.get(path) as string,
      numeric: rows.every((row) => ['number', 'undefined'].includes(typeof row[path])),
    })),
    rows: rows.map((row) => columns.map((path) => row[path] ?? null)),
    equal: paths
      .filter((path) => !differs(path))
      .map((path) => [names.get(path) as string, first[path] ?? null]),
    leftOut: lines.length - rows.length,
  };
}

function depthOf(path: string): number {
  return path.split('.').length;
}

/** Undefined if the line is no object. */
function rowOf(line: string): Row | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flattened(value)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of `identity.settings.rate` as many of the last names as no other path ends in. */
function shortNames(paths: readonly string[]): Map<string, string> {
  const endings = new Map<string, number>();
  for (const path of paths)
    for (const ending of endingsOf(path)) endings.set(ending, (endings.get(ending) ?? 0) + 1);
  return new Map(
    paths.map((path) => [path, endingsOf(path).find((one) => endings.get(one) === 1) ?? path]),
  );
}

/** `c`, `b.c` and `a.b.c` of `a.b.c`. */
function endingsOf(path: string): string[] {
  const names = path.split('.');
  return names.map((_, i) => names.slice(-1 - i).join('.'));
}
