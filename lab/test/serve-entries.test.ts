/** What the server of `serve` finds below a folder, and how changes reach a page. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Changes, Entry, RunEntry } from '../src/serve/api.js';
import { age, report, reports, writeExperiment, writeTo, writeTraining } from './support/runs.js';
import { servedFolder } from './support/served-folder.js';

const test = servedFolder();
const { entries, run, curve } = test;

describe('entries', () => {
  it('of an empty folder are none', async () => {
    expect(await entries()).toEqual({ folder: test.folder, changed: [], removed: [] });
  });

  it('are trainings, cases, tables and reports', async () => {
    writeTraining(test.folder, '.summary');
    writeExperiment(test.folder, 'runs/coin small');
    writeTo(test.folder, 'book.report.html', '');
    // Neither of a lab.
    writeTo(test.folder, 'runs/index.html', '');
    writeTo(test.folder, 'node_modules/other/results.jsonl', '');
    const { changed } = await entries();
    expect(Object.fromEntries(changed.map(({ path, type }) => [path, type]))).toEqual({
      '.summary': 'run',
      'runs/coin small/cases/lstm-8': 'run',
      'runs/coin small/cases/lstm-16': 'run',
      'runs/coin small/results.jsonl': 'table',
      'runs/coin small/report.html': 'report',
      'book.report.html': 'report',
    });
    expect(await run('.summary')).toEqual({
      type: 'run',
      path: '.summary',
      name: '.summary',
      model: 'gru 2 x 16',
      state: 'running',
      symbols: 2000,
      bits: 1 / 20 + 0.01,
      measured: 'validation',
      entropy: 0.05,
      changed: expect.any(Number),
    });
    expect(await run('runs/coin small/cases/lstm-8')).toMatchObject({
      name: 'lstm-8',
      group: 'runs/coin small',
      model: 'lstm 1 x 8, rate 0.01',
      state: 'finished',
      bits: 1.002,
      measured: 'validation',
      entropy: 1,
    });
    expect(await run('runs/coin small/cases/lstm-16')).toMatchObject({
      state: 'stopped',
      symbols: 30,
      bits: 1 + 1 / 30,
      measured: 'training',
      entropy: 1,
    });
  });

  it('include the folder itself, and a case before its experiment has a table', async () => {
    writeTraining(test.folder, '.');
    writeExperiment(test.folder, 'coin');
    unlinkSync(join(test.folder, 'coin/results.jsonl'));
    expect((await run('.'))?.name).toBe(test.folder.split('/').at(-1));
    expect((await run('coin/cases/lstm-8'))?.group).toBe('coin');
  });

  it('are grouped by the sweep that they belong to, and keep their paths when they are finished', async () => {
    const task = 'sweep/tasks/0123456789abcdef';
    writeTraining(test.folder, `${task}/work-host-12-00ff`);
    writeTraining(test.folder, `${task}/work-host-13-00ff.part`);
    const { changed } = await entries();
    expect(changed.map(({ path }) => path)).toEqual([task]);
    const expected = { group: 'sweep', name: '0123456789abcdef', state: 'running' };
    expect(await run(task)).toMatchObject(expected);
    expect((await curve(task)).reports).toBe(20);
    rmSync(join(test.folder, task), { recursive: true });
    writeTraining(test.folder, task);
    report(test.folder, task, 21, 22);
    // A task that is a run of an experiment has a table itself.
    writeTo(test.folder, `${task}/results.jsonl`, '');
    writeTo(test.folder, 'sweep/results.jsonl', '');
    writeTo(test.folder, `${task}/result.json`, { identity: '0', figures: { bits: 1 } });
    expect(await run(task)).toMatchObject({ ...expected, state: 'finished', symbols: 2200 });
    expect((await curve(task)).reports).toBe(22);
  });

  it('of a task that several processes do are one, that of the newest', async () => {
    const task = 'tasks/0123456789abcdef';
    for (const work of ['a', 'b', 'c']) writeTraining(test.folder, `${task}/work-host-${work}`);
    for (const work of ['a', 'c'])
      age(
        test.folder,
        ...['config.json', 'metrics.jsonl'].map((name) => `${task}/work-host-${work}/${name}`),
      );
    report(test.folder, `${task}/work-host-b`, 21, 30);
    expect((await entries()).changed).toMatchObject([{ path: task, symbols: 3000 }]);
  });

  it.each([
    ['epochs', 'finished'],
    ['entropy', 'finished'],
    ['aborted', 'stopped'],
  ])('say of a training that ended by %s: %s', async (stopped, state) => {
    writeTraining(test.folder, 'one');
    writeTo(test.folder, 'one/result.json', { stopped });
    expect((await run('one'))?.state).toBe(state);
  });

  it('say of a training without a change for minutes that it was stopped', async () => {
    writeTraining(test.folder, 'one');
    age(test.folder, 'one/config.json', 'one/metrics.jsonl');
    expect((await run('one'))?.state).toBe('stopped');
    report(test.folder, 'one', 21, 21);
    expect(await run('one')).toMatchObject({ state: 'running', symbols: 2100 });
  });

  it('take the last validation from anywhere in a long curve', async () => {
    writeTraining(test.folder, 'one');
    const plain = reports(21, 5000).replaceAll(/"validation":[^,]*,/g, '');
    appendFileSync(join(test.folder, 'one/metrics.jsonl'), plain);
    expect(await run('one')).toMatchObject({ symbols: 500_000, bits: 1 / 20 + 0.01 });
  });

  it('of a link are none', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'foresay-outside-'));
    writeTraining(outside, 'secret');
    writeExperiment(outside, 'experiment');
    symlinkSync(outside, join(test.folder, 'link'));
    mkdirSync(join(test.folder, 'one'));
    symlinkSync(join(outside, 'secret/metrics.jsonl'), join(test.folder, 'one/metrics.jsonl'));
    symlinkSync(join(outside, 'experiment/report.html'), join(test.folder, 'one/report.html'));
    expect((await entries()).changed).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('name what is damaged, and show the rest', async () => {
    writeTraining(test.folder, 'config');
    writeTo(test.folder, 'config/config.json', '{');
    writeTraining(test.folder, 'curve');
    writeTo(test.folder, 'curve/metrics.jsonl', 'nonsense\n');
    writeTraining(test.folder, 'options');
    writeTo(test.folder, 'options/config.json', { options: 5 });
    expect(await run('config')).toMatchObject({
      state: 'running',
      symbols: 2000,
      problem: expect.stringMatching(/^config\.json: not JSON/),
    });
    expect(await run('curve')).toMatchObject({
      state: 'damaged',
      problem: 'metrics.jsonl: its last line is no report',
    });
    expect((await run('options'))?.problem).toMatch(/^config\.json: options: /);
  });

  it('leave out a line that is being written', async () => {
    writeTraining(test.folder, 'one');
    appendFileSync(join(test.folder, 'one/metrics.jsonl'), '{"step":21,"symb');
    expect(await run('one')).toMatchObject({ state: 'running', symbols: 2000 });
  });

  it('of a folder that has disappeared are none, with the reason', async () => {
    rmSync(test.folder, { recursive: true });
    expect((await entries()).problem).toBe(`${test.folder}: cannot be read (ENOENT)`);
    mkdirSync(test.folder);
  });
});

describe('changes', () => {
  it('arrive as they happen, the first message with everything', async () => {
    writeTraining(test.folder, 'one');
    const messages = test.served.changes();
    const next = async () => (await messages.next()).value as Changes;
    const paths = (changed: readonly Entry[]) => changed.map(({ path }) => path);
    expect(paths((await next()).changed)).toEqual(['one']);
    report(test.folder, 'one', 21, 30);
    // What another request finds is told to all.
    await entries();
    expect((await next()).changed).toMatchObject([{ path: 'one', symbols: 3000 }]);
    mkdirSync(join(test.folder, 'two'));
    writeTraining(test.folder, 'two');
    // Its files appear one after the other.
    let changes = await next();
    while ((changes.changed[0] as RunEntry).symbols !== 2000) changes = await next();
    expect(paths(changes.changed)).toEqual(['two']);
    rmSync(join(test.folder, 'one'), { recursive: true });
    changes = await next();
    while (changes.removed.length === 0) changes = await next();
    expect(changes.removed).toEqual(['one']);
    await messages.return(undefined);
  });
});
