/** The command `gather`: the results of a plan's tasks as a table and a report. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { writeTextAtomic } from '../data/atomic-file.js';
import { TaskError } from '../errors.js';
import { resultsOf } from '../sweep/child.js';
import { gatherTasks, numbersText, ranked, writeResultLines } from '../sweep/gather.js';
import { type Plan, readPlan } from '../sweep/plan.js';
import { kindOfPlan } from '../sweep/run-task.js';
import type { TaskKind } from '../sweep/task-kind.js';
import { ownText } from './planning.js';
import { tableText } from './report.js';
import { TASK_KINDS } from './tasks/kinds.js';

/** Rows that are printed; the report has all. */
const SHOWN = 20;

export function addGather(program: Command): void {
  program
    .command('gather')
    .description('collect the results of a plan: table, report, and what is missing')
    .argument('<plan>', 'plan.json, with the results beside it')
    .action(async (planPath: string) => {
      const plan = readPlan(planPath);
      await gather(plan, kindOfPlan(TASK_KINDS, plan), resultsOf(planPath));
    });
}

/** Writes and prints what is there. Throws TaskError if a task failed or has not run. */
export async function gather(plan: Plan, kind: TaskKind, results: string): Promise<void> {
  const gathered = gatherTasks(plan, kind, results);
  const { finished, failed, missing } = gathered;
  writeResultLines(finished, results);
  // Observable Plot takes half a second to load.
  const { rankedTable, sweepReport } = await import('../report/sweep-report.js');
  if (finished.length > 0) {
    const { head, rows, numeric } = rankedTable(ranked(finished, kind).slice(0, SHOWN));
    const left = numeric.indexOf(true, 1);
    console.log(tableText([head, ...rows], Math.max(1, left)));
    if (finished.length > SHOWN) console.log(`and ${finished.length - SHOWN} more`);
  }
  if (kind.ownReport !== true) {
    const report = sweepReport(plan, kind, gathered);
    for (const { name, svg } of report.pictures) writeTextAtomic(join(results, `${name}.svg`), svg);
    writeTextAtomic(join(results, 'report.md'), `${report.markdown}\n`);
    writeTextAtomic(join(results, 'report.html'), report.html);
  }
  for (const line of (await kind.collect?.(plan, finished, results)) ?? []) console.log(line);
  for (const { index, own, failure } of failed)
    console.error(`task ${index} (${ownText(own)}) failed: ${failure.message}`);
  if (missing.length > 0) console.error(`not run yet: tasks ${numbersText(missing)}`);
  if (failed.length + missing.length > 0)
    throw new TaskError(
      `${finished.length} of ${plan.tasks.length} tasks are finished, ${failed.length} failed, ${missing.length} have not run`,
    );
  console.log(`${finished.length} tasks finished: ${join(results, 'report.html')}`);
}
