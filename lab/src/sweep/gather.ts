/** What a results folder has of a plan. */
import { join } from 'node:path';
import { writeTextAtomic } from '../data/atomic-file.js';
import { type Options, type Plan, taskOf } from './plan.js';
import { type Failure, TaskFolder } from './task-folder.js';
import type { GatheredTask, TaskKind } from './task-kind.js';

export interface Gathered {
  /** In the order of the plan. */
  readonly finished: readonly GatheredTask[];
  readonly failed: readonly FailedTask[];
  /** Numbers of the tasks that have neither a result nor a failure. */
  readonly missing: readonly number[];
}

export interface FailedTask {
  readonly index: number;
  readonly own: Options;
  readonly failure: Failure;
}

/** Throws LabError for a damaged file. */
export function gatherTasks(plan: Plan, kind: TaskKind, results: string): Gathered {
  const finished: GatheredTask[] = [];
  const failed: FailedTask[] = [];
  const missing: number[] = [];
  for (const [index, own] of plan.tasks.entries()) {
    const folder = new TaskFolder(results, taskOf(plan, index, kind.inputs).identity);
    const result = folder.result();
    const failure = result === undefined ? folder.failure() : undefined;
    if (result !== undefined) {
      const { figures, seconds } = result;
      finished.push({ index, own, figures, seconds, path: folder.path });
    } else if (failure !== undefined) failed.push({ index, own, failure });
    else missing.push(index);
  }
  return { finished, failed, missing };
}

/** Numbers of the tasks to run, in their order: those without a result, unless another try would fail as well. */
export function openTasks({ failed, missing }: Gathered): number[] {
  const again = failed.filter(({ failure }) => !failure.final).map(({ index }) => index);
  return [...missing, ...again].sort((a, b) => a - b);
}

/** Writes `results.jsonl`: a line for each finished task, in the order of the plan. */
export function writeResultLines(finished: readonly GatheredTask[], results: string): void {
  const lines = finished.map(({ index, own, figures, seconds }) =>
    JSON.stringify({ task: index, ...own, ...figures, seconds }),
  );
  writeTextAtomic(join(results, 'results.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** The best first: those with the least figure. Equal ones keep their order. */
export function ranked(finished: readonly GatheredTask[], { figure }: TaskKind): GatheredTask[] {
  const value = ({ figures }: GatheredTask) => Number(figures[figure.name]);
  return [...finished].sort((a, b) => value(a) - value(b));
}

/** `0 to 3, 7, 9 to 12`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(', ');
}
