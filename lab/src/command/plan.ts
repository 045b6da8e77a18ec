/** The command `plan`: tasks for machines that work on their own. */
import type { Command } from 'commander';
import { FolderLock } from '../sweep/folder-lock.js';
import { planPathOf, writePlan } from '../sweep/results-folder.js';
import { addPlanning, type PlanFlags } from './planning.js';

export function addPlan(program: Command): void {
  const command = program
    .command('plan')
    .description('write independent tasks for `task`, on any number of machines');
  addPlanning<PlanFlags>(command, async (plan, _kind, { output, force }) => {
    const lock = new FolderLock(output);
    try {
      writePlan(plan, output, force === true);
    } finally {
      lock.release();
    }
    console.log(`${planPathOf(output)}: tasks 0 to ${plan.tasks.length - 1}`);
  });
}
