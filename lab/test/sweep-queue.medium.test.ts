/** Sweeps in processes of their own: here, and on the workers of a real Redis. What is killed loses and repeats nothing. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printed } from './support/printed.js';
import { type Ended, ended, Processes, sleep } from './support/processes.js';
import { freePort, HAS_REDIS, startRedis, type TestRedis } from './support/redis.js';
import { makeTrainingFiles, newFolder, resultLines, runHere, TRAININGS } from './support/tasks.js';

const folder = newFolder();
const home = process.cwd();
const lab = new Processes(folder);
const started: { readonly child: ChildProcess; readonly end: Promise<Ended> }[] = [];
let redis: TestRedis | undefined;

beforeAll(async () => {
  process.chdir(folder);
  await makeTrainingFiles();
  // The reference: all tasks in this process, one after the other.
  await printed(`plan ${TRAININGS} --output here`.split(' '));
  await runHere('here/plan.json', 'here');
  expect((await printed('gather here/plan.json'.split(' '))).status).toBe(0);
  expect(resultLines('here')).toHaveLength(24);
  if (HAS_REDIS) redis = await startRedis();
}, 300_000);

afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ end }) => end));
  await redis?.stop();
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const start = (line: string) => {
  const child = lab.start(line);
  const one = { child, end: ended(child) };
  started.push(one);
  return one;
};

const finished = (results: string) =>
  existsSync(`${results}/tasks`)
    ? readdirSync(`${results}/tasks`).filter((id) =>
        existsSync(`${results}/tasks/${id}/result.json`),
      )
    : [];

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

/** The models that were trained, by their tasks. */
const models = (results: string) =>
  Object.fromEntries(
    finished(results).map((id) => [id, readFileSync(join(results, 'tasks', id, 'model'), 'hex')]),
  );

it('here: killed and stopped, each time started again, with nothing done twice', async () => {
  // Eight of the 24: a process takes long to start.
  const line = `sweep ${TRAININGS} --model_type rnn --hidden_size 8,16 --jobs 2 --output local`;
  const killed = start(line);
  await until(() => finished('local').length >= 2);
  killed.child.kill('SIGKILL');
  await killed.end;
  const before = new Map(
    finished('local').map((id) => [id, statSync(`local/tasks/${id}/result.json`).mtimeMs]),
  );
  const stopped = start(line);
  await until(() => finished('local').length >= 4);
  // A second sweep on the folder.
  const second = await lab.run(line);
  expect(second.status).toBe(2);
  expect(second.err).toMatch(/^error: local is in use by process \d+ on \S+\n$/);
  stopped.child.kill('SIGINT');
  expect(await stopped.end).toEqual({ status: 130, err: 'stopped; the same command continues\n' });
  expect(await lab.run(line)).toEqual({ status: 0, err: '' });
  for (const [id, time] of before)
    expect(statSync(`local/tasks/${id}/result.json`).mtimeMs).toBe(time);
  expect(resultLines('local')).toHaveLength(8);
  expect(Object.entries(models('local'))).toHaveLength(8);
  expect(models('here')).toMatchObject(models('local'));
}, 600_000);

it.skipIf(!HAS_REDIS)(
  'on a queue: a worker is killed half-way, and all is as here',
  async () => {
    const queue = `--queue ${redis?.url}`;
    const workers = [1, 2].map((n) => start(`work ${queue} --scratch scratch-${n}`));
    const sweep = start(`sweep ${TRAININGS} --output queued ${queue}`);
    // The first worker is killed in the middle of a task: its scratch folder has one.
    await until(() => finished('queued').length >= 6);
    await until(() => finished('scratch-1').length === 0 && readdirSync('scratch-1').length > 0);
    workers[0]?.child.kill('SIGKILL');
    expect(await sweep.end).toEqual({ status: 0, err: '' });
    expect(resultLines('queued')).toEqual(resultLines('here'));
    expect(models('queued')).toEqual(models('here'));
    workers[1]?.child.kill('SIGTERM');
    expect(await workers[1]?.end).toEqual({ status: 0, err: '' });
  },
  600_000,
);

