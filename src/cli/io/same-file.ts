/** Whether two files are the same file, and whether a file was changed. */
import type { BigIntStats } from 'node:fs';

/** Whether both are the same file, by hard links or otherwise. */
export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  if (a.isBlockDevice() && b.isBlockDevice()) return a.rdev === b.rdev; // two device nodes of one disk
  return a.dev === b.dev && a.ino === b.ino;
}

/** Whether a file has the same length and modification time as before. A program can restore both. */
export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return (
    isSameFile(before, after) && before.size === after.size && before.mtimeNs === after.mtimeNs
  );
}

/**
 * Whether a file was certainly not written to: its status change time (ctime), which no program can restore, is the same
 * too. A new mode, owner, link or name also changes it, so this check is made only before a file is deleted.
 */
export function isUntouched(before: BigIntStats, after: BigIntStats): boolean {
  return isUnchanged(before, after) && before.ctimeNs === after.ctimeNs;
}
