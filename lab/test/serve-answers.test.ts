/** What the server of `serve` answers, and what it refuses. */
import {
  appendFileSync,
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultsTable, RunDetails } from '../src/serve/api.js';
import { printed } from './support/printed.js';
import { report, reports, writeExperiment, writeTo, writeTraining } from './support/runs.js';
import { servedFolder } from './support/served-folder.js';

const test = servedFolder();
const { entries, curve } = test;

describe('a curve', () => {
  it('has all reports of a short file', async () => {
    writeTraining(test.folder, 'a b');
    const { points, reports: count, damaged } = await curve('a b');
    expect([count, damaged]).toEqual([20, 0]);
    expect(points[0]).toEqual([100, 1, null]);
    expect(points.at(-1)).toEqual([2000, 1 / 20, 1 / 20 + 0.01]);
  });

  it('grows, and begins anew with a file that was replaced or rewritten', async () => {
    writeTraining(test.folder, 'one');
    await curve('one');
    report(test.folder, 'one', 21, 25);
    expect((await curve('one')).points.at(-1)).toEqual([2500, 1 / 25, null]);
    const path = join(test.folder, 'one/metrics.jsonl');
    writeFileSync(`${path}.part`, reports(1, 4));
    renameSync(`${path}.part`, path);
    expect((await curve('one')).points).toHaveLength(4);
    // In place, and longer than before: only its bytes tell.
    writeFileSync(path, reports(101, 150));
    const { points, reports: count } = await curve('one');
    expect([count, points[0]?.[0]]).toEqual([50, 10_100]);
  });

  it('counts lines that are no reports', async () => {
    writeTraining(test.folder, 'one');
    appendFileSync(join(test.folder, 'one/metrics.jsonl'), 'x\n[]\nnull\n{"symbols":1}\n');
    report(test.folder, 'one', 21, 21);
    expect(await curve('one')).toMatchObject({ reports: 21, damaged: 4 });
  });

  it.each(['linear', 'log'])(
    'of 10^5 reports is thinned and keeps its peaks, %s',
    async (scale) => {
      writeTraining(test.folder, 'one');
      const lines = Array.from({ length: 100_000 }, (_, i) => {
        const bits = i === 77_777 ? 9 : 1 + (i % 7) / 100;
        return `{"symbols":${i + 1},"bits":${bits}${i % 1000 === 0 ? `,"validation":${i}` : ''}}\n`;
      });
      writeTo(test.folder, 'one/metrics.jsonl', lines.join(''));
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
    writeTraining(test.folder, 'one', { batchSize: 8, summaryPath: 'one' });
    writeExperiment(test.folder, 'coin');
    expect(await test.served.json<RunDetails>('/api/run?path=one')).toEqual({
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
    const { settings } = await test.served.json<RunDetails>('/api/run?path=coin/cases/lstm-8');
    expect(settings).toMatchObject({ 'sequence.source': 'iid', 'settings.trainer.width': 8 });
  });

  it('have a table with a column for each member that differs', async () => {
    writeExperiment(test.folder, 'coin');
    appendFileSync(join(test.folder, 'coin/results.jsonl'), 'nonsense\n\n');
    const table = await test.served.json<ResultsTable>('/api/table?path=coin/results.jsonl');
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
    writeExperiment(test.folder, 'runs/coin small');
    await entries();
    const { status, headers, text } = await test.served.get(
      '/report/runs/coin%20small/report.html',
    );
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('What was learned');
    expect(headers['content-security-policy']).toMatch(
      /^sandbox allow-scripts allow-popups; default-src 'none'/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('have the page, whose scripts come from the server alone', async () => {
    const { status, headers, text } = await test.served.get('/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
    expect((await test.served.get(script)).headers['content-type']).toBe(
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
    writeExperiment(test.folder, 'coin');
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
      const { status, text } = await test.served.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain(secret);
    }
  });

  it('is a report that has become a link since it was found', async () => {
    writeExperiment(test.folder, 'coin');
    await entries();
    const report = join(test.folder, 'coin/report.html');
    unlinkSync(report);
    symlinkSync(join(outside, 'report.html'), report);
    expect((await test.served.get('/report/coin/report.html')).status).toBe(404);
    unlinkSync(report);
    expect((await test.served.get('/report/coin/report.html')).status).toBe(404);
  });

  it('is every method but GET, and every host but this machine', async () => {
    expect((await test.served.get('/', { method: 'POST' })).status).toBe(405);
    expect((await test.served.get('/api/entries', { host: 'evil.example' })).status).toBe(403);
    expect((await test.served.get('/api/entries', { host: 'localhost:1' })).status).toBe(200);
  });
});

describe('the command', () => {
  it('says what is wrong with the folder or the port', async () => {
    expect(await printed(['serve', join(test.folder, 'none')])).toMatchObject({
      status: 2,
      err: `error: ${join(test.folder, 'none')}: there is no such folder\n`,
    });
    writeFileSync(join(test.folder, 'file'), '');
    expect((await printed(['serve', join(test.folder, 'file')])).err).toMatch(
      /file is not a folder\n$/,
    );
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await printed(['serve', test.folder, '--port', String(port)])).toMatchObject({
      status: 2,
      err: `error: port ${port} is taken; --port chooses another, 0 any free one\n`,
    });
    taken.close();
    expect((await printed(['serve', test.folder, '--host', '203.0.113.1'])).err).toMatch(
      /^error: cannot listen on 203\.0\.113\.1: /,
    );
  });
});
