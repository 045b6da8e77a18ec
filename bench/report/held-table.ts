/** Every file in a line: the best that foresay and its rivals do, and the rivals that no level beats. */

import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { gaps, OWNED, smallest } from './held.js';
import { table } from './markdown.js';
import { bitsPerByte, significant, speed } from './speed.js';

function pointOf(row: Row | undefined, bytes: number): string {
  if (row === undefined) return '';
  const pace = significant(speed(bytes, row.compress));
  return `${row.program.replace(/^foresay /, '')}: ${bitsPerByte(row.archiveBytes, bytes)} at ${pace}`;
}

function gapsOf(file: FileRecord): string {
  return gaps(file)
    .map(({ rival, nearest, distance }) => {
      const point = pointOf(rival, file.bytes);
      return nearest === undefined || distance === undefined
        ? `${point} (no level is as fast)`
        : `${point} (${nearest.program.replace(/^foresay /, '')} is ${(100 * distance).toFixed(1)} % larger)`;
    })
    .join('; ');
}

/** Files on which foresay was measured beside a rival; undefined when there are none. */
export function heldTable(files: readonly (readonly [string, FileRecord])[]): string | undefined {
  const both = files.filter(
    ([, { rows }]) => rows.some((r) => isOurs(r.program)) && rows.some((r) => !isOurs(r.program)),
  );
  if (both.length === 0) return undefined;
  const rows = both.map(([name, file]) => [
    name,
    pointOf(smallest(file.rows.filter((row) => isOurs(row.program))), file.bytes),
    pointOf(smallest(file.rows.filter((row) => !isOurs(row.program))), file.bytes),
    gapsOf(file) || 'ours',
  ]);
  const between = `${OWNED.slowest} KB/s to ${significant(OWNED.fastest)} KB/s`;
  return table(['file', 'smallest of ours', 'smallest of theirs', between], rows, '---');
}
