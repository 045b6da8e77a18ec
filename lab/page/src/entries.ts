/** What the folder has, kept up to date by the server's messages. */
import type { Changes, Entry, FileEntry, RunEntry } from '../../src/serve/api.js';
import { Signal } from './signal.js';

export class Entries {
  /** Paths that have changed or are gone. */
  readonly changed = new Signal<ReadonlySet<string>>();
  /** Whether messages arrive. */
  readonly connected = new Signal<boolean>();
  #byPath = new Map<string, Entry>();
  folder = '';
  problem: string | undefined;

  connect(): void {
    const source = new EventSource('/api/changes');
    // A connection begins with everything, also after the server was away.
    let first = true;
    source.addEventListener('open', () => {
      first = true;
      this.connected.send(true);
    });
    source.addEventListener('error', () => this.connected.send(false));
    source.addEventListener('message', ({ data }) => {
      this.#apply(JSON.parse(data), first);
      first = false;
    });
  }

  run(path: string): RunEntry | undefined {
    const entry = this.#byPath.get(path);
    return entry?.type === 'run' ? entry : undefined;
  }

  get runs(): RunEntry[] {
    return [...this.#byPath.values()].filter((entry) => entry.type === 'run');
  }

  /** In the order of their paths. */
  files(type: FileEntry['type']): FileEntry[] {
    return [...this.#byPath.values()]
      .filter((entry): entry is FileEntry => entry.type === type)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #apply({ folder, changed, removed, problem }: Changes, all: boolean): void {
    const paths = new Set([...removed, ...changed.map(({ path }) => path)]);
    if (all) {
      for (const path of this.#byPath.keys()) paths.add(path);
      this.#byPath = new Map();
    }
    this.folder = folder;
    this.problem = problem;
    for (const path of removed) this.#byPath.delete(path);
    for (const entry of changed) this.#byPath.set(entry.path, entry);
    this.changed.send(paths);
  }
}
