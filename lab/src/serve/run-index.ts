/** What a folder has: runs, tables and reports. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Changes, Entry, FileEntry } from './api.js';
import { type Folder, foldersBelow, pathIn } from './folders.js';
import { CURVE } from './run-files.js';
import { RunFolder } from './run-folder.js';

/** The file that makes a folder an experiment or a sweep. */
const TABLE = 'results.jsonl';

export type Listener = (changes: Changes) => void;

export class RunIndex {
  readonly root: string;
  /** Called with what a look has found to be different. */
  readonly listeners = new Set<Listener>();
  /** By path. */
  #entries = new Map<string, Entry>();
  #runs = new Map<string, RunFolder>();
  #problem: string | undefined;
  #looking: Promise<void> = Promise.resolve();

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

  /** Looks again, after a look that is under way. */
  refresh(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { folders, problem } = await foldersBelow(this.root);
    const groups = new Set(folders.filter(({ files }) => files.has(TABLE)).map(({ path }) => path));
    const before = this.#entries;
    const entries = new Map<string, Entry>();
    const runs = new Map<string, RunFolder>();
    const now = Date.now();
    for (const folder of folders) {
      const { path, files } = folder;
      if (files.has(CURVE)) {
        const run = this.#runs.get(path) ?? new RunFolder(this.root, path);
        runs.set(path, run);
        const entry = await run.entry(files, groupOf(path, groups), now);
        if (entry !== undefined) entries.set(path, entry);
      }
      for (const entry of await this.#filesOf(folder)) entries.set(entry.path, entry);
    }
    // Only now: requests meanwhile see what the look before has found.
    this.#entries = entries;
    this.#runs = runs;
    const changed = [...entries.values()].filter(
      (entry) => JSON.stringify(entry) !== JSON.stringify(before.get(entry.path)),
    );
    const removed = [...before.keys()].filter((path) => !entries.has(path));
    const same = changed.length === 0 && removed.length === 0 && problem === this.#problem;
    this.#problem = problem;
    if (same) return;
    const changes = this.#message(changed, removed);
    for (const listener of this.listeners) listener(changes);
  }

  /** Its tables and reports. */
  async #filesOf({ path, files }: Folder): Promise<FileEntry[]> {
    const found: FileEntry[] = [];
    for (const name of files) {
      if (name !== TABLE && !name.endsWith('.html')) continue;
      const type = name === TABLE ? 'table' : 'report';
      try {
        const { mtimeMs } = await stat(join(this.root, path, name));
        found.push({ type, path: pathIn(path, name), changed: Math.round(mtimeMs) });
      } catch {
        // It has disappeared.
      }
    }
    return found;
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
