/** Which file a file is, and whether it still holds what it held. */
import type { BigIntStats } from 'node:fs';

/** Whether both are one file, whatever its names: hard links and links followed included. */
export function isSameFile(a: BigIntStats, b: BigIntStats): boolean {
  if (a.isBlockDevice() && b.isBlockDevice()) return a.rdev === b.rdev; // two nodes, one device
  return a.dev === b.dev && a.ino === b.ino;
}

/**
 * Whether a file was neither written nor replaced between the two. The change time counts too: it moves with every
 * write, and no program can set it back.
 */
export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return (
    isSameFile(before, after) &&
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs &&
    before.ctimeNs === after.ctimeNs
  );
}
