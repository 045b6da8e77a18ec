/** Runs whole processes and measures their user plus system time and peak memory, children included. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './program.js';
import type { Cost } from './record.js';

/** A command is run again until its runs add up to this many seconds, because short runs are noisy. */
const ENOUGH_SECONDS = 1;
const MOST_RUNS = 5;

/** The exit status of a command that was ended by SIGXCPU, number 24. */
const OUT_OF_TIME = 128 + 24;

export interface Outcome {
  readonly archiveBytes: number;
  readonly compress: Cost;
  readonly decompress: Cost;
}

export class MeasureError extends Error {}

/** A command that exceeded its time limit. */
export class TooSlow extends MeasureError {}

function quote(word: string): string {
  return /^[\w./=:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command template with {in} and {out} replaced, quoted for the shell. */
export function fill(template: string, input: string, output: string): string {
  return template.replaceAll('{in}', quote(input)).replaceAll('{out}', quote(output));
}

/**
 * bash's `time` gives milliseconds and includes children; GNU time gives the peak memory. The limit is one of processor
 * time, so that a busy machine does not exhaust it.
 */
function runOnce(command: string, directory: string, seconds: number): Cost {
  const memory = join(directory, 'memory');
  const limited = quote(`ulimit -S -t ${Math.ceil(seconds)}; ${command}`);
  const timed = `time /usr/bin/time -q -f %M -o ${quote(memory)} sh -c ${limited} >messages 2>&1`;
  const run = spawnSync('bash', ['-c', `TIMEFORMAT='%3U %3S %3R'; ${timed}`], {
    cwd: directory,
    encoding: 'utf8',
    // A wall-clock limit for a process that waits forever: it uses no processor time.
    timeout: 1000 * (600 + 10 * seconds),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (run.error) throw new MeasureError(`${command}: ${run.error.message}`);
  if (run.status === OUT_OF_TIME) throw new TooSlow(`not done after ${Math.ceil(seconds)} s`);
  if (run.status !== 0) {
    const messages = readFileSync(join(directory, 'messages'), 'utf8').trim();
    const last = messages
      .split(/[\r\n]+/)
      .slice(-2)
      .join(' ')
      .slice(-200);
    throw new MeasureError(`exit code ${run.status}: ${last || run.stderr.trim() || 'no message'}`);
  }
  const [user = 0, system = 0, wall = 0] = run.stderr.trim().split(' ').map(Number);
  return {
    // At least a millisecond, so that no speed is infinite.
    seconds: Math.max(0.001, user + system),
    wall,
    memory: Number(readFileSync(memory, 'utf8').trim()),
  };
}

function runEnough(command: string, output: string, directory: string, seconds: number): Cost {
  let best: Cost | undefined;
  let spent = 0;
  for (let run = 0; run < MOST_RUNS && spent < ENOUGH_SECONDS; run++) {
    rmSync(join(directory, output), { force: true });
    const cost = runOnce(command, directory, seconds);
    spent += cost.seconds;
    if (best === undefined || cost.seconds < best.seconds) best = cost;
  }
  return best as Cost;
}

/** Runs `use` with a scratch directory that holds a copy of `file` named `data`. */
function withCopy<T>(file: string, use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'foresay-bench-'));
  try {
    copyFileSync(file, join(directory, 'data'));
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Compresses and decompresses `file` with `program` in a directory of their own and compares the bytes.
 * Throws MeasureError when a command fails or does not give the file back, TooSlow when one takes more than
 * `seconds` of processor time.
 */
export function measure(program: Program, file: string, seconds: number): Outcome {
  return withCopy(file, (directory) => {
    const archive = `archive${program.suffix}`;
    const run = (template: string, input: string, output: string) =>
      runEnough(fill(template, input, output), output, directory, seconds);
    const compress = run(program.compress, 'data', archive);
    const archiveBytes = statSync(join(directory, archive)).size;
    const decompress = run(program.decompress, archive, 'back');
    if (!readFileSync(join(directory, 'back')).equals(readFileSync(file)))
      throw new MeasureError('the bytes that came back differ');
    return { archiveBytes, compress, decompress };
  });
}

/** Compresses `file` once with `program`: the archive's size and its cost. Throws as `measure` does. */
export function measureCompression(
  program: Program,
  file: string,
  seconds: number,
): { archiveBytes: number; cost: Cost } {
  return withCopy(file, (directory) => {
    const archive = `archive${program.suffix}`;
    const cost = runOnce(fill(program.compress, 'data', archive), directory, seconds);
    return { archiveBytes: statSync(join(directory, archive)).size, cost };
  });
}
