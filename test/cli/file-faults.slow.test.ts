/**
 * Each file call of the command line failed in turn: whatever fails, and with whatever error, the content is never lost,
 * what stood there before is never damaged, nothing half-made stays behind, and the message is one line.
 */
import { expect, it } from 'vitest';
import {
  bytesAt,
  faultIn,
  type Scenario,
  scenarios,
  temporaries,
} from '../support/files/scenarios.js';
import { WatchedFolder, type WatchedRun } from '../support/files/watched-run.js';

/** Of the disk, of a full one, of one that may not be written. */
const CODES = ['EIO', 'ENOSPC', 'EACCES'];

/** What a call may not be made to answer: where it fails, the program does without it. */
const QUIET = new Set(['chown']);

async function check(scenario: Scenario, folder: WatchedFolder, run: WatchedRun): Promise<void> {
  const failed = run.calls.find(({ fails }) => fails);
  const about = `${failed?.call} ${failed?.path}: status ${run.status}, ${run.stderr}`;
  for (const { source, result } of scenario.pairs) {
    const left = [bytesAt(folder.path, source), bytesAt(folder.path, result)] as const;
    expect(await faultIn(scenario, ...left), about).toBeUndefined();
    // Success means that the result is there, and the source gone where it was to go.
    if (run.status === 0) expect(left[1], about).toBeDefined();
    if (run.status === 0 && scenario.removes) expect(left[0], about).toBeUndefined();
  }
  if (failed?.call !== 'unlink') expect(temporaries(folder.path), about).toEqual([]);
  expect([0, 1, 2], about).toContain(run.status);
  expect(run.stderr, about).not.toMatch(/\n {4}at |node:internal/);
  for (const line of run.stderr.trim().split('\n').filter(Boolean))
    expect(line, about).toMatch(/^foresay: /);
  if (failed && !QUIET.has(failed.call) && run.status === 0) tolerated.add(failed.call);
}

/** Calls that failed without the command failing. */
const tolerated = new Set<string>();

it.each(await scenarios())('$name', async (scenario) => {
  const folder = new WatchedFolder(scenario.prepare);
  tolerated.clear();
  try {
    const intact = folder.run(scenario.args);
    expect(intact.stderr).toBe('');
    expect(intact.status).toBe(0);
    await check(scenario, folder, intact);
    let faults = 0;
    for (const code of CODES)
      for (let call = 1; call <= intact.calls.length; call++, faults++)
        await check(scenario, folder, folder.run(scenario.args, { call, code }));
    console.log(
      `${scenario.name}: ${faults} calls failed; status 0 all the same: ${[...tolerated]}`,
    );
  } finally {
    folder.remove();
  }
});
