/** The folder of a sweep: its plan, and the results of its tasks. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTextAtomic } from '../data/atomic-file.js';
import { LabError } from '../errors.js';
import { type Plan, planText } from './plan.js';

const PLAN_FILE = 'plan.json';

export function planPathOf(folder: string): string {
  return join(folder, PLAN_FILE);
}

/**
 * Writes a plan, unless the folder has it. Results of tasks that both plans have stay valid. The caller holds the folder's
 * lock: a sweep that runs reads its plan again for each task.
 *
 * @param replace Whether another plan may be replaced; else it throws LabError.
 */
export function writePlan(plan: Plan, folder: string, replace: boolean): void {
  const path = planPathOf(folder);
  const text = planText(plan);
  if (existsSync(path)) {
    if (readFileSync(path, 'utf8') === text) return;
    if (!replace)
      throw new LabError(
        `${path} is another plan: --force replaces it; results of equal tasks stay`,
      );
  }
  writeTextAtomic(path, text);
}
