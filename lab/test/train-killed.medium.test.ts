/** Training in a process that is killed or stopped, and resumed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { readModel } from '../src/training/saved-model.js';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

function start(line: string): ChildProcess {
  return spawn(process.execPath, ['--import', TSX, MAIN, ...line.split(' ')], { cwd: folder });
}

/** The exit status, or the signal, and standard error. */
function ended(child: ChildProcess): Promise<{ status: number | string; err: string }> {
  let err = '';
  child.stderr?.on('data', (bytes) => {
    err += bytes;
  });
  child.stdout?.resume();
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ status: code ?? signal ?? '', err }));
  });
}

const TRAIN =
  'train --data_path input.txt --validate_path validate.txt --hidden_size 32 --num_layers 2 --batch_size 16 --model_type gru ' +
  '--dropout 0.9 --lr 0.002 --num_epochs 4 --print_every 10 --validate_every 50 --checkpoint_every 25';

beforeAll(async () => {
  const source = 'source xor-feedback --k 5 --noise 0.1';
  await ended(start(`${source} --length 60000 --output input.txt`));
  await ended(start(`${source} --length 3000 --seed 2 --output validate.txt`));
  expect(await ended(start(`${TRAIN} --summary_path whole`))).toEqual({ status: 0, err: '' });
}, 120_000);

/** All that a run leaves, without times. */
function results(run: string) {
  const text = (name: string) => readFileSync(join(folder, run, name), 'utf8');
  const { training, bytes } = readModel(join(folder, run, 'checkpoint'));
  return {
    parameters: Buffer.from(bytes).toString('base64'),
    best: Buffer.from(readModel(join(folder, run, 'model')).bytes).toString('base64'),
    step: training?.progress.step,
    metrics: text('metrics.jsonl').replace(/"seconds":[^,}]+/g, ''),
  };
}

/** Resolves when the run has done so many reports, or has ended. */
async function reports(run: string, count: number, child: ChildProcess): Promise<void> {
  const path = join(folder, run, 'metrics.jsonl');
  while (child.exitCode === null && child.signalCode === null) {
    if (existsSync(path) && readFileSync(path, 'utf8').split('\n').length > count) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

it('kill -9 at random moments, each time resumed: the same parameters, the same reports', async () => {
  const random = new Random(1);
  let line = `${TRAIN} --summary_path killed`;
  let kills = 0;
  for (let count = 1; ; ) {
    const child = start(line);
    const end = ended(child);
    await reports('killed', count, child);
    await new Promise((resolve) => setTimeout(resolve, random.below(10)));
    child.kill('SIGKILL');
    const { status, err } = await end;
    line = 'train --summary_path killed --resume';
    if (status === 0) break;
    expect({ status, err }).toEqual({ status: 'SIGKILL', err: '' });
    kills++;
    count += 12 + random.below(12);
  }
  expect(kills).toBeGreaterThan(2);
  expect(results('killed')).toEqual(results('whole'));
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s leaves a checkpoint and says how to continue', async (signal, expected) => {
  const run = `stopped-${signal}`;
  const child = start(`${TRAIN} --summary_path ${run} --checkpoint_every 1000000`);
  const end = ended(child);
  await reports(run, 4, child);
  child.kill(signal);
  const { status, err } = await end;
  expect(status).toBe(expected);
  const [, command = ''] =
    /^stopped after \d+ batches; to continue: foresay-lab (.*)\n$/.exec(err) ?? [];
  expect(command).toBe(`train --summary-path ${run} --resume`);
  expect(await ended(start(command))).toEqual({ status: 0, err: '' });
  expect(results(run)).toEqual(results('whole'));
});
