/** What a folder has: runs, tables and reports. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Changes, Entry } from './api.js';
import { type Folder, foldersBelow, pathIn } from './folders.js';
import { groupOf, nameOf, shownPath } from './names.js';
import { CURVE } from './run-files.js';
import { RunFolder, type RunLabel } from './run-folder.js';

/** The file that makes a folder an experiment or a sweep. */
const TABLE = 'results.jsonl';

/** How the names of reports end. */
const REPORT = 'report.html';

export interface Found {
  readonly entry: Entry;
  /** Where it is, a path from the root. It may differ from the path of the entry. */
  readonly place: string;
}

export type Listener = (changes: Changes) => void;

export class RunIndex {
  readonly root: string;
  /** Called with what a look has found to be different. */
  readonly listeners = new Set<Listener>();
  /** By path. */
  #found = new Map<string, Found>();
  /** By place. */
  #runs = new Map<string, RunFolder>();
  #problem: string | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(root: string) {
    this.root = root;
  }

  find(path: string): Found | undefined {
    return this.#found.get(path);
  }

  /** Everything that the last look found, as one change. */
  all(): Changes {
    return this.#message(entriesOf(this.#found), []);
  }

  /** Looks again, after a look that is under way. */
  refresh(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { folders, problem } = await foldersBelow(this.root);
    const tables = new Set(folders.filter(({ files }) => files.has(TABLE)).map(({ path }) => path));
    const before = this.#found;
    const found = new Map<string, Found>();
    const runs = new Map<string, RunFolder>();
    const now = Date.now();
    for (const folder of folders)
      for (const one of await this.#foundIn(folder, tables, runs, now))
        if (isPreferred(one, found.get(one.entry.path))) found.set(one.entry.path, one);
    // Only now: requests meanwhile see what the look before has found.
    this.#found = found;
    this.#runs = runs;
    const changed = entriesOf(found).filter(
      (entry) => JSON.stringify(entry) !== JSON.stringify(before.get(entry.path)?.entry),
    );
    const removed = [...before.keys()].filter((path) => !found.has(path));
    const same = changed.length === 0 && removed.length === 0 && problem === this.#problem;
    this.#problem = problem;
    if (same) return;
    const changes = this.#message(changed, removed);
    for (const listener of this.listeners) listener(changes);
  }

  /** A run, tables and reports. @param runs Those of this look; the folder's is added. */
  async #foundIn(
    { path: place, files }: Folder,
    tables: ReadonlySet<string>,
    runs: Map<string, RunFolder>,
    now: number,
  ): Promise<Found[]> {
    const path = shownPath(place);
    if (path === undefined) return [];
    const found: Found[] = [];
    if (files.has(CURVE)) {
      const run = this.#runs.get(place) ?? new RunFolder(this.root, place);
      runs.set(place, run);
      const entry = await run.entry(files, this.#label(path, tables), now);
      if (entry !== undefined) found.push({ entry, place });
    }
    for (const name of files) {
      if (name !== TABLE && !name.endsWith(REPORT)) continue;
      const type = name === TABLE ? 'table' : 'report';
      const changed = await this.#changed(pathIn(place, name));
      if (changed === undefined) continue;
      found.push({
        entry: { type, path: pathIn(path, name), changed },
        place: pathIn(place, name),
      });
    }
    return found;
  }

  #label(path: string, tables: ReadonlySet<string>): RunLabel {
    const group = groupOf(path, tables);
    const name = path === '.' ? basename(resolve(this.root)) : nameOf(path, group);
    return { path, name, ...(group !== undefined && { group }) };
  }

  /** When a file changed, milliseconds since 1970; undefined if it has disappeared. */
  async #changed(place: string): Promise<number | undefined> {
    try {
      return Math.round((await stat(join(this.root, place))).mtimeMs);
    } catch {
      return undefined;
    }
  }

  #message(changed: readonly Entry[], removed: readonly string[]): Changes {
    const problem = this.#problem;
    return { folder: this.root, changed, removed, ...(problem !== undefined && { problem }) };
  }
}

function entriesOf(found: ReadonlyMap<string, Found>): Entry[] {
  return [...found.values()].map(({ entry }) => entry);
}

/** Of several processes that do one task, what is under its own name counts, and else the newest. */
function isPreferred({ entry, place }: Found, other: Found | undefined): boolean {
  if (other === undefined || place === entry.path) return true;
  return other.place !== other.entry.path && entry.changed > other.entry.changed;
}
