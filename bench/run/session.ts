/** A run of the benchmark: files taken one after the other, programs measured on each, results kept at once. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Item } from '../corpus/corpus.js';
import { updateReadme } from '../report/level-table.js';
import { CHARTS, charts, updateReport } from '../report/report.js';
import { bitsPerByte, significant, speed } from '../report/speed.js';
import { expectedSeconds } from './budget.js';
import { machineKey, thisMachine } from './machine.js';
import { MeasureError, measure, TooSlow } from './measure.js';
import { isOurs, type Program } from './program.js';
import { type Benchmarks, type Failure, type FileRecord, merge, type Row } from './record.js';

/** How many times the budget a command may take before it is stopped, and how many seconds at least. */
const PATIENCE = 2;
const LEAST_PATIENCE = 60;

export interface SessionOptions {
  /** Results go to this name with .json and .md, charts to a folder beside it. */
  readonly output: string;
  /** Seconds that one direction of one program on one file may take. */
  readonly budget: number;
  /** Says how commands are shown in the record. */
  readonly display: (command: string) => string;
  readonly say: (line: string) => void;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What an earlier run wrote; undefined where there was none. */
export function load(output: string): Benchmarks | undefined {
  const text = read(`${output}.json`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Writes the record, the report, its charts, and the tables of a README beside them. */
export function save(output: string, benchmarks: Benchmarks): void {
  const folder = dirname(output);
  mkdirSync(join(folder, CHARTS), { recursive: true });
  for (const [kind, svg] of charts(benchmarks))
    writeFileSync(join(folder, CHARTS, `${kind}.svg`), svg);
  writeFileSync(`${output}.json`, `${JSON.stringify(benchmarks, null, 2)}\n`);
  writeFileSync(`${output}.md`, updateReport(read(`${output}.md`), benchmarks));
  const readme = read(join(folder, 'README.md'));
  const updated = updateReadme(readme, benchmarks);
  if (updated !== readme) writeFileSync(join(folder, 'README.md'), updated);
}

const isFor = (item: Item) => (program: Program) => program.kinds?.includes(item.kind) ?? true;

/** Measures `programs` on the file at `path`; those that would exceed the budget are left out and noted. */
function measureFile(
  path: string,
  programs: readonly Program[],
  known: Benchmarks,
  { budget, display, say }: SessionOptions,
): FileRecord {
  const bytes = statSync(path).size;
  const date = new Date().toISOString().slice(0, 10);
  const machine = machineKey(thisMachine());
  const rows: Row[] = [];
  const failures: Failure[] = [];
  const skipped: Failure[] = [];
  for (const program of programs) {
    const note = (list: Failure[], reason: string, word: string) => {
      list.push({ program: program.name, date, reason });
      say(`  ${program.name.padEnd(40)} ${word}: ${reason}`);
    };
    const expected = expectedSeconds(known, program, bytes);
    if (expected !== undefined && expected > budget) {
      note(skipped, `some ${significant(expected)} s`, 'skipped');
      continue;
    }
    try {
      const outcome = measure(program, path, Math.max(LEAST_PATIENCE, PATIENCE * budget));
      const commands = [display(program.compress), display(program.decompress)] as const;
      const { name, version } = program;
      rows.push({ program: name, version, commands, date, machine, ...outcome });
      const pace = [outcome.compress, outcome.decompress].map((c) => significant(speed(bytes, c)));
      const bpc = bitsPerByte(outcome.archiveBytes, bytes);
      say(`  ${name.padEnd(40)} ${bpc} bpc  ${pace.join(' and ')} KB/s`);
    } catch (error) {
      if (!(error instanceof MeasureError)) throw error;
      if (error instanceof TooSlow) note(skipped, error.message, 'stopped');
      else note(failures, error.message, 'FAILED');
    }
  }
  return { bytes, rows, failures, skipped };
}

/** Measures every program on every file, and returns how often foresay failed. */
export function run(
  items: readonly Item[],
  programs: readonly Program[],
  earlier: Benchmarks,
  options: SessionOptions,
): number {
  const machine = thisMachine();
  let benchmarks = earlier;
  let failures = 0;
  for (const item of items) {
    options.say(item.name);
    item.with((path) => {
      const fresh = measureFile(path, programs.filter(isFor(item)), benchmarks, options);
      failures += fresh.failures.filter((one) => isOurs(one.program)).length;
      benchmarks = merge(benchmarks, item.name, fresh, { [machineKey(machine)]: machine });
    });
    // After every file: a run of hours that is stopped keeps what it has measured.
    save(options.output, benchmarks);
  }
  return failures;
}

/** What a run would measure and about how long it would take, without running anything. */
export function plan(
  items: readonly Item[],
  programs: readonly Program[],
  known: Benchmarks,
  { budget, say }: SessionOptions,
): void {
  let total = 0;
  for (const item of items) {
    item.with((path) => {
      const { size } = statSync(path);
      const able = programs.filter(isFor(item));
      const expected = able.map((program) => expectedSeconds(known, program, size));
      const within = expected.filter((seconds) => seconds === undefined || seconds <= budget);
      const sum = within.reduce<number>((seconds, one) => seconds + 2 * (one ?? 0), 0);
      total += sum;
      const count = `${within.length} of ${able.length} programs`;
      say(`${item.name.padEnd(44)} ${item.kind.padEnd(15)} ${count}, ${Math.round(sum)} s`);
    });
  }
  say(`some ${(total / 60).toFixed(0)} minutes in all, programs of unknown speed not counted`);
}
