/** What results are called. */
import { basename } from 'node:path';
import { DEFAULT_SUFFIX } from '../command.js';
import { beside } from './path.js';

/** Whether a path ends as archives do: in the given suffix or in .fsy. */
export function hasSuffix(path: string, suffix: string): boolean {
  return stem(path, suffix) !== undefined;
}

export function archivePath(path: string, suffix: string): string {
  return path + suffix;
}

/** The path without its suffix; undefined when it has none. */
export function originalPath(path: string, suffix: string): string | undefined {
  return stem(path, suffix);
}

function stem(path: string, suffix: string): string | undefined {
  const base = basename(path);
  const ending = [suffix, DEFAULT_SUFFIX].find(
    (end) => base.endsWith(end) && base.length > end.length,
  );
  return ending === undefined ? undefined : path.slice(0, -ending.length);
}

/**
 * The path that the name stored in an archive gives, beside the archive: a stored name chooses no directory.
 * Undefined for a name that is none.
 */
export function restoredPath(archive: string, name: string): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const unusable = base === '' || base === '.' || base === '..' || base.includes('\0');
  return unusable ? undefined : beside(archive, base);
}
