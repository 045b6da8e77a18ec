/** The folders below one, with their files. Links are not followed: they could lead out of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface Folder {
  /** From the first folder, with `/` between names; `.` is the first folder. */
  readonly path: string;
  /** Names of its files. */
  readonly files: ReadonlySet<string>;
}

export interface Folders {
  readonly folders: readonly Folder[];
  /** The first folder that could not be read, or that there are too many. */
  readonly problem?: string;
}

/** Never runs, and often large. */
const SKIPPED = new Set(['node_modules', '.git']);

const MAX_FOLDERS = 20_000;
const MAX_DEPTH = 16;

/** @param root A folder. What disappears meanwhile is left out. */
export async function foldersBelow(root: string): Promise<Folders> {
  const folders: Folder[] = [];
  const waiting = [{ path: '.', depth: 0 }];
  let problem: string | undefined;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth } = next;
    if (folders.length === MAX_FOLDERS) {
      problem = `there are more than ${MAX_FOLDERS} folders; the others are left out`;
      break;
    }
    const files = new Set<string>();
    try {
      for (const entry of await readdir(join(root, path), { withFileTypes: true })) {
        if (entry.isFile()) files.add(entry.name);
        else if (entry.isDirectory() && !SKIPPED.has(entry.name) && depth < MAX_DEPTH)
          waiting.push({ path: pathIn(path, entry.name), depth: depth + 1 });
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || path === '.')
        problem ??= `${pathIn(root, path)}: cannot be read (${code})`;
      continue;
    }
    folders.push({ path, files });
  }
  return { folders, ...(problem !== undefined && { problem }) };
}

/** The path of a name in a folder. */
export function pathIn(folder: string, name: string): string {
  if (name === '.') return folder;
  return folder === '.' ? name : `${folder}/${name}`;
}
