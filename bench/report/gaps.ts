/** The rivals on a file that no level of foresay beats. */
import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { speed } from './speed.js';

/** The range of compression speeds, in KB/s, in which foresay is compared. */
export const RANGE = { slowest: 5, fastest: 1000 } as const;

/** A rival that no level beats, and how far the nearest level is from it. */
export interface Gap {
  readonly rival: Row;
  /** foresay's smallest result that is at least as fast; undefined when there is none. */
  readonly nearest: Row | undefined;
  /** How much larger that result is: 0.1 for a tenth. */
  readonly distance: number | undefined;
}

/** The rivals within RANGE for which no level is at least as small and as fast, fastest first. */
export function gaps(file: FileRecord): Gap[] {
  const ours = file.rows.filter((row) => isOurs(row.program));
  const speedOf = (row: Row) => speed(file.bytes, row.compress);
  return file.rows
    .filter((row) => !isOurs(row.program))
    .filter((row) => speedOf(row) >= RANGE.slowest && speedOf(row) <= RANGE.fastest)
    .map((rival) => {
      const asFast = ours.filter((row) => speedOf(row) >= speedOf(rival));
      const nearest = smallest(asFast);
      const distance = nearest && nearest.archiveBytes / rival.archiveBytes - 1;
      return { rival, nearest, distance };
    })
    .filter(({ distance }) => distance === undefined || distance > 0)
    .sort((a, b) => speedOf(b.rival) - speedOf(a.rival));
}

/** The row with the smallest archive; of equal ones the first. */
export function smallest(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => (best && best.archiveBytes <= row.archiveBytes ? best : row),
    undefined,
  );
}
