/** What a folder has: runs, tables and reports, and what changed since the last look. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Changes, Entry, FileEntry } from './api.js';
import { type Folder, foldersBelow, pathIn } from './folders.js';
import { CURVE } from './run-files.js';
import { RunFolder } from './run-folder.js';

/** The file that makes a folder an experiment or a sweep. */
const TABLE = 'results.jsonl';

export class RunIndex {
  readonly root: string;
  /** By path. */
  #entries = new Map<string, Entry>();
  #runs = new Map<string, RunFolder>();
  #problem: string | undefined;
  #looking: Promise<Changes | undefined> = Promise.resolve(undefined);

  constructor(root: string) {
    this.root = root;
  }

  entry(path: string): Entry | undefined {
    return this.#entries.get(path);
  }

  /** Everything that the last look found, as one change. */
  all(): Changes {
    return this.#message([...this.#entries.values()], []);
  }

  /** Looks again. @returns What has changed, undefined if nothing has. */
  refresh(): Promise<Changes | undefined> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<Changes | undefined> {
    const { folders, problem } = await foldersBelow(this.root);
    const groups = new Set(folders.filter(({ files }) => files.has(TABLE)).map(({ path }) => path));
    const before = this.#entries;
    const runs = this.#runs;
    const now = Date.now();
    this.#entries = new Map();
    this.#runs = new Map();
    for (const folder of folders)
      for (const entry of await this.#entriesOf(folder, groups, runs, now))
        this.#entries.set(entry.path, entry);
    const changed = [...this.#entries.values()].filter(
      (entry) => JSON.stringify(entry) !== JSON.stringify(before.get(entry.path)),
    );
    const removed = [...before.keys()].filter((path) => !this.#entries.has(path));
    const same = changed.length === 0 && removed.length === 0 && problem === this.#problem;
    this.#problem = problem;
    return same ? undefined : this.#message(changed, removed);
  }

  async #entriesOf(
    { path, files }: Folder,
    groups: ReadonlySet<string>,
    runs: ReadonlyMap<string, RunFolder>,
    now: number,
  ): Promise<Entry[]> {
    const found: (Entry | undefined)[] = [];
    if (files.has(CURVE)) {
      const run = runs.get(path) ?? new RunFolder(this.root, path);
      this.#runs.set(path, run);
      found.push(await run.entry(files, groupOf(path, groups), now));
    }
    for (const name of files)
      if (name === TABLE) found.push(await this.#file('table', pathIn(path, name)));
      else if (name.endsWith('.html')) found.push(await this.#file('report', pathIn(path, name)));
    return found.filter((entry) => entry !== undefined);
  }

  async #file(type: FileEntry['type'], path: string): Promise<FileEntry | undefined> {
    try {
      const { mtimeMs } = await stat(join(this.root, path));
      return { type, path, changed: Math.round(mtimeMs) };
    } catch {
      // It has disappeared.
      return undefined;
    }
  }

  #message(changed: readonly Entry[], removed: readonly string[]): Changes {
    const problem = this.#problem;
    return { folder: this.root, changed, removed, ...(problem !== undefined && { problem }) };
  }
}

/** The nearest folder above with a table. The first case of an experiment runs before there is one. */
function groupOf(path: string, groups: ReadonlySet<string>): string | undefined {
  const names = path.split('/');
  for (let count = names.length - 1; count >= 0; count--) {
    const above = names.slice(0, count).join('/') || '.';
    if (path !== '.' && (groups.has(above) || names[count] === 'cases')) return above;
  }
  return undefined;
}
