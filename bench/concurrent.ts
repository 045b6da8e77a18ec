/**
 * `npx tsx bench/concurrent.ts [LEVEL [PACKAGE]]`: many calls of compress() on 20 KB each, one after the other and
 * together: seconds, processor seconds and peak memory of the process, each row in a process of its own. PACKAGE is the
 * folder of another build to measure.
 */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const [level = '1', folder = '.'] = process.argv.slice(2);

/** What a row runs, in plain JavaScript, as the loader of TypeScript takes memory of its own. */
const SCRIPT = `
import { readFileSync } from 'node:fs';
const [entry, n, how, options] = JSON.parse(process.argv[1]);
const { compress } = await import(entry);
const numbers = Array.from({ length: 5000 }, (_, i) => \`\${(i * 7919) % 1000},\`);
const data = new TextEncoder().encode(numbers.join(''));
const call = () => compress(data, options);
const began = performance.now();
if (how === 'together') await Promise.all(Array.from({ length: n }, call));
else for (let i = 0; i < n; i++) await call();
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const [, kibibytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
console.log(JSON.stringify([seconds, (user + system) / 1e6, kibibytes / 1024]));
`;

function row(calls: number, how: string, threads: { threads?: number }): string {
  const entry = new URL('dist/node/index.js', `${pathToFileURL(folder).href}/`).href;
  const given = JSON.stringify([entry, calls, how, { level: Number(level), ...threads }]);
  const args = ['--input-type=module', '-e', SCRIPT, given];
  const [seconds, cpu, mebibytes] = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8' }),
  );
  const name = `${how}, ${threads.threads === 0 ? 'no threads' : 'all cores'}`;
  const cells = [seconds.toFixed(2), cpu.toFixed(2), mebibytes.toFixed(0)];
  return `${String(calls).padStart(5)} ${name.padEnd(22)}${cells.map((cell) => cell.padStart(9)).join('')}`;
}

console.log(
  `level ${level}`.padEnd(28) + ['seconds', 'CPU s', 'MiB'].map((one) => one.padStart(9)).join(''),
);
for (const threads of [{}, { threads: 0 }])
  for (const how of ['in turn', 'together'])
    for (const calls of [1, 4, 60, 200]) console.log(row(calls, how, threads));
