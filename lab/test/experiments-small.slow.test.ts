/** Every experiment at the small scale, from its sequences to its report. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EXPERIMENTS } from '../experiments/index.js';
import { readResults } from '../src/experiment/results.js';
import { printed } from './support/printed.js';

const root = mkdtempSync(join(tmpdir(), 'foresay-small-'));
afterAll(() => rmSync(root, { recursive: true }));

it.each(EXPERIMENTS.map((one) => [one.name, one] as const))('%s', async (name, { cases }) => {
  const output = join(root, name);
  const { status, err } = await printed(['run', name, '--output', output]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const { cases: results, missing } = readResults(join(output, 'results.json'));
  // Files of data and other compressors are not everywhere.
  for (const { reason } of missing)
    expect(reason).toMatch(/is not (installed|in the folder of data)$/);
  expect(results.length + missing.length).toBe(cases('small').length);
  expect(readFileSync(join(output, 'report.html'), 'utf8')).not.toMatch(/NaN|undefined|Infinity/);
});
