/** Plans, tasks and their folders, in one process. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { indexOfEngine } from '../src/command/task.js';
import { TrainingError } from '../src/errors.js';
import { Interrupted } from '../src/experiment/interruption.js';
import { FolderLock } from '../src/sweep/folder-lock.js';
import {
  gatherTasks,
  numbersText,
  openTasks,
  ranked,
  writeResultLines,
} from '../src/sweep/gather.js';
import { fileDigest } from '../src/sweep/inputs.js';
import { planOfOne, planText, readPlan, sweepIdentity, taskOf } from '../src/sweep/plan.js';
import { runPool, type SweepEvents } from '../src/sweep/pool.js';
import { placeOf } from '../src/sweep/queue/connection.js';
import { packed, unpack } from '../src/sweep/queue/delivery.js';
import { runTask } from '../src/sweep/run-task.js';
import { TaskFolder } from '../src/sweep/task-folder.js';
import { context, countingKind, countingPlan, newFolder, resultLines } from './support/tasks.js';

const root = newFolder();
afterAll(() => rmSync(root, { recursive: true }));
let results = '';
let folders = 0;
beforeEach(() => {
  results = join(root, String(folders++));
  mkdirSync(results);
});

const folderOf = (plan: ReturnType<typeof countingPlan>, index: number) =>
  new TaskFolder(results, taskOf(plan, index, countingKind().inputs).identity);

describe('a task', () => {
  it('is done once, and leaves its files and its result', async () => {
    const kind = countingKind();
    const plan = countingPlan(3);
    const first = await runTask(2, context(plan, kind, results));
    expect(first).toMatchObject({ figures: { square: 4 }, options: { n: 2 }, seconds: 1 });
    expect(await runTask(2, context(plan, kind, results))).toEqual(first);
    expect(kind.begun).toEqual([{ n: 2 }]);
    const { path } = folderOf(plan, 2);
    expect(readdirSync(path).sort()).toEqual(['folder', 'result.json']);
    expect(readFileSync(join(path, 'folder', 'n'), 'utf8')).toBe('2');
  });

  it('has one identity in all plans that have it', async () => {
    const kind = countingKind();
    const all = countingPlan(5, { file: 'f' });
    const { identity } = taskOf(all, 3, kind.inputs);
    expect(taskOf(planOfOne(all, 3, kind.inputs), 0, kind.inputs).identity).toBe(identity);
    expect(taskOf({ ...all, tasks: [{ n: 3 }] }, 0, kind.inputs).identity).toBe(identity);
    expect(taskOf({ ...all, inputs: { f: 'other' } }, 3, kind.inputs).identity).not.toBe(identity);
    expect(taskOf({ ...all, version: '9' }, 3, kind.inputs).identity).not.toBe(identity);
    expect(taskOf(all, 2, kind.inputs).identity).not.toBe(identity);
    expect(() => taskOf(all, 5, kind.inputs)).toThrow('there is no task 5: the plan has 0 to 4');
  });

  it('goes on from the newest work that was left, and removes it when its process is gone', async () => {
    const plan = countingPlan(1);
    const { path } = folderOf(plan, 0);
    const left = (name: string, text: string) => {
      mkdirSync(join(path, name), { recursive: true });
      writeFileSync(join(path, name, 'checkpoint'), text);
    };
    left('work-elsewhere-7-ab', 'old');
    await new Promise((resolve) => setTimeout(resolve, 20));
    // No process has this number.
    left(`work-${hostname()}-4194305-cd`, 'new');
    mkdirSync(join(path, `work-${hostname()}-${process.pid}-ef`));
    const seen: unknown[] = [];
    const kind = countingKind((_, { work }) => {
      seen.push(readFileSync(join(work, 'checkpoint'), 'utf8'));
      seen.push(readdirSync(path).filter((name) => name.startsWith('work-')).length);
      rmSync(join(work, 'checkpoint'));
    });
    await runTask(0, context(plan, kind, results));
    // The work of another machine, that of a process which lives, and its own.
    expect(seen).toEqual(['new', 3]);
    expect(readdirSync(path).sort()).toEqual(['folder', 'result.json']);
  });

  it('may be done twice at once: both end with the result', async () => {
    const plan = countingPlan(1);
    const kind = countingKind();
    let second: unknown;
    const slow = countingKind((_, { work }) => {
      // Another process finishes the task meanwhile, and removes this one's folder.
      second = runTask(0, context(plan, kind, results));
      writeFileSync(join(work, 'more'), '');
    });
    const run = slow.run;
    const waiting = {
      ...slow,
      run: async (...all: Parameters<typeof run>) => {
        const done = await run(...all);
        await second;
        return done;
      },
    };
    const first = await runTask(0, context(plan, waiting, results));
    expect(first).toEqual(await second);
    // The second one began with a copy of the first one's work.
    expect(folderOf(plan, 0).files()).toEqual(['folder', 'more']);
    expect(readdirSync(folderOf(plan, 0).path).filter((name) => name.startsWith('work'))).toEqual(
      [],
    );
  });

  it('that is interrupted keeps its work, and has not failed', async () => {
    const plan = countingPlan(1);
    const kind = countingKind((_, { work }) => {
      writeFileSync(join(work, 'checkpoint'), 'half');
      throw new Interrupted();
    });
    await expect(runTask(0, context(plan, kind, results))).rejects.toThrow(Interrupted);
    expect(folderOf(plan, 0).failure()).toBeUndefined();
    let found = '';
    const again = countingKind((_, { work }) => {
      found = readFileSync(join(work, 'checkpoint'), 'utf8');
    });
    await runTask(0, context(plan, again, results));
    expect(found).toBe('half');
  });

  it('that fails says why; the next success forgets it', async () => {
    const plan = countingPlan(2);
    const fail = countingKind((n) => {
      throw n === 0 ? new TrainingError('diverged') : new Error('no memory');
    });
    for (const index of [0, 1])
      await expect(runTask(index, context(plan, fail, results))).rejects.toThrow();
    expect(folderOf(plan, 0).failure()).toEqual({ message: 'diverged', final: true });
    expect(folderOf(plan, 1).failure()).toEqual({ message: 'no memory', final: false });
    const gathered = gatherTasks(plan, fail, results);
    expect(gathered.failed.map(({ index }) => index)).toEqual([0, 1]);
    expect(openTasks(gathered)).toEqual([1]);
    await runTask(1, context(plan, countingKind(), results));
    expect(folderOf(plan, 1).failure()).toBeUndefined();
    expect(readdirSync(folderOf(plan, 1).path).sort()).toEqual(['folder', 'result.json']);
  });

  it('refuses files that are not those of the plan', async () => {
    const file = join(results, 'data');
    writeFileSync(file, 'abc');
    const plan = { ...countingPlan(1, { file }), inputs: { [file]: await fileDigest(file) } };
    await runTask(0, context(plan, countingKind(), results));
    const other = { ...plan, tasks: [{ n: 7 }] };
    writeFileSync(file, 'abd');
    await expect(runTask(0, context(other, countingKind(), results))).rejects.toThrow(
      `${file} is not the file of the plan`,
    );
    rmSync(file);
    await expect(runTask(0, context(other, countingKind(), results))).rejects.toThrow(
      `${file}: the plan has this file, here is none`,
    );
  });
});

describe('a plan', () => {
  it('is a file with a line for each task', () => {
    const path = join(results, 'plan.json');
    const plan = countingPlan(3, { shared: 'x' });
    writeFileSync(path, planText(plan));
    expect(readPlan(path)).toEqual(plan);
    expect(readFileSync(path, 'utf8')).toContain('\n    {"n":1},\n');
  });

  it.each([
    ['{', 'not JSON'],
    ['{}', 'format'],
    [planText({ ...countingPlan(1), tasks: [] }), 'tasks: there are no tasks'],
    [
      planText({ ...countingPlan(1), version: '0.0.1' }),
      'the plan was made by foresay-lab 0.0.1, this is',
    ],
  ])('%# that is none is refused', (text, message) => {
    const path = join(results, 'plan.json');
    writeFileSync(path, text);
    expect(() => readPlan(path)).toThrow(message);
  });
});

describe('gathering', () => {
  it('finds what is finished, failed and missing, and ranks it', async () => {
    const plan = countingPlan(6);
    const kind = countingKind((n) => {
      if (n === 3) throw new Error('bad');
    });
    for (const index of [4, 1, 0]) await runTask(index, context(plan, kind, results));
    await expect(runTask(3, context(plan, kind, results))).rejects.toThrow('bad');
    const gathered = gatherTasks(plan, kind, results);
    expect(gathered.missing).toEqual([2, 5]);
    expect(openTasks(gathered)).toEqual([2, 3, 5]);
    expect(ranked(gathered.finished, kind).map(({ index }) => index)).toEqual([0, 1, 4]);
    writeResultLines(gathered.finished, results);
    expect(resultLines(results)).toEqual([
      { task: 0, n: 0, square: 0, seconds: 0 },
      { task: 1, n: 1, square: 1, seconds: 0 },
      { task: 4, n: 4, square: 16, seconds: 0 },
    ]);
  });

  it('names numbers shortly', () => {
    expect(numbersText([0, 1, 2, 5, 7, 8])).toBe('0 to 2, 5, 7 to 8');
    expect(numbersText([])).toBe('');
  });
});

describe('a pool', () => {
  const told: string[] = [];
  const events: SweepEvents = {
    running() {},
    finished: (index) => void told.push(`${index} finished`),
    failed: (index, { message }) => void told.push(`${index} failed: ${message}`),
    retried: (index, { message }) => void told.push(`${index} retried: ${message}`),
  };
  const { signal } = new AbortController();
  beforeEach(() => {
    told.length = 0;
  });

  it('runs so many tasks at a time', async () => {
    let now = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now--;
      return 'done' as const;
    };
    await runPool([...Array(10).keys()], { jobs: 3, run, signal, events });
    expect(most).toBe(3);
    expect(told).toHaveLength(10);
  });

  it('tries a task three times, one that fails for good once', async () => {
    let tries = 0;
    const run = async (index: number) => {
      tries++;
      if (index === 0) return { message: 'crash', final: false };
      if (index === 1) return { message: 'diverged', final: true };
      return tries < 6 ? { message: 'once', final: false } : ('done' as const);
    };
    await runPool([0, 1, 2], { jobs: 1, run, signal, events });
    expect(told).toEqual([
      '0 retried: crash',
      '0 retried: crash',
      '0 failed: crash',
      '1 failed: diverged',
      '2 retried: once',
      '2 finished',
    ]);
  });

  it('begins nothing after the signal', async () => {
    const stop = new AbortController();
    const run = async (index: number) => {
      if (index === 1) stop.abort();
      return index === 1 ? ('interrupted' as const) : ('done' as const);
    };
    await runPool([0, 1, 2], { jobs: 1, run, signal: stop.signal, events });
    expect(told).toEqual(['0 finished']);
  });
});

describe('a folder', () => {
  it('has one sweep; a lock whose process is gone is taken over', () => {
    const lock = new FolderLock(results);
    expect(() => new FolderLock(results)).toThrow(
      `${results} is in use by process ${process.pid} on ${hostname()}`,
    );
    lock.release();
    new FolderLock(results).release();
    expect(existsSync(join(results, 'lock'))).toBe(false);
    writeFileSync(join(results, 'lock'), JSON.stringify({ host: hostname(), pid: 4194305 }));
    new FolderLock(results).release();
    writeFileSync(join(results, 'lock'), JSON.stringify({ host: 'elsewhere', pid: 1 }));
    expect(() => new FolderLock(results)).toThrow('in use by process 1 on elsewhere');
  });
});

describe('through the queue', () => {
  it('each sweep has tasks of its own, and finds them again', () => {
    const plan = countingPlan(2);
    const identity = sweepIdentity(plan, 'a');
    expect(identity).toMatch(/^[0-9a-f]{16}$/);
    expect(sweepIdentity(plan, join(process.cwd(), 'b', '..', 'a'))).toBe(identity);
    expect(sweepIdentity(plan, 'b')).not.toBe(identity);
    expect(sweepIdentity(countingPlan(3), 'a')).not.toBe(identity);
  });

  it('a result arrives with its files', async () => {
    const plan = countingPlan(1);
    await runTask(0, context(plan, countingKind(), results));
    const from = folderOf(plan, 0);
    const sent = JSON.parse(JSON.stringify(packed(from)));
    expect(Object.keys(sent.files)).toEqual(['folder/n']);
    const to = new TaskFolder(join(results, 'other'), 'x');
    unpack(sent, to);
    expect(to.result()).toEqual(from.result());
    expect(readFileSync(join(to.path, 'folder', 'n'), 'utf8')).toBe('0');
  });

  it('comes nothing that is no result, and no file outside the folder', async () => {
    const plan = countingPlan(1);
    await runTask(0, context(plan, countingKind(), results));
    const sent = packed(folderOf(plan, 0));
    const to = new TaskFolder(join(results, 'other'), 'x');
    for (const name of ['../evil', '/evil', 'a/../../evil', ''])
      expect(() => unpack({ ...sent, files: { [name]: '' } }, to)).toThrow(
        'the queue has a result',
      );
    expect(() => unpack(undefined, to)).toThrow('the queue has a result that is none');
    expect(existsSync(join(results, 'other'))).toBe(false);
  });

  it('its address is one of a Redis', () => {
    expect(placeOf('redis://:secret@host:7000/1')).toBe('host:7000');
    expect(placeOf('rediss://host')).toBe('host:6379');
    for (const text of ['host:6379', 'http://host', 'redis://', ''])
      expect(() => placeOf(text)).toThrow('--queue: the address');
  });
});

it('an engine gives the number of a task', () => {
  expect(indexOfEngine({ SLURM_ARRAY_TASK_ID: '7' })).toBe(7);
  expect(indexOfEngine({ JOB_COMPLETION_INDEX: '0' })).toBe(0);
  expect(indexOfEngine({ AWS_BATCH_JOB_ARRAY_INDEX: '12' })).toBe(12);
  expect(() => indexOfEngine({})).toThrow('--index is missing');
  expect(() => indexOfEngine({ SLURM_ARRAY_TASK_ID: 'x' })).toThrow(
    "SLURM_ARRAY_TASK_ID: 'x' is not a whole number",
  );
});
