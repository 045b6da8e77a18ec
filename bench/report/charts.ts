/** Which charts there are: one of every file of a kind, and an overview with one panel a kind. */
import { KINDS, type Kind } from '../corpus/kinds.js';
import { isOurs } from '../run/program.js';
import type { FileRecord } from '../run/record.js';
import { type ChartPoint, frontierChart, type Panel } from './chart.js';
import { curveChart, curvePoints } from './curve.js';
import { speed } from './speed.js';

type Files = readonly (readonly [string, FileRecord])[];

/** The name of the chart with one panel a kind. */
export const OVERVIEW = 'overview';

/** Pixels of a panel there: a dozen of them are to fit on one page. */
const OVERVIEW_HEIGHT = 270;

function pointsOf({ bytes, rows }: FileRecord): ChartPoint[] {
  return [...rows]
    .sort((a, b) => (a.program < b.program ? -1 : 1))
    .map((row) => ({
      label: row.program.replace(/^foresay /, ''),
      speed: speed(bytes, row.compress),
      bpc: (8 * row.archiveBytes) / bytes,
      ours: isOurs(row.program),
    }));
}

/** One program alone makes no frontier. */
const canBeDrawn = ([, file]: Files[number]) => file.rows.length > 1;

/** The file on which most programs were measured; of equals the longest, then the first by name. */
function representative(files: Files): Files[number] | undefined {
  return [...files].sort(([, a], [, b]) => b.rows.length - a.rows.length || b.bytes - a.bytes)[0];
}

function overviewPanel(kind: Kind, files: Files): Panel[] {
  const found = representative(files.filter(canBeDrawn));
  if (kind === 'mixture' || found === undefined) return [];
  const [name, file] = found;
  return [{ title: `${KINDS[kind]}: ${name}`, points: pointsOf(file) }];
}

/** Charts by name: a kind, or OVERVIEW. Kinds with nothing to compare have none. */
export function charts(kinds: readonly (readonly [Kind, Files])[]): Map<string, string> {
  const drawn = new Map<string, string>();
  for (const [kind, files] of kinds) {
    const panels = files
      .filter(canBeDrawn)
      .map(([title, file]) => ({ title, points: pointsOf(file) }));
    if (kind === 'mixture') {
      if (curvePoints(files).length > 0) drawn.set(kind, curveChart(files));
    } else if (panels.length > 0) drawn.set(kind, frontierChart(panels));
  }
  const panels = kinds.flatMap(([kind, files]) => overviewPanel(kind, files));
  if (panels.length > 0) drawn.set(OVERVIEW, frontierChart(panels, OVERVIEW_HEIGHT));
  return drawn;
}
