/** Training in a process that is killed or stopped, and resumed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { Processes } from './support/processes.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lab = new Processes(folder);

const TRAIN =
  'train --data_path input.txt --validate_path validate.txt --hidden_size 32 --num_layers 2 --batch_size 16 --model_type gru ' +
  '--dropout 0.9 --lr 0.002 --num_epochs 4 --print_every 10 --validate_every 50 --checkpoint_every 25';

beforeAll(async () => {
  const source = 'source xor-feedback --k 5 --noise 0.1';
  await lab.run(`${source} --length 60000 --output input.txt`);
  await lab.run(`${source} --length 3000 --seed 2 --output validate.txt`);
  expect(await lab.run(`${TRAIN} --summary_path whole`)).toEqual({ status: 0, err: '' });
}, 120_000);

it('kill -9 at random moments, each time resumed: the same parameters, the same reports', async () => {
  const random = new Random(1);
  const line = `${TRAIN} --summary_path killed`;
  expect(await lab.killedAndResumed(line, 'killed', random, 8)).toBeGreaterThan(1);
  expect(lab.results('killed')).toEqual(lab.results('whole'));
});

it('kill -9 leaves no result, not that of a run before either', async () => {
  const line = `${TRAIN} --summary_path again`;
  await lab.stopped(line, 'again', { reports: 2, delay: 0, signal: 'SIGINT' });
  expect(lab.ended('again')).toBe('aborted');
  // Its own reports, not those of the first run, show that the second one has begun.
  const reports = lab.reports('again') + 2;
  await lab.stopped(`${line} --resume`, 'again', { reports, delay: 0, signal: 'SIGKILL' });
  expect(lab.ended('again')).toBeUndefined();
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s leaves a checkpoint and says how to continue', async (signal, expected) => {
  const run = `stopped-${signal}`;
  const line = `${TRAIN} --summary_path ${run} --checkpoint_every 1000000`;
  const { status, err } = await lab.stopped(line, run, { reports: 4, delay: 0, signal });
  expect(status).toBe(expected);
  const [, command = ''] =
    /^stopped after \d+ batches; to continue: foresay-lab (.*)\n$/.exec(err) ?? [];
  expect(command).toBe(`train --summary-path ${run} --resume`);
  expect(lab.ended(run)).toBe('aborted');
  expect(await lab.run(command)).toEqual({ status: 0, err: '' });
  expect(lab.ended(run)).toBe('entropy');
  expect(lab.results(run)).toEqual(lab.results('whole'));
});
