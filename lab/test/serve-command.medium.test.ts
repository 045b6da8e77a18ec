/** The command `serve` as a process: the port it takes, the address it prints, its end. */
import type { ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { ended, Processes } from './support/processes.js';
import { writeTraining } from './support/runs.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
writeTraining(folder, 'runs/one');
const lab = new Processes(folder);
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a server. @returns Its process, and the address that it prints. */
async function started(line: string): Promise<{ child: ChildProcess; url: string }> {
  const child = lab.start(line);
  children.push(child);
  let out = '';
  for await (const bytes of on(child.stdout as NodeJS.ReadableStream, 'data', { close: ['end'] })) {
    out += bytes;
    const [, url] = /(http:\S+)\n/.exec(out) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`${line} printed no address: ${out}`);
}

const pathsAt = async (url: string) => {
  const { changed } = (await (await fetch(`${url}api/entries`)).json()) as {
    changed: { path: string }[];
  };
  return changed.map(({ path }) => path);
};

it('serves the current folder, and takes the next port where that of default is taken', async () => {
  const first = await started('serve');
  const second = await started('serve runs');
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(second.url).not.toBe(first.url);
  expect(await pathsAt(first.url)).toEqual(['runs/one']);
  expect(await pathsAt(second.url)).toEqual(['one']);
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, also while a page is open', async (signal) => {
  const { child, url } = await started('serve --port 0');
  const changes = await fetch(`${url}api/changes`);
  const reader = changes.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('runs/one');
  const end = ended(child);
  child.kill(signal);
  expect(await end).toEqual({ status: 0, err: '' });
});
