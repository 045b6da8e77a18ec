/**
 * `npm run bench:training`: the speed of training, foresay's networks beside 128-bit multiply-adds in registers and one
 * network beside other runtimes. Each program is a process of its own and trains on the same symbols.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { publish } from './report/publish.js';
import { machineKey, thisMachine } from './run/machine.js';
import { inRegisters } from './run/registers.js';
import { loadResults, saveTheme, type TrainingRow } from './run/results.js';
import { measureTraining } from './training/measure.js';
import {
  FORESAY,
  findTrainers,
  RIVAL_PACKAGES,
  type TrainingProgram,
} from './training/programs.js';
import { writeSymbols } from './training/symbols.js';
import type { Task } from './training/task.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const HELP = `npm run bench:training -- [options]
  --rivals=DIR     look for rivals from npm in DIR/node_modules (default: $FORESAY_RIVALS_DIR)
  --install        first install them there; PyTorch is the system's: apt-get install python3-torch libopenblas0-openmp
  --only=TEXT      only programs whose name contains TEXT; may be repeated; other rows are kept
  --threads=N      may be repeated (default: 1 and 2)
  --runs=N         processes of each row (default: 3)
  --seconds=N      seconds of each process (default: 4)`;

const { values } = parseArgs({
  options: {
    rivals: { type: 'string', default: process.env['FORESAY_RIVALS_DIR'] ?? '' },
    install: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    threads: { type: 'string', multiple: true, default: ['1', '2'] },
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** Symbols of a row in the file; the fastest program needs them all in about ten seconds. */
const STEPS = 64 * 400 + 1;
const BATCH = { rows: 64, length: 64, layers: 2, rate: 0.002, clip: 5, batches: 24 };

type Network = Pick<Task, 'cell' | 'width' | 'norm' | 'symbols'>;

/** The network that every program trains: without norm, over two symbols and over 64. */
const SHARED: readonly Network[] = [2, 64].map((symbols) => ({
  ...{ cell: 'gru', width: 128, norm: 'none' },
  symbols,
}));

const OURS: readonly Network[] = (['gru', 'lstm', 'rnn'] as const).flatMap((cell) =>
  [32, 128, 256].map((width): Network => ({ cell, width, norm: 'rms', symbols: 2 })),
);

function install(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--prefix', folder, ...RIVAL_PACKAGES];
  spawnSync('npm', args, { stdio: 'inherit' });
}

const say = (line: string) => process.stderr.write(`${line}\n`);

/** The rows of a program, but for those that fail. */
function measureAll(program: TrainingProgram, folder: string): TrainingRow[] {
  const dataOf = (symbols: number) => join(folder, `symbols${symbols}`);
  for (const { symbols } of SHARED) writeSymbols(dataOf(symbols), BATCH.rows, STEPS, symbols);
  const counts = values.threads.map(Number).filter((count) => count <= program.threads);
  const rows: TrainingRow[] = [];
  for (const network of program === FORESAY ? [...SHARED, ...OURS] : SHARED)
    for (const threads of counts) {
      const seconds = Number(values.seconds);
      const task = { ...BATCH, ...network, threads, data: dataOf(network.symbols), seconds };
      const about = `${program.name}, ${JSON.stringify(network)}, threads ${threads}`;
      try {
        const row = measureTraining(program, task, Number(values.runs));
        rows.push(row);
        say(`${row.best} symbols a second: ${about}`);
      } catch (error) {
        say(`failed: ${about}: ${error}`);
      }
    }
  return rows;
}

/** Rows of one key replace one another, and rows are in the order of their keys. */
function keyOf({ program, norm, cell, width, symbols, threads }: TrainingRow): string {
  const numbers = [width, symbols, threads].map((number) => String(number).padStart(5, '0'));
  return [program, norm, cell, ...numbers].join();
}

/** Puts the rows of a program into the results and writes the documents. */
function save(measured: readonly TrainingRow[]): void {
  if (measured.length === 0) return;
  const machine = thisMachine();
  const name = `Node ${machine.node.split('.')[0]}`;
  const earlier = loadResults(ROOT).training[name];
  const keys = new Set(measured.map(keyOf));
  const kept = (earlier?.rows ?? []).filter((row) => !keys.has(keyOf(row)));
  const ours = measured.some(({ program }) => program === FORESAY.name);
  saveTheme(ROOT, 'training', name, {
    machine: machineKey(machine),
    inRegisters: ours ? inRegisters() : (earlier?.inRegisters ?? inRegisters()),
    rows: [...measured, ...kept].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  });
  publish(ROOT);
}

function main(): void {
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = resolve(values.rivals || 'build/rivals');
  if (values.install) install(folder);
  const { found, missing } = findTrainers(folder);
  if (missing.length > 0) say(`not installed: ${missing.join('; ')}`);
  const wanted = ({ name }: TrainingProgram) =>
    values.only.length === 0 || values.only.some((text) => name.includes(text));
  const scratch = mkdtempSync(join(tmpdir(), 'foresay-training-'));
  try {
    for (const program of [FORESAY, ...found].filter(wanted)) save(measureAll(program, scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main();
