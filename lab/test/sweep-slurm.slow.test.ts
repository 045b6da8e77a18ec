/** The example file for Slurm on a real Slurm of one node. Needs root, and Debian's slurm-wlm; without them it is skipped. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../test/support/imports.js';
import { printed } from './support/printed.js';
import { MAIN, TSX } from './support/processes.js';
import { HAS_SLURM, startSlurm, type TestSlurm } from './support/slurm.js';
import { makeTrainingFiles, newFolder, resultLines, runHere, TRAININGS } from './support/tasks.js';

const run = promisify(execFile);
const folder = newFolder();
const home = process.cwd();
let slurm: TestSlurm | undefined;

if (!HAS_SLURM)
  console.warn('skipped: needs root and munged, slurmctld, slurmd and sbatch (Debian: slurm-wlm)');

beforeAll(async () => {
  if (!HAS_SLURM) return;
  process.chdir(folder);
  await makeTrainingFiles();
  mkdirSync('slurm');
  slurm = await startSlurm(join(folder, 'slurm'));
  // What the example calls.
  mkdirSync('bin');
  const command = `exec ${process.execPath} --import ${TSX} ${MAIN} "$@"`;
  writeFileSync('bin/foresay-lab', `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}, 300_000);

afterAll(async () => {
  await slurm?.stop();
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Submits an array of the plan and waits for its end. */
async function submit(array: string, ...more: readonly string[]): Promise<void> {
  const example = join(ROOT, 'docs/cluster/sweep.slurm');
  const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
  const words = ['--wait', `--array=${array}`, '--mem=500M', example, 'plan/plan.json', ...more];
  // --wait ends with the status of the array; what failed is seen by `gather`.
  await run('sbatch', words, { env: { ...slurm?.env, PATH: path } }).catch(() => {});
}

it.skipIf(!HAS_SLURM)('an array gives the results of one machine', async () => {
  await printed(`plan ${TRAININGS} --output here`.split(' '));
  await runHere('here/plan.json', 'here');
  await printed(['gather', 'here/plan.json']);
  await printed(`plan ${TRAININGS} --output plan`.split(' '));
  await submit('0-9');
  const part = await printed(['gather', 'plan/plan.json']);
  expect({ status: part.status, err: part.err }).toEqual({
    status: 1,
    err:
      'not run yet: tasks 10 to 23\n' +
      'error: 10 of 24 tasks are finished, 0 failed, 14 have not run\n',
  });
  // Three elements for the rest, eight tasks each: those that are finished end at once.
  await submit('0-2', '--of', '3');
  const whole = await printed(['gather', 'plan/plan.json']);
  expect({ status: whole.status, err: whole.err }).toEqual({ status: 0, err: '' });
  expect(resultLines('plan')).toEqual(resultLines('here'));
  const logs = readdirSync('.').filter((name) => name.startsWith('foresay-sweep-'));
  expect(logs).toHaveLength(13);
  expect(readFileSync(logs[0] ?? '', 'utf8')).toMatch(/^task \d+: 0\.\d+ bits a symbol/);
});
