/** The command `plan`: tasks for machines that work on their own. */
import type { Command } from 'commander';
import { planPathOf, writePlan } from '../sweep/results-folder.js';
import { addPlanning, type PlanFlags } from './planning.js';

export function addPlan(program: Command): void {
  const command = program
    .command('plan')
    .description('write independent tasks for `task`, on any number of machines');
  addPlanning<PlanFlags>(command, async (plan, _kind, { output, force }) => {
    writePlan(plan, output, force === true);
    console.log(`${planPathOf(output)}: tasks 0 to ${plan.tasks.length - 1}`);
  });
}
