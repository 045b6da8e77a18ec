/** A corpus as tasks: two processes share it, and each archive has the bytes that the command `foresay` writes. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseManifest } from '../../bench/corpus/corpus.js';
import { ROOT } from '../../test/support/imports.js';
import { MAIN, TSX } from './support/processes.js';
import { newFolder } from './support/tasks.js';

const CORPUS = join(ROOT, '../shared/corpus');
const MANIFEST = join(CORPUS, 'MANIFEST.tsv');
const HERE = existsSync(MANIFEST);
const LEVEL = 1;

const folder = newFolder();
afterAll(() => rmSync(folder, { recursive: true }));

if (!HERE) console.warn(`skipped: there is no corpus in ${CORPUS}`);

it.skipIf(!HERE)('57 files: byte for byte what one machine makes', async () => {
  const files = parseManifest(readFileSync(MANIFEST, 'utf8')).map(({ name }) => name);
  expect(files).toHaveLength(57);
  const lab = ['--import', TSX, MAIN];
  const paths = files.map((name) => join(CORPUS, name));
  const plan = join(folder, 'plan.json');
  const words = ['plan', 'compress', ...paths, '--level', String(LEVEL), '--output', folder];
  expect(spawnSync(process.execPath, [...lab, ...words]).status).toBe(0);
  const machines = ['0', '1'].map(
    (index) =>
      new Promise((resolve) => {
        spawn(process.execPath, [...lab, 'task', plan, '--index', index, '--of', '2']).on(
          'close',
          resolve,
        );
      }),
  );
  expect(await Promise.all(machines)).toEqual([0, 0]);
  const gathered = spawnSync(process.execPath, [...lab, 'gather', plan]);
  expect(gathered.stderr.toString()).toBe('');
  const { stdout } = gathered;
  expect(stdout.toString()).toMatch(/archives: 57 archives, [\d,]+ bytes in [\d,]+\n/);
  for (const name of files) {
    const foresay = [join(ROOT, 'dist/cli/main.js'), `-${LEVEL}`, '-c', join(CORPUS, name)];
    const { stdout: wanted } = spawnSync(process.execPath, foresay, { maxBuffer: 2 ** 30 });
    const archive = readFileSync(join(folder, 'archives', `${name}.fsy`));
    expect(archive.equals(wanted), name).toBe(true);
  }
});
