/** Plans and tasks for tests: 24 short trainings, and a kind that only counts. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASK_KINDS } from '../../src/command/tasks/kinds.js';
import { makePlan, type Options, type Plan, readPlan } from '../../src/sweep/plan.js';
import { kindOfPlan, runTask } from '../../src/sweep/run-task.js';
import type { TaskContext, TaskKind } from '../../src/sweep/task-kind.js';
import { printed } from './printed.js';

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'foresay-sweep-'));
}

/** The options of 24 trainings, which take some hundredths of a second each. */
export const TRAININGS =
  'train --data_path input.txt --validate_path validate.txt --batch_size 8 --num_epochs 2 --validate_every 20 ' +
  '--model_type rnn,gru --hidden_size 8..24:8 --lr log:0.001..0.03:4';

/** Makes the files of TRAININGS in the working folder. */
export async function makeTrainingFiles(): Promise<void> {
  const source = 'source xor-feedback --k 3 --noise 0.1';
  await printed(`${source} --length 6000 --output input.txt`.split(' '));
  await printed(`${source} --length 2000 --seed 2 --output validate.txt`.split(' '));
}

/** Does all tasks of a plan in this process. */
export async function runHere(planPath: string, results: string): Promise<void> {
  const plan = readPlan(planPath);
  for (const index of plan.tasks.keys())
    await runTask(index, {
      plan,
      kind: kindOfPlan(TASK_KINDS, plan),
      results,
      signal: new AbortController().signal,
      progress() {},
    });
}

/** The lines of results.jsonl without what depends on the machine. */
export function resultLines(results: string): unknown[] {
  return readFileSync(join(results, 'results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), seconds: 0 }));
}

export interface Counting extends TaskKind {
  /** Options of the tasks that were begun. */
  readonly begun: Options[];
}

/** Tasks with a number `n`, whose square they write. @param during Called in each; may throw. */
export function countingKind(
  during: (n: number, context: TaskContext) => void = () => {},
): Counting {
  const begun: Options[] = [];
  return {
    begun,
    name: 'count',
    figure: { name: 'square', label: 'squared' },
    inputs: ({ file }) => (file === undefined ? [] : [String(file)]),
    check() {},
    async run(options, context) {
      begun.push(options);
      const n = Number(options['n']);
      mkdirSync(join(context.work, 'folder'), { recursive: true });
      writeFileSync(join(context.work, 'folder', 'n'), String(n));
      during(n, context);
      return { figures: { square: n * n }, seconds: 1 };
    },
  };
}

export function countingPlan(count: number, options: Options = {}): Plan {
  return makePlan({
    command: 'count',
    options,
    inputs: {},
    tasks: Array.from({ length: count }, (_, n) => ({ n })),
  });
}

export function context(
  plan: Plan,
  kind: TaskKind,
  results: string,
  signal = new AbortController().signal,
) {
  return { plan, kind, results, signal, progress() {} };
}
