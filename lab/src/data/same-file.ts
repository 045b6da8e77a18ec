/** Whether two paths lead to one file. */
import type { Stats } from 'node:fs';

export function isSameFile(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}
