/** Where the frontier belongs to foresay and where it does not. */
import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { speed } from './speed.js';

/** The stretch of speeds, in KB/s of compression, that foresay means to own. */
export const OWNED = { slowest: 5, fastest: 1000 } as const;

/** A rival that no level beats, and how far the nearest level is from it. */
export interface Gap {
  readonly rival: Row;
  /** The smallest result of foresay's that is at least as fast; undefined when none is. */
  readonly nearest: Row | undefined;
  /** How much larger that is: 0.1 for a tenth. */
  readonly distance: number | undefined;
}

/** The rivals within the owned speeds for which foresay has nothing at least as small and as fast. */
export function gaps(file: FileRecord): Gap[] {
  const ours = file.rows.filter((row) => isOurs(row.program));
  const pace = (row: Row) => speed(file.bytes, row.compress);
  return file.rows
    .filter((row) => !isOurs(row.program))
    .filter((row) => pace(row) >= OWNED.slowest && pace(row) <= OWNED.fastest)
    .map((rival) => {
      const asFast = ours.filter((row) => pace(row) >= pace(rival));
      const nearest = smallest(asFast);
      const distance = nearest && nearest.archiveBytes / rival.archiveBytes - 1;
      return { rival, nearest, distance };
    })
    .filter(({ distance }) => distance === undefined || distance > 0)
    .sort((a, b) => pace(b.rival) - pace(a.rival));
}

export function smallest(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => (best && best.archiveBytes <= row.archiveBytes ? best : row),
    undefined,
  );
}
