/** A folder of a run, read again only when a file of it has changed. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEntry, RunState } from './api.js';
import { type LastReport, lastReport } from './last-report.js';
import { CURVE, RUN_FILES, type RunFacts, runFacts } from './run-files.js';

/** Milliseconds. A training writes a checkpoint each minute; a run without a change for so long has been stopped. */
export const QUIET = 180_000;

/** How the entry of a run is named. */
export type RunLabel = Pick<RunEntry, 'path' | 'name' | 'group'>;

interface Seen {
  /** Times and sizes of its files. */
  readonly stamp: string;
  readonly changed: number;
  readonly facts: RunFacts;
  readonly end: LastReport;
}

export class RunFolder {
  readonly #root: string;
  readonly #place: string;
  #seen: Seen | undefined;

  /** @param place Its path from the root. */
  constructor(root: string, place: string) {
    this.#root = root;
    this.#place = place;
  }

  /**
   * @param files Names of its files.
   * @param now Milliseconds since 1970.
   *
   * Undefined if the folder has disappeared.
   */
  async entry(
    files: ReadonlySet<string>,
    label: RunLabel,
    now: number,
  ): Promise<RunEntry | undefined> {
    try {
      return entryOf(label, await this.#look(files), now);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      const facts = { details: { settings: {} }, problem: `the run cannot be read (${code})` };
      const end = { last: undefined, validation: undefined, damaged: true };
      return entryOf(label, { stamp: '', changed: this.#seen?.changed ?? 0, facts, end }, now);
    }
  }

  async #look(files: ReadonlySet<string>): Promise<Seen> {
    const folder = join(this.#root, this.#place);
    const present = RUN_FILES.filter((name) => files.has(name));
    const stats = await Promise.all(present.map((name) => stat(join(folder, name))));
    const stamp = stats.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join();
    if (this.#seen?.stamp === stamp) return this.#seen;
    const changed = Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
    const end = await lastReport(join(folder, CURVE));
    this.#seen = { stamp, changed, facts: runFacts(folder, files), end };
    return this.#seen;
  }
}

function entryOf(
  { path, name, group }: RunLabel,
  { changed, facts, end }: Seen,
  now: number,
): RunEntry {
  const { model, entropy, ended, result } = facts;
  const { last, validation, damaged } = end;
  const problem = facts.problem ?? (damaged ? `${CURVE}: its last line is no report` : undefined);
  const state: RunState =
    ended ?? (damaged ? 'damaged' : now - changed < QUIET ? 'running' : 'stopped');
  const symbols = result?.symbols ?? last?.symbols;
  const bits = result?.bits ?? validation ?? last?.bits;
  const measured = result?.measured ?? (validation === undefined ? 'training' : 'validation');
  return {
    type: 'run',
    path,
    name,
    state,
    changed: Math.round(changed),
    ...(group !== undefined && { group }),
    ...(model !== undefined && { model }),
    ...(symbols !== undefined && { symbols }),
    ...(bits !== undefined && { bits, measured }),
    ...(entropy !== undefined && { entropy }),
    ...(problem !== undefined && { problem }),
  };
}
