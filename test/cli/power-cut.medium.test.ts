/**
 * A power cut at any moment of a run. Only synced data survives, and a name that changed after the last sync of its
 * directory may exist or not. In each possible state the source or the result is complete, and a file to be replaced is
 * complete, old or new.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Disk, type DiskState } from '../support/files/disk.js';
import { faultIn, type Scenario, scenarios } from '../support/files/scenarios.js';
import { type FileCall, WatchedFolder } from '../support/files/watched-run.js';

function filesOf(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}

/** The fault of a state; undefined if there is none. */
async function fault(scenario: Scenario, state: DiskState): Promise<string | undefined> {
  for (const { source, result } of scenario.pairs) {
    const wrong = await faultIn(scenario, state.get(source), state.get(result));
    if (wrong) return `${wrong}: ${[...state].map(([name, { length }]) => `${name} ${length}`)}`;
  }
  return undefined;
}

/** The first state with a fault, with the call before it, and the number of states that were checked. */
async function firstFault(
  scenario: Scenario,
  before: ReadonlyMap<string, Buffer>,
  calls: readonly FileCall[],
): Promise<{ readonly fault: string | undefined; readonly states: number }> {
  const disk = new Disk(before);
  let states = 0;
  for (const call of calls) {
    disk.apply(call);
    for (const state of disk.afterPowerCut()) {
      states++;
      const wrong = await fault(scenario, state);
      if (wrong) return { fault: `after ${call.call} ${call.path}: ${wrong}`, states };
    }
  }
  return { fault: undefined, states };
}

describe.each(await scenarios())('$name', (scenario) => {
  it('loses no data in a power cut', async () => {
    const folder = new WatchedFolder(scenario.prepare);
    try {
      const { status, stderr, calls } = folder.run(scenario.args);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      const after = filesOf(folder.path);
      folder.prepareAgain();
      const before = filesOf(folder.path);
      // The recorded calls produce the actual files.
      const disk = new Disk(before);
      for (const call of calls) disk.apply(call);
      expect([...disk.files].sort()).toEqual([...after].sort());
      const { fault: wrong, states } = await firstFault(scenario, before, calls);
      expect(wrong).toBeUndefined();
      expect(states).toBeGreaterThan(calls.length);
      // Without the syncs there is a fault, so the test can detect one.
      if (scenario.removes || scenario.replaces) {
        const unsynced = calls.filter(({ call }) => call !== 'sync');
        expect((await firstFault(scenario, before, unsynced)).fault).toBeDefined();
      }
    } finally {
      folder.remove();
    }
  });
});
