/**
 * `npm run test:engines`: the golden archives made, decoded and refused, byte for byte, and training runs done, bit for
 * bit, on every engine there is.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPage, checkInBrowser } from './browser.js';
import { goldenBundle } from './bundle.js';
import { expectedCount, newVerdict, type Verdict } from './check.js';
import { ENGINES, type Engine, versionOf } from './list.js';
import { transpile } from './transpile.js';

const HELP = `npm run test:engines -- [options]
  --only NAME[,NAME]    only these: ${ENGINES.map(({ name }) => name).join(', ')}
  --skip-missing        an engine that cannot be had is no failure
  --timeout SECONDS     for one engine (default: 900)`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'skip-missing': { type: 'boolean', default: false },
    timeout: { type: 'string', default: '900' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const timeoutSeconds = Number(values.timeout);

interface Result {
  readonly name: string;
  readonly version: string;
  readonly verdict?: Verdict;
  readonly problem?: string;
  readonly missing: boolean;
}

/** The check as plain JavaScript; its entry. */
function compileCheck(folder: string): string {
  const from = new URL('./', import.meta.url);
  transpile(['make', 'training', 'check', 'on-command-line'], from, folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return join(folder, 'on-command-line.js');
}

const scratch = mkdtempSync(join(tmpdir(), 'foresay-engines-'));
const bundle = goldenBundle();
const bundlePath = join(scratch, 'bundle.json');
const page = join(scratch, 'page');
const entry = compileCheck(scratch);
const text = JSON.stringify(bundle);
writeFileSync(bundlePath, text);
mkdirSync(page);

let pageBuilt: Promise<void> | undefined;

function reason(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer | string; message?: string };
  const lines = String(stderr ?? '').trim();
  return `${message ?? error}`.split('\n')[0] + (lines ? `: ${lines.split('\n').at(-1)}` : '');
}

async function runEngine(engine: Engine): Promise<Result> {
  const { name } = engine;
  let command: readonly string[];
  let version: string;
  try {
    command = engine.kind === 'browser' ? [engine.command] : engine.find();
    version = versionOf(command);
  } catch (error) {
    return { name, version: '', problem: reason(error), missing: true };
  }
  try {
    const [program = '', ...args] = command;
    if (engine.kind === 'command') {
      const output = execFileSync(program, [...args, entry, path('../../dist'), bundlePath], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeoutSeconds * 1000,
      });
      return { name, version, verdict: JSON.parse(output), missing: false };
    }
    pageBuilt ??= buildPage(page);
    await pageBuilt;
    const verdict = await checkInBrowser(program, engine.args, page, text, timeoutSeconds);
    return { name, version, verdict, missing: false };
  } catch (error) {
    return { name, version, problem: reason(error), missing: false };
  }
}

function line(cells: readonly string[]): string {
  const widths = [14, 14, 8, 8, 8, 8, 8];
  return cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join(' ')
    .trimEnd();
}

async function main(): Promise<number> {
  const wanted = values.only === '' ? ENGINES.map(({ name }) => name) : values.only.split(',');
  const unknown = wanted.filter((name) => !ENGINES.some((engine) => engine.name === name));
  if (unknown.length > 0) throw new Error(`no such engine: ${unknown.join(', ')}`);
  const expected = expectedCount(bundle);
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  console.log(line(['engine', 'version', 'made', 'decoded', 'refused', 'trained', 'result']));
  for (const engine of ENGINES.filter(({ name }) => wanted.includes(name))) {
    const { name, version, verdict, problem, missing } = await runEngine(engine);
    const { failures, ...counts } = verdict ?? newVerdict([problem ?? 'no verdict']);
    const { made, decoded, refused, trained } = counts;
    const right = made + decoded + refused + trained === expected && failures.length === 0;
    const skip = missing && values['skip-missing'];
    if (right) passed++;
    else if (skip) skipped++;
    else failed++;
    const result = right ? 'same' : missing ? 'missing' : 'DIFFERS';
    console.log(line([name, version, ...[made, decoded, refused, trained].map(String), result]));
    for (const failure of failures) console.log(`  ${failure}`);
  }
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

if (values.help) console.log(HELP);
else {
  try {
    process.exitCode = await main();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
