/** The files that the arguments name, directories opened up. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { STDIN_PATH } from './source.js';

export interface Found {
  readonly path: string;
  /** Found inside a directory; otherwise named by the user. */
  readonly inside: boolean;
}

/**
 * Each path as it is; with `recursive`, the regular files of a directory instead, in the order of their names, links
 * not followed. A directory that cannot be read goes to `failed`.
 */
export async function* walk(
  paths: Iterable<string>,
  recursive: boolean,
  failed: (path: string, error: unknown) => void,
): AsyncGenerator<Found, void, undefined> {
  for (const path of paths) {
    const isDirectory =
      recursive &&
      path !== STDIN_PATH &&
      (await lstat(path).then(
        (stats) => stats.isDirectory(),
        () => false, // whoever opens it will say why
      ));
    if (isDirectory) yield* inside(path, failed);
    else yield { path, inside: false };
  }
}

async function* inside(
  directory: string,
  failed: (path: string, error: unknown) => void,
): AsyncGenerator<Found, void, undefined> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error) => {
    failed(directory, error);
    return [];
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* inside(path, failed);
    else if (entry.isFile()) yield { path, inside: true };
  }
}
