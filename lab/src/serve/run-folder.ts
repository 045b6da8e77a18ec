/** A folder of a run, read again only when a file of it has changed. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { RunEntry, RunState } from './api.js';
import { type LastReport, lastReport } from './last-report.js';
import { CURVE, RUN_FILES, type RunFacts, runFacts } from './run-files.js';

/** Milliseconds. A training writes a checkpoint each minute; a run without a change for so long has been stopped. */
export const QUIET = 180_000;

interface Seen {
  /** Times and sizes of its files. */
  readonly stamp: string;
  readonly changed: number;
  readonly facts: RunFacts;
  readonly end: LastReport;
}

export class RunFolder {
  readonly #root: string;
  readonly #path: string;
  #seen: Seen | undefined;

  /** @param path From the root, with `/` between names. */
  constructor(root: string, path: string) {
    this.#root = root;
    this.#path = path;
  }

  /**
   * @param files Names of its files.
   * @param now Milliseconds since 1970.
   *
   * Undefined if the folder has disappeared.
   */
  async entry(
    files: ReadonlySet<string>,
    group: string | undefined,
    now: number,
  ): Promise<RunEntry | undefined> {
    try {
      const seen = await this.#look(files);
      return entryOf(this.#path, this.#nameIn(group), group, seen, now);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      const facts = { details: { settings: {} }, problem: `the run cannot be read (${code})` };
      const end = { last: undefined, validation: undefined, damaged: true };
      const seen = { stamp: '', changed: this.#seen?.changed ?? 0, facts, end };
      return entryOf(this.#path, this.#nameIn(group), group, seen, now);
    }
  }

  async #look(files: ReadonlySet<string>): Promise<Seen> {
    const folder = join(this.#root, this.#path);
    const present = RUN_FILES.filter((name) => files.has(name));
    const stats = await Promise.all(present.map((name) => stat(join(folder, name))));
    const stamp = stats.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join();
    if (this.#seen?.stamp === stamp) return this.#seen;
    const changed = Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
    const end = await lastReport(join(folder, CURVE));
    this.#seen = { stamp, changed, facts: runFacts(folder, files), end };
    return this.#seen;
  }

  /** The names from its group to it; those of a case without `cases`. */
  #nameIn(group: string | undefined): string {
    if (this.#path === '.') return basename(resolve(this.#root));
    const inside =
      group === undefined || group === '.' ? this.#path : this.#path.slice(group.length + 1);
    return inside.replace(/^cases\//, '');
  }
}

function entryOf(
  path: string,
  name: string,
  group: string | undefined,
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
