/** The files that the arguments name, those in directories included. */
import { lstat, readdir } from 'node:fs/promises';
import { inDirectory, pathFrom, systemPath } from './path.js';
import { STDIN_PATH } from './standard-input.js';

export interface NamedFile {
  readonly path: string;
  /** Whether it was found in a directory; otherwise an argument names it. */
  readonly fromDirectory: boolean;
}

type ErrorHandler = (path: string, error: unknown) => void;

/**
 * Yields each path. With `recursive` a directory is replaced by its regular files, in the order of their names, and
 * symbolic links in it are not followed. A directory or file that cannot be read is passed to `onError`.
 */
export async function* namedFiles(
  paths: Iterable<string>,
  recursive: boolean,
  onError: ErrorHandler,
): AsyncGenerator<NamedFile, void, undefined> {
  for (const path of paths) {
    const isDirectory =
      recursive &&
      path !== STDIN_PATH &&
      (await lstat(systemPath(path)).then(
        (stats) => stats.isDirectory(),
        () => false, // the error is reported when the file is opened
      ));
    if (isDirectory) yield* filesIn(path, onError);
    else yield { path, fromDirectory: false };
  }
}

async function* filesIn(
  directory: string,
  onError: ErrorHandler,
): AsyncGenerator<NamedFile, void, undefined> {
  const names = await readdir(systemPath(directory), 'buffer').catch((error) => {
    onError(directory, error);
    return [];
  });
  for (const name of names.map(pathFrom).sort()) {
    const path = inDirectory(directory, name);
    const stats = await lstat(systemPath(path)).catch((error) => onError(path, error));
    if (stats?.isDirectory()) yield* filesIn(path, onError);
    else if (stats?.isFile()) yield { path, fromDirectory: true };
  }
}
