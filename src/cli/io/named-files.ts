/** The files that the arguments name, directories opened up. */
import { lstat, readdir } from 'node:fs/promises';
import { inDirectory, pathFrom, systemPath } from './path.js';
import { STDIN_PATH } from './standard-input.js';

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
      (await lstat(systemPath(path)).then(
        (stats) => stats.isDirectory(),
        () => false, // opening it will tell why
      ));
    if (isDirectory) yield* inside(path, failed);
    else yield { path, inside: false };
  }
}

async function* inside(
  directory: string,
  failed: (path: string, error: unknown) => void,
): AsyncGenerator<Found, void, undefined> {
  const names = await readdir(systemPath(directory), 'buffer').catch((error) => {
    failed(directory, error);
    return [];
  });
  for (const name of names.map(pathFrom).sort()) {
    const path = inDirectory(directory, name);
    const stats = await lstat(systemPath(path)).catch((error) => failed(path, error));
    if (stats?.isDirectory()) yield* inside(path, failed);
    else if (stats?.isFile()) yield { path, inside: true };
  }
}
