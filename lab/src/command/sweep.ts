/** The command `sweep`: a plan, its tasks here or on the workers of a queue, and their results. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { StoppedError } from '../errors.js';
import { runInChild } from '../sweep/child.js';
import { FolderLock } from '../sweep/folder-lock.js';
import { gatherTasks, openTasks } from '../sweep/gather.js';
import { type Plan, taskOf } from '../sweep/plan.js';
import { runPool, type SweepEvents } from '../sweep/pool.js';
import { planPathOf, writePlan } from '../sweep/results-folder.js';
import { TaskFolder } from '../sweep/task-folder.js';
import { mainFigureText, type TaskKind } from '../sweep/task-kind.js';
import { gather } from './gather.js';
import { Interruption } from './interruption.js';
import { integerOption } from './options.js';
import { addPlanning, ownText, type PlanFlags } from './planning.js';
import { SweepOutput } from './sweep-output.js';

const MAX_JOBS = 1024;

interface SweepFlags extends PlanFlags {
  readonly jobs: number;
  readonly queue?: string;
}

export function addSweep(program: Command): void {
  const command = program
    .command('sweep')
    .description('do many tasks; the same command goes on where it was interrupted');
  addPlanning<SweepFlags>(command, sweep, (sub) =>
    sub
      .addOption(
        integerOption('--jobs <n>', 'tasks at a time (default: one a core)', 1, MAX_JOBS).default(
          availableParallelism(),
          'one a core',
        ),
      )
      .option('--queue <url>', 'let the workers of a Redis do the tasks: redis://host:port'),
  );
}

async function sweep(plan: Plan, kind: TaskKind, flags: SweepFlags): Promise<void> {
  const { output, force } = flags;
  const queue = flags.queue === undefined ? undefined : await openQueue(flags.queue);
  try {
    // Before the plan is written: another sweep may be working on the one that it replaces.
    const lock = new FolderLock(output);
    try {
      writePlan(plan, output, force === true);
      await runTasks(plan, kind, flags, queue);
      await gather(plan, kind, output);
    } finally {
      lock.release();
    }
  } finally {
    await queue?.close();
  }
}

/** The queue's client takes some tenths of a second to load. */
async function openQueue(url: string) {
  const { TaskQueue } = await import('../sweep/queue/task-queue.js');
  return TaskQueue.open(url);
}

async function runTasks(
  plan: Plan,
  kind: TaskKind,
  { output, jobs }: SweepFlags,
  queue: Awaited<ReturnType<typeof openQueue>> | undefined,
): Promise<void> {
  const folderOf = (index: number) =>
    new TaskFolder(output, taskOf(plan, index, kind.inputs).identity);
  const gathered = gatherTasks(plan, kind, output);
  const open = openTasks(gathered);
  const doneText = (index: number) => {
    const { figures = {} } = folderOf(index).result() ?? {};
    return `${ownText(plan.tasks[index] ?? {})}: ${mainFigureText(kind, figures)}`;
  };
  const interruption = new Interruption();
  const { signal } = interruption;
  const events: SweepEvents & { close(): void } = new SweepOutput(
    plan.tasks.length,
    gathered.finished.length,
    doneText,
  );
  try {
    if (queue !== undefined)
      await queue.run(open, { plan, kind, results: output, folderOf, signal, events });
    else
      await runPool(open, {
        jobs,
        signal,
        events,
        run: (index, progress) =>
          runInChild({
            planPath: planPathOf(output),
            index,
            folder: folderOf(index),
            signal,
            progress,
          }),
      });
  } finally {
    events.close();
    interruption.close();
  }
  if (signal.aborted)
    throw new StoppedError(
      interruption.received,
      queue === undefined
        ? 'stopped; the same command continues'
        : 'stopped; the tasks stay in the queue, and the same command collects their results',
    );
}
