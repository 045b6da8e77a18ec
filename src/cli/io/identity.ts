/** Which file a file is, and whether it still holds what it held. */
import type { BigIntStats } from 'node:fs';

/** Whether both are one file, whatever its names: hard links and links followed included. */
export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  if (a.isBlockDevice() && b.isBlockDevice()) return a.rdev === b.rdev; // two nodes, one device
  return a.dev === b.dev && a.ino === b.ino;
}

/** Whether a file's content seems to be what it was: same length and modification time. A program can set both back. */
export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return (
    isSameFile(before, after) && before.size === after.size && before.mtimeNs === after.mtimeNs
  );
}

/**
 * Whether a file was surely not written to: its change time is the same too, which no program can set back. A new mode,
 * owner, link or name moves that time as well, so this is asked only before something is deleted.
 */
export function isUntouched(before: BigIntStats, after: BigIntStats): boolean {
  return isUnchanged(before, after) && before.ctimeNs === after.ctimeNs;
}
