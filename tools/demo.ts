/** `npm run demo [FILE]`: compresses and decompresses a file with the command, and compares the size with other programs. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALICE = fileURLToPath(new URL('../test/fixtures/alice29.txt', import.meta.url));
const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const OTHERS = ['gzip -9', 'zstd --ultra -22', 'xz -9e'] as const;

const file = process.argv[2] ?? ALICE;
const scratch = mkdtempSync(join(tmpdir(), 'foresay-demo-'));

/** Runs a command and writes its standard output to a file. Progress and messages go to the terminal. */
function run(command: string, args: readonly string[], output: string): SpawnSyncReturns<Buffer> {
  const target = openSync(output, 'w');
  try {
    return spawnSync(command, args, { stdio: ['ignore', target, 'inherit'] });
  } finally {
    closeSync(target);
  }
}

/** Runs foresay and returns the time in seconds. Throws when it failed. */
function foresay(args: readonly string[], output: string): number {
  const shown = args.map((arg) => {
    if (arg.startsWith(scratch)) return basename(arg);
    return arg.startsWith('/') ? relative('.', arg) : arg;
  });
  console.log(`$ foresay ${shown.join(' ')} > ${basename(output)}`);
  const start = performance.now();
  const { status, error } = run(process.execPath, [MAIN, ...args], output);
  if (error !== undefined || status !== 0)
    throw new Error(error?.message ?? `foresay ended with exit code ${status}`);
  return (performance.now() - start) / 1000;
}

/** Size of the file compressed by another program, in bytes; undefined when it is not installed. */
function sizeBy(command: string): number | undefined {
  const [program = '', ...options] = command.split(' ');
  const output = join(scratch, 'other');
  const { status } = run(program, [...options, '-q', '-c', file], output);
  return status === 0 ? statSync(output).size : undefined;
}

function demo(): number {
  const original = readFileSync(file);
  const archive = join(scratch, `${basename(file)}.fsy`);
  const restored = join(scratch, basename(file));
  const compressSeconds = foresay(['-c', file], archive);
  const decompressSeconds = foresay(['-d', '-c', archive], restored);
  if (!readFileSync(restored).equals(original)) {
    console.error('The decompressed bytes differ from the original.');
    return 1;
  }
  console.log(`The ${original.length.toLocaleString('en-US')} bytes were restored bit for bit.\n`);

  const rows: [name: string, bytes: number, note: string][] = [
    [basename(file), original.length, ''],
  ];
  for (const other of OTHERS) {
    const bytes = sizeBy(other);
    if (bytes !== undefined) rows.push([other, bytes, '']);
  }
  const note = `${compressSeconds.toFixed(1)} s to compress, ${decompressSeconds.toFixed(1)} s to decompress`;
  rows.push(['foresay', statSync(archive).size, note]);
  for (const [name, bytes, remark] of rows) {
    const bpc = original.length > 0 ? (8 * bytes) / original.length : 0;
    const size = bytes.toLocaleString('en-US').padStart(14);
    console.log(
      `${name.padEnd(20)}${size} bytes${bpc.toFixed(3).padStart(8)} bpc  ${remark}`.trimEnd(),
    );
  }
  return 0;
}

try {
  process.exitCode = demo();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
