/** One line a file: the smallest results of foresay and of its rivals, and the rivals that no level beats. */
import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { gaps, smallest } from './gaps.js';
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

/** Rivals in the range that are faster than every level. */
function faster(file: FileRecord): string {
  return gaps(file)
    .filter(({ nearest }) => nearest === undefined)
    .map(({ rival }) => result(rival, file.bytes))
    .join('; ');
}

/** Rivals in the range that are smaller than every level at least as fast, as `show` writes each. */
function smaller(file: FileRecord, show: (rival: Row, nearest: Row, distance: number) => string) {
  return gaps(file)
    .flatMap(({ rival, nearest, distance }) =>
      nearest === undefined || distance === undefined ? [] : show(rival, nearest, distance),
    )
    .join('; ');
}

const SMALLER = 'smaller than every level as fast';

/** Every rival in the range that no level beats; undefined when foresay was measured beside no rival. */
export function gapTable(files: Files): string | undefined {
  const rows = compared(files).map(({ name, file, ours, rival }) => [
    name,
    result(ours, file.bytes),
    result(rival, file.bytes),
    smaller(file, (one, nearest, distance) => {
      const larger = `${shortName(nearest.program)} is ${(100 * distance).toFixed(1)} % larger`;
      return `${result(one, file.bytes)} (${larger})`;
    }),
    faster(file),
  ]);
  const head = ['file', 'smallest foresay', 'smallest rival', SMALLER, 'faster than every level'];
  return rows.length > 0 ? table(head, rows, '---') : undefined;
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
}

/** The same in short: the difference of the smallest sizes, and the rivals that are smaller at a level's speed. */
export function summaryTable(files: Files): string | undefined {
  const rows = compared(files).map(({ name, file, ours, rival }) => [
    name,
    result(ours, file.bytes),
    result(rival, file.bytes),
    percent(ours.archiveBytes / rival.archiveBytes - 1),
    smaller(file, ({ program }) => program),
  ]);
  const head = ['file', 'smallest foresay', 'smallest rival', 'size', SMALLER];
  return rows.length > 0 ? table(head, rows, '---') : undefined;
}