it.skipIf(!HAS_REDIS)(
  'on a queue: the sweep is killed, and its results wait for the next',
  async () => {
    const queue = `--queue ${redis?.url}`;
    const line = `sweep train --data_path input.txt --batch_size 8 --num_epochs 2 --hidden_size 8,16 --output again ${queue}`;
    const killed = start(line);
    await until(() => existsSync('again/plan.json'));
    await sleep(1000);
    killed.child.kill('SIGKILL');
    await killed.end;
    const worker = start(`work ${queue} --scratch scratch-3`);
    expect(await lab.run(line)).toEqual({ status: 0, err: '' });
    expect(resultLines('again')).toHaveLength(2);
    worker.child.kill('SIGTERM');
    await worker.end;
  },
  600_000,
);

it.skipIf(!HAS_REDIS)(
  'on a queue: two sweeps of one plan each get all results',
  async () => {
    const queue = `--queue ${redis?.url}`;
    const line = `sweep train --data_path input.txt --batch_size 8 --hidden_size 8,16 ${queue}`;
    const sweeps = ['twin-1', 'twin-2'].map((output) => start(`${line} --output ${output}`));
    await until(() => existsSync('twin-1/plan.json') && existsSync('twin-2/plan.json'));
    const worker = start(`work ${queue} --scratch scratch-6`);
    for (const { end } of sweeps) expect(await end).toEqual({ status: 0, err: '' });
    expect(resultLines('twin-1')).toHaveLength(2);
    expect(resultLines('twin-2')).toEqual(resultLines('twin-1'));
    worker.child.kill('SIGTERM');
    await worker.end;
  },
  600_000,
);

it('a queue that is down: one clear error, in seconds', async () => {
  const url = `redis://:secret@127.0.0.1:${await freePort()}`;
  const { status, err } = await lab.run(`sweep ${TRAININGS} --output down --queue ${url}`);
  expect(status).toBe(1);
  expect(err).toMatch(
    /^error: the queue 127\.0\.0\.1:\d+ cannot be used: connect ECONNREFUSED \S+\n$/,
  );
  expect(existsSync('down')).toBe(false);
  expect((await lab.run(`work --queue ${url}`)).status).toBe(1);
});

it.skipIf(!HAS_REDIS)(
  'a worker whose queue goes down waits, and ends when it is stopped',
  async () => {
    const own = await startRedis();
    const worker = start(`work --queue ${own.url} --scratch scratch-5`);
    let out = '';
    worker.child.stdout?.on('data', (bytes) => {
      out += bytes;
    });
    await until(() => out.includes('waiting for tasks of 127.0.0.1:'));
    await own.stop();
    await until(() => out.includes('is down, waiting for it'));
    worker.child.kill('SIGTERM');
    expect(await worker.end).toEqual({ status: 0, err: '' });
  },
  120_000,
);

it.skipIf(!HAS_REDIS)(
  'a task that fails three times is named, and the others are done',
  async () => {
    const queue = `--queue ${redis?.url}`;
    const line = `sweep compress one.txt input.txt --level 1 --output failing ${queue}`;
    await lab.run('source iid --length 100 --output one.txt');
    const sweep = start(line);
    await until(() => existsSync('failing/plan.json'));
    rmSync('one.txt');
    const worker = start(`work ${queue} --scratch scratch-4`);
    expect(await sweep.end).toEqual({
      status: 1,
      err:
        'task 0 (one.txt) failed: one.txt: the plan has this file, here is none\n' +
        'error: 1 of 2 tasks are finished, 1 failed, 0 have not run\n',
    });
    worker.child.kill('SIGTERM');
    await worker.end;
  },
  600_000,
);
