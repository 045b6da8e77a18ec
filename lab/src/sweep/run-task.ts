/** Doing one task of a plan in this process. */
import { existsSync } from 'node:fs';
import { LabError, TrainingError } from '../errors.js';
import { Interrupted } from '../experiment/interruption.js';
import { machineText } from '../experiment/machine.js';
import { VERSION } from '../version.js';
import { checkInputs } from './inputs.js';
import { type Plan, taskOf } from './plan.js';
import { TaskFolder, type TaskResult } from './task-folder.js';
import type { TaskContext, TaskKind } from './task-kind.js';

export interface RunTaskOptions extends Omit<TaskContext, 'work'> {
  readonly plan: Plan;
  readonly kind: TaskKind;
  /** The folder of all results. */
  readonly results: string;
}

/**
 * Does a task, unless its result is there. Throws what the task throws, and Interrupted by the signal. A failure is noted in
 * the task's folder.
 */
export async function runTask(
  index: number,
  { plan, kind, results, signal, progress }: RunTaskOptions,
): Promise<TaskResult> {
  const { options, identity } = taskOf(plan, index, kind.inputs);
  const folder = new TaskFolder(results, identity);
  const before = folder.result();
  if (before !== undefined) return before;
  folder.forgetFailure();
  let work: string | undefined;
  try {
    await checkInputs(kind.inputs(options), plan.inputs);
    work = folder.open();
    const { figures, seconds } = await kind.run(options, { work, signal, progress });
    const result: TaskResult = {
      identity,
      options,
      figures,
      seconds: Number(seconds.toPrecision(4)),
      machine: machineText(),
      version: VERSION,
      finished: new Date().toISOString(),
    };
    folder.finish(work, result);
    return result;
  } catch (error) {
    // Another process that has finished the task removes the folders of all others.
    const finished = folder.result();
    if (finished !== undefined && work !== undefined && !existsSync(work)) return finished;
    if (!(error instanceof Interrupted))
      folder.fail({ message: (error as Error).message, final: error instanceof TrainingError });
    throw error;
  }
}

/** The kind of a plan's tasks. Throws LabError for a plan whose command has none. */
export function kindOfPlan(kinds: readonly TaskKind[], { command }: Plan): TaskKind {
  const kind = kinds.find(({ name }) => name === command);
  if (kind === undefined)
    throw new LabError(`the plan is of the command '${command}', which has no tasks`);
  return kind;
}
