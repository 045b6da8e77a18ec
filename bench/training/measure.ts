/** Runs training programs as whole processes and takes their speed from the times of their batches. */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import type { TrainingRow } from '../run/results.js';
import { commandOf, type TrainingProgram } from './programs.js';
import type { Batch, Outcome, Task } from './task.js';

/** Batches before those that count: compilation, first allocations. */
const WARM_UP = 4;
/** Batches in a row that are timed as one. */
const WINDOW = 5;

/** Sums of WINDOW batches in a row, from the WARM_UP on. */
function windows(batches: readonly Batch[], of: (batch: Batch) => number): number[] {
  const times = batches.slice(WARM_UP).map(of);
  return times
    .slice(WINDOW - 1)
    .map((_, i) => times.slice(i, i + WINDOW).reduce((sum, time) => sum + time));
}

/** Symbols a second: the best window and the median one of all runs. Throws where no run has WARM_UP + WINDOW batches. */
export function speeds(
  runs: readonly (readonly Batch[])[],
  of: (batch: Batch) => number,
  symbols: number,
): { best: number; median: number } {
  const all = runs.flatMap((batches) => windows(batches, of)).sort((a, b) => a - b);
  const [least] = all;
  const middle = all[all.length >> 1];
  if (least === undefined || middle === undefined) throw new Error('too few batches to measure');
  const speed = (seconds: number) => Math.round((WINDOW * symbols) / seconds);
  return { best: speed(least), median: speed(middle) };
}

/** The environment without what makes OpenBLAS choose another kernel than the fastest of the processor. */
function ownKernels(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return { ...rest, OPENBLAS_NUM_THREADS: String(threads) };
}

function busiest(runs: readonly (readonly Batch[])[], symbols: number): { busiest?: number } {
  const known = runs.flat().every(({ busiestSeconds }) => busiestSeconds !== undefined);
  if (!known) return {};
  return { busiest: speeds(runs, ({ busiestSeconds = 0 }) => busiestSeconds, symbols).best };
}

function runOnce(program: TrainingProgram, task: Task): Outcome {
  const [file = '', ...args] = commandOf(program, task);
  const env = ownKernels(task.threads);
  const { stdout, stderr, status } = spawnSync(file, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr.trim().split('\n').slice(-5).join('\n'));
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** Trains `runs` times. Throws an Error with the program's last words where it fails. */
export function measureTraining(program: TrainingProgram, task: Task, runs: number): TrainingRow {
  const [load = 0] = loadavg();
  const outcomes = Array.from({ length: runs }, () => runOnce(program, task));
  const [first] = outcomes as [Outcome];
  const { cell, width, layers, symbols, rows, length, norm, threads } = task;
  const batches = outcomes.map((outcome) => outcome.batches);
  const time = (batch: Batch) => (threads === 1 ? batch.cpuSeconds : batch.seconds);
  return {
    ...{ program: program.name, runs: program.runs, version: first.version },
    ...{ cell, width, layers, symbols, norm, threads },
    ...speeds(batches, time, rows * length),
    ...busiest(batches, rows * length),
    load: Number(load.toFixed(1)),
    bits: Number((first.batches[task.batches - 1]?.bits ?? Number.NaN).toFixed(3)),
    ...(first.multiplyAdds !== undefined && { multiplyAdds: first.multiplyAdds }),
  };
}
