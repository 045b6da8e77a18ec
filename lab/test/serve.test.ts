/** The server of `serve`: what it finds below a folder, what it answers, and what it refuses. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  Changes,
  Curve,
  Entry,
  ResultsTable,
  RunDetails,
  RunEntry,
} from '../src/serve/api.js';
import { printed } from './support/printed.js';
import { age, report, reports, writeExperiment, writeTo, writeTraining } from './support/runs.js';
import { Served } from './support/served.js';

let folder = '';
let served: Served;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foresay-serve-'));
  served = await Served.start(folder);
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

const entries = () => served.json<Changes>('/api/entries');
const run = async (path: string) =>
  (await entries()).changed.find(
    (entry): entry is RunEntry => entry.path === path && entry.type === 'run',
  );
const curve = (path: string, scale = 'linear') =>
  served.json<Curve>(`/api/curve?path=${encodeURIComponent(path)}&scale=${scale}`);

describe('entries', () => {
  it('of an empty folder are none', async () => {
    expect(await entries()).toEqual({ folder, changed: [], removed: [] });
  });

  it('are trainings, cases, tables and reports', async () => {
    writeTraining(folder, '.summary');
    writeExperiment(folder, 'runs/coin small');
    const { changed } = await entries();
    expect(Object.fromEntries(changed.map(({ path, type }) => [path, type]))).toEqual({
      '.summary': 'run',
      'runs/coin small/cases/lstm-8': 'run',
      'runs/coin small/cases/lstm-16': 'run',
      'runs/coin small/results.jsonl': 'table',
      'runs/coin small/report.html': 'report',
    });
    expect(await run('.summary')).toEqual({
      type: 'run',
      path: '.summary',
      name: '.summary',
      model: 'gru, 2 x 16 cells',
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
      model: 'lstm, 1 x 8 cells',
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
    });
  });

  it('include the folder itself, and a case before its experiment has a table', async () => {
    writeTraining(folder, '.');
    writeExperiment(folder, 'coin');
    unlinkSync(join(folder, 'coin/results.jsonl'));
    expect((await run('.'))?.name).toBe(folder.split('/').at(-1));
    expect((await run('coin/cases/lstm-8'))?.group).toBe('coin');
  });

  it('are grouped by the sweep that they belong to', async () => {
    writeTraining(folder, 'sweep/tasks/3');
    writeTo(folder, 'sweep/results.jsonl', '');
    expect(await run('sweep/tasks/3')).toMatchObject({ group: 'sweep', name: 'tasks/3' });
  });

  it.each([
    ['epochs', 'finished'],
    ['entropy', 'finished'],
    ['aborted', 'stopped'],
  ])('say of a training that ended by %s: %s', async (stopped, state) => {
    writeTraining(folder, 'one');
    writeTo(folder, 'one/result.json', { stopped });
    expect((await run('one'))?.state).toBe(state);
  });

  it('say of a training without a change for minutes that it was stopped', async () => {
    writeTraining(folder, 'one');
    age(folder, 'one/config.json', 'one/metrics.jsonl');
    expect((await run('one'))?.state).toBe('stopped');
    report(folder, 'one', 21, 21);
    expect(await run('one')).toMatchObject({ state: 'running', symbols: 2100 });
  });

  it('take the last validation from anywhere in a long curve', async () => {
    writeTraining(folder, 'one');
    const plain = reports(21, 5000).replaceAll(/"validation":[^,]*,/g, '');
    appendFileSync(join(folder, 'one/metrics.jsonl'), plain);
    expect(await run('one')).toMatchObject({ symbols: 500_000, bits: 1 / 20 + 0.01 });
  });

  it('of a link are none', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'foresay-outside-'));
    writeTraining(outside, 'secret');
    writeExperiment(outside, 'experiment');
    symlinkSync(outside, join(folder, 'link'));
    mkdirSync(join(folder, 'one'));
    symlinkSync(join(outside, 'secret/metrics.jsonl'), join(folder, 'one/metrics.jsonl'));
    symlinkSync(join(outside, 'experiment/report.html'), join(folder, 'one/report.html'));
    expect((await entries()).changed).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('name what is damaged, and show the rest', async () => {
    writeTraining(folder, 'config');
    writeTo(folder, 'config/config.json', '{');
    writeTraining(folder, 'curve');
    writeTo(folder, 'curve/metrics.jsonl', 'nonsense\n');
    writeTraining(folder, 'options');
    writeTo(folder, 'options/config.json', { options: 5 });
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
    writeTraining(folder, 'one');
    appendFileSync(join(folder, 'one/metrics.jsonl'), '{"step":21,"symb');
    expect(await run('one')).toMatchObject({ state: 'running', symbols: 2000 });
  });

  it('of a folder that has disappeared are none, with the reason', async () => {
    rmSync(folder, { recursive: true });
    expect((await entries()).problem).toBe(`${folder}: cannot be read (ENOENT)`);
    mkdirSync(folder);
  });
});

describe('a curve', () => {
  it('has all reports of a short file', async () => {
    writeTraining(folder, 'a b');
    const { points, reports: count, damaged } = await curve('a b');
    expect([count, damaged]).toEqual([20, 0]);
    expect(points[0]).toEqual([100, 1, null]);
    expect(points.at(-1)).toEqual([2000, 1 / 20, 1 / 20 + 0.01]);
  });

  it('grows, and begins anew with a file that was replaced or rewritten', async () => {
    writeTraining(folder, 'one');
    await curve('one');
    report(folder, 'one', 21, 25);
    expect((await curve('one')).points.at(-1)).toEqual([2500, 1 / 25, null]);
    const path = join(folder, 'one/metrics.jsonl');
    writeFileSync(`${path}.part`, reports(1, 4));
    renameSync(`${path}.part`, path);
    expect((await curve('one')).points).toHaveLength(4);
    // In place, and longer than before: only its bytes tell.
    writeFileSync(path, reports(101, 150));
    const { points, reports: count } = await curve('one');
    expect([count, points[0]?.[0]]).toEqual([50, 10_100]);
  });

  it('counts lines that are no reports', async () => {
    writeTraining(folder, 'one');
    appendFileSync(join(folder, 'one/metrics.jsonl'), 'x\n[]\nnull\n{"symbols":1}\n');
    report(folder, 'one', 21, 21);
    expect(await curve('one')).toMatchObject({ reports: 21, damaged: 4 });
  });

  it.each(['linear', 'log'])(
    'of 10^5 reports is thinned and keeps its peaks, %s',
    async (scale) => {
      writeTraining(folder, 'one');
      const lines = Array.from({ length: 100_000 }, (_, i) => {
        const bits = i === 77_777 ? 9 : 1 + (i % 7) / 100;
        return `{"symbols":${i + 1},"bits":${bits}${i % 1000 === 0 ? `,"validation":${i}` : ''}}\n`;
      });
      writeTo(folder, 'one/metrics.jsonl', lines.join(''));
      const { points, reports: count } = await curve('one', scale);
      expect(count).toBe(100_000);
      expect(points.length).toBeGreaterThan(500);
      expect(points.length).toBeLessThan(2800);
      expect(points).toContainEqual([77_778, 9, null]);
      expect(points[0]?.[0]).toBe(1);
      expect(points.at(-1)?.[0]).toBe(100_000);
      const symbols = points.map(([at]) => at);
      expect(symbols).toEqual([...symbols].sort((a, b) => a - b));
    },
  );
});

describe('other answers', () => {
  it('have the settings of a run and its command', async () => {
    writeTraining(folder, 'one', { batchSize: 8, summaryPath: 'one' });
    writeExperiment(folder, 'coin');
    expect(await served.json<RunDetails>('/api/run?path=one')).toEqual({
      settings: {
        'data-path': 'input.txt',
        'model-type': 'gru',
        'hidden-size': 16,
        'batch-size': 8,
        symbols: 2000,
        'alphabet-size': 2,
        parameters: 100,
        version: '0.1.0',
      },
      command: 'foresay-lab train --data-path input.txt',
    });
    const { settings } = await served.json<RunDetails>('/api/run?path=coin/cases/lstm-8');
    expect(settings).toMatchObject({ 'sequence.source': 'iid', 'settings.trainer.width': 8 });
  });

  it('have a table with a column for each member that differs', async () => {
    writeExperiment(folder, 'coin');
    appendFileSync(join(folder, 'coin/results.jsonl'), 'nonsense\n\n');
    const table = await served.json<ResultsTable>('/api/table?path=coin/results.jsonl');
    expect(table.columns).toEqual([
      { name: 'name', numeric: false },
      { name: 'bits', numeric: true },
      { name: 'width', numeric: true },
    ]);
    expect(table.rows).toEqual([
      ['lstm-8', 1.002, 8],
      ['lstm-32', 1.0005, 32],
    ]);
    expect(table.equal).toContainEqual(['theory.bits', 1]);
    expect(table.equal).toContainEqual(['cell', 'lstm']);
    expect(table.leftOut).toBe(1);
  });

  it('have a report that may load nothing and has an origin of its own', async () => {
    writeExperiment(folder, 'runs/coin small');
    await entries();
    const { status, headers, text } = await served.get('/report/runs/coin%20small/report.html');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('What was learned');
    expect(headers['content-security-policy']).toMatch(
      /^sandbox allow-scripts allow-popups; default-src 'none'/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('have the page, whose scripts come from the server alone', async () => {
    const { status, headers, text } = await served.get('/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
    expect((await served.get(script)).headers['content-type']).toBe(
      'text/javascript; charset=utf-8',
    );
  });
});

describe('refused', () => {
  const secret = 'the contents of a file outside';
  let outside = '';
  beforeAll(() => {
    outside = mkdtempSync(join(tmpdir(), 'foresay-outside-'));
    writeFileSync(join(outside, 'report.html'), secret);
  });
  afterAll(() => rmSync(outside, { recursive: true }));

  it('is every path that is no entry', async () => {
    writeExperiment(folder, 'coin');
    await entries();
    const name = outside.split('/').at(-1);
    for (const path of [
      `/report/../${name}/report.html`,
      `/report/%2e%2e/${name}/report.html`,
      `/report/..%2f${name}%2freport.html`,
      `/report/coin/../../${name}/report.html`,
      `/report/${encodeURIComponent(`${outside}/report.html`)}`,
      '/report/coin/results.jsonl',
      '/report/coin/cases/lstm-8/settings.json',
      '/report/%E0%A4%A',
      `/api/table?path=../${name}/report.html`,
      '/api/table?path=coin/report.html',
      '/api/curve?path=..',
      '/api/run?path=/etc',
      '/assets/../../../package.json',
      '/nothing',
    ]) {
      const { status, text } = await served.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain(secret);
    }
  });

  it('is a report that has become a link since it was found', async () => {
    writeExperiment(folder, 'coin');
    await entries();
    const report = join(folder, 'coin/report.html');
    unlinkSync(report);
    symlinkSync(join(outside, 'report.html'), report);
    expect((await served.get('/report/coin/report.html')).status).toBe(404);
    unlinkSync(report);
    expect((await served.get('/report/coin/report.html')).status).toBe(404);
  });

  it('is every method but GET, and every host but this machine', async () => {
    expect((await served.get('/', { method: 'POST' })).status).toBe(405);
    expect((await served.get('/api/entries', { host: 'evil.example' })).status).toBe(403);
    expect((await served.get('/api/entries', { host: 'localhost:1' })).status).toBe(200);
  });
});

describe('changes', () => {
  it('arrive as they happen, the first message with everything', async () => {
    writeTraining(folder, 'one');
    const messages = served.changes();
    const next = async () => (await messages.next()).value as Changes;
    const paths = (changed: readonly Entry[]) => changed.map(({ path }) => path);
    expect(paths((await next()).changed)).toEqual(['one']);
    report(folder, 'one', 21, 30);
    // What another request finds is told to all.
    await entries();
    expect((await next()).changed).toMatchObject([{ path: 'one', symbols: 3000 }]);
    mkdirSync(join(folder, 'two'));
    writeTraining(folder, 'two');
    // Its files appear one after the other.
    let changes = await next();
    while ((changes.changed[0] as RunEntry).symbols !== 2000) changes = await next();
    expect(paths(changes.changed)).toEqual(['two']);
    rmSync(join(folder, 'one'), { recursive: true });
    changes = await next();
    while (changes.removed.length === 0) changes = await next();
    expect(changes.removed).toEqual(['one']);
    await messages.return(undefined);
  });
});

describe('the command', () => {
  it('says what is wrong with the folder or the port', async () => {
    expect(await printed(['serve', join(folder, 'none')])).toMatchObject({
      status: 2,
      err: `error: ${join(folder, 'none')}: there is no such folder\n`,
    });
    writeFileSync(join(folder, 'file'), '');
    expect((await printed(['serve', join(folder, 'file')])).err).toMatch(/file is not a folder\n$/);
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await printed(['serve', folder, '--port', String(port)])).toMatchObject({
      status: 2,
      err: `error: port ${port} is taken; --port chooses another, 0 any free one\n`,
    });
    taken.close();
    expect((await printed(['serve', folder, '--host', '203.0.113.1'])).err).toMatch(
      /^error: cannot listen on 203\.0\.113\.1: /,
    );
  });
});
