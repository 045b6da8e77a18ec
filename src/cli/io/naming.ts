/** Names of archives and of decompressed files. */
import { basename } from 'node:path';
import { beside } from './path.js';

/** The suffix of archives without -S. When decompressing, it is known beside the suffix of -S. */
export const DEFAULT_SUFFIX = '.fsy';

/** Whether a path ends in the given suffix or in .fsy. */
export function hasSuffix(path: string, suffix: string): boolean {
  return originalPath(path, suffix) !== undefined;
}

export function archivePath(path: string, suffix: string): string {
  return path + suffix;
}

/** The path without its suffix; undefined if it has none of the two suffixes. */
export function originalPath(path: string, suffix: string): string | undefined {
  const base = basename(path);
  const ending = [suffix, DEFAULT_SUFFIX].find(
    (end) => base.endsWith(end) && base.length > end.length,
  );
  return ending === undefined ? undefined : path.slice(0, -ending.length);
}

/**
 * The path for the name that an archive stores: always in the directory of the archive, whatever directories the stored
 * name has. Undefined for an unusable name.
 */
export function restoredPath(archive: string, name: string): string | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const unusable = base === '' || base === '.' || base === '..' || base.includes('\0');
  return unusable ? undefined : beside(archive, base);
}
