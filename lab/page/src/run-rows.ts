/** The rows of the list: groups with their runs, filtered and sorted. */
import type { RunEntry } from '../../src/serve/api.js';
import { gapOf } from './words.js';

export const SORT_KEYS = ['name', 'bits', 'gap', 'changed'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Order {
  readonly key: SortKey;
  readonly descending: boolean;
}

export interface GroupRow {
  readonly type: 'group';
  readonly path: string;
  readonly open: boolean;
  readonly runs: readonly RunEntry[];
}

export interface RunRow {
  readonly type: 'run';
  /** 1, or 2 in a group. */
  readonly level: 1 | 2;
  readonly run: RunEntry;
}

export type Row = GroupRow | RunRow;

export interface RowOptions {
  /** Words that the path, the model or the state contains, each somewhere. */
  readonly filter: string;
  readonly order: Order;
  /** Paths of groups whose runs are shown. While there is a filter, all are. */
  readonly open: ReadonlySet<string>;
}

export function rowsOf(runs: readonly RunEntry[], { filter, order, open }: RowOptions): Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const sorted = runs
    .filter((run) => matches(run, words))
    .map((run) => ({ run, value: sortValue(run, order.key) }))
    .sort((a, b) => compare(a.value, b.value, order.descending))
    .map(({ run }) => run);
  // A group stands where its first run would.
  const groups = new Map<string, RunEntry[]>();
  for (const run of sorted) {
    const key = run.group === undefined ? `run ${run.path}` : `group ${run.group}`;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [run]);
    else members.push(run);
  }
  return [...groups.values()].flatMap((members): Row[] => {
    const [first] = members as [RunEntry];
    const path = first.group;
    if (path === undefined) return [{ type: 'run', level: 1, run: first }];
    const isOpen = words.length > 0 || open.has(path);
    const shown = isOpen ? members : [];
    return [
      { type: 'group', path, open: isOpen, runs: members },
      ...shown.map((run): RunRow => ({ type: 'run', level: 2, run })),
    ];
  });
}

function matches({ path, model = '', state }: RunEntry, words: readonly string[]): boolean {
  const text = `${path} ${model} ${state}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function sortValue(run: RunEntry, key: SortKey): string | number | undefined {
  switch (key) {
    case 'name':
      return run.path;
    case 'bits':
      return run.bits;
    case 'gap':
      return gapOf(run);
    case 'changed':
      return run.changed;
  }
}

const NAMES = new Intl.Collator('en', { numeric: true });

/** What is not known comes last in both directions. */
export function compare(
  a: string | number | boolean | null | undefined,
  b: string | number | boolean | null | undefined,
  descending: boolean,
): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return 1;
  if (b === undefined || b === null) return -1;
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : NAMES.compare(String(a), String(b));
  return descending ? -order : order;
}
