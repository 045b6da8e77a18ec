/** The command `task`: one task of a plan, or each n-th. */
import { type Command, Option } from 'commander';
import { LabError, StoppedError, TaskError } from '../errors.js';
import { Interrupted } from '../experiment/interruption.js';
import { durationText } from '../experiment/words.js';
import { parseInteger } from '../sources/parameter.js';
import type { ChildMessage } from '../sweep/child.js';
import { resultsOf } from '../sweep/child.js';
import { readPlan } from '../sweep/plan.js';
import { kindOfPlan, runTask } from '../sweep/run-task.js';
import { mainFigureText } from '../sweep/task-kind.js';
import { Interruption } from './interruption.js';
import { integerOption } from './options.js';
import { TASK_KINDS } from './tasks/kinds.js';

const MAX_TASKS = 100_000;

/** Where the engines of clusters put the number of a task: Slurm, Kubernetes, AWS Batch. */
const INDEX_VARIABLES = [
  'SLURM_ARRAY_TASK_ID',
  'JOB_COMPLETION_INDEX',
  'AWS_BATCH_JOB_ARRAY_INDEX',
] as const;

interface Options {
  readonly index?: number;
  readonly of?: number;
  /** Whether a sweep or a worker has started this process. */
  readonly child?: true;
}

export function addTask(program: Command): void {
  program
    .command('task')
    .description('do a task of a plan; what is finished is kept, what was interrupted goes on')
    .argument('<plan>', 'plan.json; the result goes beside it')
    .addOption(
      integerOption(
        '--index <n>',
        `number of the task, from 0 (default: ${INDEX_VARIABLES.join(', ')})`,
        0,
        MAX_TASKS,
      ),
    )
    .addOption(
      integerOption('--of <n>', 'do tasks INDEX, INDEX + n, INDEX + 2n and so on', 1, MAX_TASKS),
    )
    .addOption(new Option('--child').hideHelp())
    .action(execute);
}

async function execute(planPath: string, options: Options): Promise<void> {
  const plan = readPlan(planPath);
  const kind = kindOfPlan(TASK_KINDS, plan);
  const index = options.index ?? indexOfEngine(process.env);
  const count = plan.tasks.length;
  const interruption = new Interruption();
  // The sweep or worker that started this process was killed: the next one goes on from the checkpoint.
  const orphaned = () => process.kill(process.pid, 'SIGTERM');
  if (options.child) process.once('disconnect', orphaned);
  const failures: string[] = [];
  try {
    const step = options.of ?? count;
    for (let at = index; at === index || at < count; at += step)
      try {
        const { figures, seconds } = await runTask(at, {
          plan,
          kind,
          results: resultsOf(planPath),
          signal: interruption.signal,
          progress(part) {
            if (options.child) process.send?.({ part } satisfies ChildMessage);
          },
        });
        console.log(`task ${at}: ${mainFigureText(kind, figures)} (${durationText(seconds)})`);
      } catch (error) {
        if (error instanceof Interrupted)
          throw new StoppedError(interruption.received, 'stopped; the same command continues');
        if (options.of === undefined) throw error;
        failures.push(`task ${at}: ${(error as Error).message}`);
        console.error(failures.at(-1));
      }
  } finally {
    interruption.close();
    process.off('disconnect', orphaned);
    // An open channel would keep the process.
    if (options.child) process.disconnect?.();
  }
  if (failures.length > 0)
    throw new TaskError(`${failures.length} of the tasks failed: ${failures[0]}`);
}

/** Throws LabError where no engine gives a number. */
export function indexOfEngine(environment: NodeJS.ProcessEnv): number {
  const name = INDEX_VARIABLES.find((one) => environment[one] !== undefined);
  if (name === undefined) throw new LabError('--index is missing');
  try {
    return parseInteger(environment[name] as string, 0, MAX_TASKS);
  } catch (error) {
    throw new LabError(`${name}: ${(error as Error).message}`);
  }
}
