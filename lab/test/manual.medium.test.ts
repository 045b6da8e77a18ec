/** The examples of docs/lab.md: each is run, and prints what the document shows. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ROOT } from '../../test/support/imports.js';
import { run } from '../src/command/program.js';
import { printed } from './support/printed.js';

const manual = readFileSync(join(ROOT, 'docs/lab.md'), 'utf8');
const models = [...manual.matchAll(/^```json (\S+)\n(.*?)^```/gms)];
const examples = [...manual.matchAll(/^```console\n(.*?)^```/gms)].flatMap(([, block = '']) =>
  block
    .split(/^\$ foresay-lab /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    }),
);

/** Programs of the machine and their times. */
const comparable = examples.filter(({ command }) => !command.startsWith('baselines'));

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
const home = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  for (const [, name = '', text = ''] of models) writeFileSync(name, text);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it('has examples and models', () => {
  expect(comparable.length).toBeGreaterThan(5);
  expect(models.map(([, name]) => name)).toEqual(['even.json', 'driven.json']);
});

/** Without what depends on the machine. */
const timeless = (text: string) => text.replace(/ {2}\S+ symbols\/s {2}.* left$/gm, '');

it.each(comparable)('$command', async ({ command, output }) => {
  const { status, out } = await printed(command.split(' '));
  expect(status).toBe(0);
  expect(timeless(out.trimEnd())).toBe(timeless(output));
});

it('the picture is the one that the example draws', () => {
  expect(readFileSync('xor-feedback.svg', 'utf8')).toBe(
    readFileSync(join(ROOT, 'docs/lab/xor-feedback.svg'), 'utf8'),
  );
});

it('driven.json is a model', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  expect(await run('entropy driven-hmm --model driven.json --symbols 1000'.split(' '))).toBe(0);
  log.mockRestore();
});
