/** Where keys move the focus in the list of runs. */
import type { Row } from './run-rows.js';

/** Rows of a page key. */
const PAGE = 12;

/** The number of the row that a key leads to from row `at`; -1 if the key leads nowhere. */
export function moved(rows: readonly Row[], at: number, key: string): number {
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + PAGE);
    case 'PageUp':
      return Math.max(0, at - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      // From an open group into it.
      return rows[at]?.type === 'group' ? Math.min(last, at + 1) : -1;
    case 'ArrowLeft':
      return isInGroup(rows[at]) ? groupAbove(rows, at) : -1;
    default:
      return -1;
  }
}

function isInGroup(row: Row | undefined): boolean {
  return row?.type === 'run' && row.level === 2;
}

function groupAbove(rows: readonly Row[], at: number): number {
  return rows.slice(0, at).findLastIndex(({ type }) => type === 'group');
}
