/** BENCHMARKS.md: the measurements as charts and tables, between two markers; what stands outside them is kept. */

import { KINDS, type Kind, kindOf } from '../corpus/kinds.js';
import { isOurs } from '../run/program.js';
import type { Benchmarks, FileRecord, Row } from '../run/record.js';
import { type ChartPoint, frontierChart } from './chart.js';
import { CURVE_EXPLANATION, curveChart, curvePoints, curveTable } from './curve.js';
import { absences, fileTable } from './file-table.js';
import { heldTable } from './held-table.js';
import { type Markers, replaceBetween, table } from './markdown.js';
import { speed } from './speed.js';

export const MARKERS: Markers = {
  begin: '<!-- measured: npm run bench writes between these lines -->',
  end: '<!-- end of measured -->',
};

const INTRODUCTION = '# Benchmarks\n';

/** Where charts are kept, below the folder of the document. */
export const CHARTS = 'docs/charts';

type Files = readonly (readonly [string, FileRecord])[];

/** The files of each kind, kinds in the order of KINDS, files by name; kinds without files are left out. */
function byKind(benchmarks: Benchmarks): (readonly [Kind, Files])[] {
  const files = Object.entries(benchmarks.files).sort(([a], [b]) => (a < b ? -1 : 1));
  return (Object.keys(KINDS) as Kind[])
    .map((kind) => [kind, files.filter(([name]) => kindOf(name) === kind)] as const)
    .filter(([, ofKind]) => ofKind.length > 0);
}

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

/** The charts that the document shows: the name of a kind, and its SVG. */
export function charts(benchmarks: Benchmarks): Map<Kind, string> {
  const drawn = new Map<Kind, string>();
  for (const [kind, files] of byKind(benchmarks)) {
    const panels = files
      .filter(canBeDrawn)
      .map(([title, file]) => ({ title, points: pointsOf(file) }));
    if (kind === 'mixture') {
      if (curvePoints(files).length > 0) drawn.set(kind, curveChart(files));
    } else if (panels.length > 0) drawn.set(kind, frontierChart(panels));
  }
  return drawn;
}

function machineSection(benchmarks: Benchmarks, letters: Map<string, string>): string {
  const lines = Object.entries(benchmarks.machines).map(([key, machine]) => {
    const rows = Object.values(benchmarks.files).flatMap((file) => file.rows);
    const dates = rows.filter((row) => row.machine === key).map((row) => row.date);
    const days = [...new Set(dates)].sort();
    const span = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0];
    const mark = letters.size > 1 ? `(${letters.get(key)}) ` : '';
    return (
      `- ${mark}${machine.cpu}, ${machine.cores} cores, ${machine.memory} memory, ${machine.system}, ` +
      `Node ${machine.node}; ${span}`
    );
  });
  return ['Measured on:', '', ...lines].join('\n');
}

function commandSection(benchmarks: Benchmarks): string {
  const programs = new Map<string, Row>();
  for (const file of Object.values(benchmarks.files))
    for (const row of file.rows) programs.set(row.program, row);
  const rows = [...programs.values()]
    .sort((a, b) => (a.program < b.program ? -1 : 1))
    .map(({ program, version, commands }) => [
      program,
      version,
      ...commands.map((command) => `\`${command.replaceAll('|', '\\|')}\``),
    ]);
  return table(['program', 'version', 'compress', 'decompress'], rows, '---');
}

const EXPLANATION = `Every program ran as a whole process on one thread, both ways, and its output was compared with the original byte for byte.
KB/s are thousand original bytes per second of user plus system time, process start included (below a few hundredths of
a second it is most of what is seen); MiB the largest resident set.
*frontier*: no other program in the table is both smaller and faster, compressing, decompressing, or both ways.
In the charts foresay's levels are joined, and the dashed line is the frontier of the others: what is below it is new.`;

const HELD = `The smallest archives with their KB/s, and the rivals between those speeds (compressing) that no level beats, with the
distance to the smallest level that is at least as fast. *ours*: there is none.`;

function fileSection(name: string, file: FileRecord, letters: Map<string, string>): string[] {
  const missing = absences(file);
  return [
    `#### ${name} (${file.bytes.toLocaleString('en-US')} bytes)`,
    ...(file.rows.length > 0 ? [fileTable(file, letters)] : []),
    ...(missing === '' ? [] : [missing]),
  ];
}

function kindSection(
  kind: Kind,
  files: Files,
  hasChart: boolean,
  letters: Map<string, string>,
): string[] {
  return [
    `### ${KINDS[kind]}`,
    ...(kind === 'mixture' ? [CURVE_EXPLANATION] : []),
    ...(hasChart ? [`![${KINDS[kind]}: charts](${CHARTS}/${kind}.svg)`] : []),
    ...(kind === 'mixture'
      ? [curveTable(files)]
      : files.flatMap(([name, file]) => fileSection(name, file, letters))),
  ];
}

/** The part between the markers. */
export function measuredPart(benchmarks: Benchmarks): string {
  const letters = new Map(
    Object.keys(benchmarks.machines).map((key, index) => [key, String.fromCharCode(65 + index)]),
  );
  const kinds = byKind(benchmarks);
  const drawn = charts(benchmarks);
  const compared = kinds.filter(([kind]) => kind !== 'mixture').flatMap(([, files]) => files);
  const held = heldTable(compared);
  return [
    '## Whole programs',
    machineSection(benchmarks, letters),
    EXPLANATION,
    ...(held === undefined ? [] : ['### Who holds the frontier', HELD, held]),
    ...kinds.flatMap(([kind, files]) => kindSection(kind, files, drawn.has(kind), letters)),
    '### Commands',
    commandSection(benchmarks),
  ].join('\n\n');
}

/** `document` with its measured part replaced, or appended where there is none yet. */
export function updateReport(document: string, benchmarks: Benchmarks): string {
  const part = measuredPart(benchmarks);
  const { begin, end } = MARKERS;
  return (
    replaceBetween(document, MARKERS, part) ??
    `${(document || INTRODUCTION).trimEnd()}\n\n${begin}\n\n${part}\n\n${end}\n`
  );
}
