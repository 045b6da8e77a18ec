/** A run of the benchmark: each program on each file, file by file; results are saved after every file. */
import { statSync } from 'node:fs';
import type { Item } from '../corpus/corpus.js';
import { publish } from '../report/publish.js';
import { bitsPerByte, significant, speed } from '../report/speed.js';
import { expectedSeconds } from './budget.js';
import { machineKey, thisMachine } from './machine.js';
import { MeasureError, measure, TooSlow } from './measure.js';
import { isOurs, type Program } from './program.js';
import { type Benchmarks, type Failure, type FileRecord, merge, type Row } from './record.js';
import { saveBenchmarks } from './results.js';

/** A command is stopped after this many times the budget, but not before this many seconds. */
const STOP_FACTOR = 2;
const STOP_AT_LEAST = 60;

export interface SessionOptions {
  /** The folder below which results and documents are written. */
  readonly output: string;
  /** Seconds that one direction of one program on one file may take. */
  readonly budget: number;
  /** A command as the record shows it. */
  readonly display: (command: string) => string;
  readonly say: (line: string) => void;
}

/** Writes the measurements and every document that follows from them. */
export function save(root: string, benchmarks: Benchmarks): void {
  saveBenchmarks(root, benchmarks);
  publish(root);
}

const isFor = (item: Item) => (program: Program) => program.kinds?.includes(item.kind) ?? true;

/** Measures `programs` on the file at `path`; a program that would exceed the budget is only listed as skipped. */
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
      const outcome = measure(program, path, Math.max(STOP_AT_LEAST, STOP_FACTOR * budget));
      const commands = [display(program.compress), display(program.decompress)] as const;
      const { name, version } = program;
      rows.push({ program: name, version, commands, date, machine, ...outcome });
      const speeds = [outcome.compress, outcome.decompress].map((c) =>
        significant(speed(bytes, c)),
      );
      const bpc = bitsPerByte(outcome.archiveBytes, bytes);
      say(`  ${name.padEnd(40)} ${bpc} bpc  ${speeds.join(' and ')} KB/s`);
    } catch (error) {
      if (!(error instanceof MeasureError)) throw error;
      if (error instanceof TooSlow) note(skipped, error.message, 'stopped');
      else note(failures, error.message, 'FAILED');
    }
  }
  return { bytes, rows, failures, skipped };
}

/** Measures every program on every file and returns the number of foresay's failures. */
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

/** Lists the files and programs that a run would measure and an estimate of its time; runs nothing. */
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
