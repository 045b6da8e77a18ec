/** One line a file: the smallest results of foresay and of its rivals, and the rivals that no level beats. */
import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { gaps, RANGE, smallest } from './gaps.js';
import { table } from './markdown.js';
import { bitsPerByte, significant, speed } from './speed.js';

type Files = readonly (readonly [string, FileRecord])[];

/** Files on which foresay was measured beside a rival, with the smallest result of each side. */
function compared(files: Files): { name: string; file: FileRecord; ours: Row; rival: Row }[] {
  return files.flatMap(([name, file]) => {
    const ours = smallest(file.rows.filter((row) => isOurs(row.program)));
    const rival = smallest(file.rows.filter((row) => !isOurs(row.program)));
    return ours && rival ? [{ name, file, ours, rival }] : [];
  });
}

const shortName = (program: string) => program.replace(/^foresay /, '');

/** Program, bits a byte and KB/s of compression. */
function result(row: Row, bytes: number): string {
  const size = bitsPerByte(row.archiveBytes, bytes);
  return `${shortName(row.program)}: ${size} at ${significant(speed(bytes, row.compress))}`;
}

function gapsOf(file: FileRecord): string {
  return gaps(file)
    .map(({ rival, nearest, distance }) => {
      const point = result(rival, file.bytes);
      return nearest === undefined || distance === undefined
        ? `${point} (no level is as fast)`
        : `${point} (${shortName(nearest.program)} is ${(100 * distance).toFixed(1)} % larger)`;
    })
    .join('; ');
}

const BETWEEN = `${RANGE.slowest} to ${significant(RANGE.fastest)} KB/s`;

/** Every gap with its distance; undefined when foresay was measured beside no rival. */
export function gapTable(files: Files): string | undefined {
  const rows = compared(files).map(({ name, file, ours, rival }) => [
    name,
    result(ours, file.bytes),
    result(rival, file.bytes),
    gapsOf(file) || 'none',
  ]);
  const head = ['file', 'smallest foresay', 'smallest rival', `not beaten, ${BETWEEN}`];
  return rows.length > 0 ? table(head, rows, '---') : undefined;
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
}

/** The same in short: sizes, their difference, and the names alone of the rivals that no level beats. */
export function summaryTable(files: Files): string | undefined {
  const rows = compared(files).map(({ name, file, ours, rival }) => [
    name,
    result(ours, file.bytes),
    result(rival, file.bytes),
    percent(ours.archiveBytes / rival.archiveBytes - 1),
    gaps(file)
      .map((gap) => gap.rival.program)
      .join(', ') || 'none',
  ]);
  const head = ['file', 'smallest foresay', 'smallest rival', 'size', `not beaten, ${BETWEEN}`];
  return rows.length > 0 ? table(head, rows, '---') : undefined;
}
