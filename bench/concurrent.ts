/**
 * `npx tsx bench/concurrent.ts [LEVEL [PACKAGE]]`: many calls of compress() on 20 KB each, one after the other and
 * all at once. Each row is measured in a process of its own. PACKAGE is the folder of another build: its rows are
 * printed and not saved.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { concurrencyDocument } from './report/concurrency.js';
import { publish } from './report/publish.js';
import { machineKey, thisMachine } from './run/machine.js';
import { type Calls, saveTheme } from './run/results.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [level = '1', folder] = process.argv.slice(2);

/** What a row runs: plain JavaScript, because the loader of TypeScript would add its own memory. */
const SCRIPT = `
import { readFileSync } from 'node:fs';
const [entry, n, together, options] = JSON.parse(process.argv[1]);
const { compress } = await import(entry);
const numbers = Array.from({ length: 5000 }, (_, i) => \`\${(i * 7919) % 1000},\`);
const data = new TextEncoder().encode(numbers.join(''));
const call = () => compress(data, options);
const began = performance.now();
if (together) await Promise.all(Array.from({ length: n }, call));
else for (let i = 0; i < n; i++) await call();
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const [, kibibytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
console.log(JSON.stringify([seconds, (user + system) / 1e6, kibibytes / 1024]));
`;

function measure(calls: number, together: boolean, workers: boolean): Calls {
  const entry = new URL('dist/node/index.js', `${pathToFileURL(folder ?? ROOT).href}/`).href;
  const options = { level: Number(level), ...(!workers && { threads: 0 }) };
  const args = ['--input-type=module', '-e', SCRIPT];
  const [seconds, cpuSeconds, mebibytes] = JSON.parse(
    execFileSync(process.execPath, [...args, JSON.stringify([entry, calls, together, options])], {
      encoding: 'utf8',
    }),
  );
  return { calls, together, workers, seconds, cpuSeconds, mebibytes };
}

const rows = [true, false].flatMap((workers) =>
  [false, true].flatMap((together) =>
    [1, 4, 60, 200].map((calls) => measure(calls, together, workers)),
  ),
);
const name = `level ${level}`;
const run = { machine: machineKey(thisMachine()), rows };
console.log(concurrencyDocument({ [name]: run }).join('\n\n'));
if (folder === undefined) {
  saveTheme(ROOT, 'concurrency', name, run);
  publish(ROOT);
}
