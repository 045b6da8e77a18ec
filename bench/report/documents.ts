/** The generated documents below docs/benchmarks, one a theme, and the generated part of docs/benchmarks.md. */
import { KINDS, type Kind, kindOf } from '../corpus/kinds.js';
import type { Benchmarks, FileRecord, Row } from '../run/record.js';
import type { Results } from '../run/results.js';
import { charts, OVERVIEW } from './charts.js';
import { concurrencyDocument } from './concurrency.js';
import { CURVE_EXPLANATION, curveTable } from './curve.js';
import { absences, fileTable } from './file-table.js';
import { gapTable, summaryTable } from './gap-table.js';
import { RANGE } from './gaps.js';
import { kernelsDocument } from './kernels.js';
import { type Markers, replaceBetween, table } from './markdown.js';
import { significant } from './speed.js';
import { trainingDocument } from './training.js';

export const SUMMARY: Markers = {
  begin: '<!-- summary: npm run bench writes between these lines -->',
  end: '<!-- end of summary -->',
};

/** The document that holds the summary, the folder of the others, and the summary's chart, below the root of the output. */
export const OVERVIEW_DOCUMENT = 'docs/benchmarks.md';
const FOLDER = 'docs/benchmarks';
export const OVERVIEW_CHART = `${FOLDER}/charts/${OVERVIEW}.svg`;

type Files = readonly (readonly [string, FileRecord])[];

/** The files of each kind, kinds in the order of KINDS, files by name; kinds without files are left out. */
function byKind({ files }: Benchmarks): (readonly [Kind, Files])[] {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return (Object.keys(KINDS) as Kind[])
    .map((kind) => [kind, sorted.filter(([name]) => kindOf(name) === kind)] as const)
    .filter(([, ofKind]) => ofKind.length > 0);
}

/** A letter for each machine, in the order of their keys. */
function machineLetters({ machines }: Benchmarks): Map<string, string> {
  return new Map(Object.keys(machines).map((key, index) => [key, String.fromCharCode(65 + index)]));
}

const BACK = '[How it was measured and how to read it](../benchmarks.md).';

function fileSection(name: string, file: FileRecord, letters: Map<string, string>): string[] {
  const missing = absences(file);
  return [
    `## ${name} (${file.bytes.toLocaleString('en-US')} bytes)`,
    ...(file.rows.length > 0 ? [fileTable(file, letters)] : []),
    ...(missing === '' ? [] : [missing]),
  ];
}

function kindDocument(
  kind: Kind,
  files: Files,
  hasChart: boolean,
  letters: Map<string, string>,
): string[] {
  const lettersAt = letters.size > 1 ? ' Letters: [machines](programs.md).' : '';
  return [
    `# ${KINDS[kind]}`,
    kind === 'mixture' ? CURVE_EXPLANATION : BACK + lettersAt,
    ...(hasChart ? [`![${KINDS[kind]}: charts](charts/${kind}.svg)`] : []),
    ...(kind === 'mixture'
      ? [curveTable(files)]
      : files.flatMap(([name, file]) => fileSection(name, file, letters))),
  ];
}

function frontierDocument(gapLines: string): string[] {
  return [
    '# Rivals that no level beats',
    `The smallest archives in bits a byte, with KB/s of compression. The last two columns list the rivals at ${RANGE.slowest} to
${significant(RANGE.fastest)} KB/s that no level beats. The first of them are smaller than every level that is at least as fast; the
smallest such level and its distance are in parentheses. ${BACK}`,
    gapLines,
  ];
}

function machineList(benchmarks: Benchmarks, letters: Map<string, string>): string {
  const rows = Object.values(benchmarks.files).flatMap((file) => file.rows);
  return Object.entries(benchmarks.machines)
    .map(([key, machine]) => {
      const dates = rows.filter((row) => row.machine === key).map((row) => row.date);
      const days = [...new Set(dates)].sort();
      const span = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0];
      const mark = letters.size > 1 ? `(${letters.get(key)}) ` : '';
      return (
        `- ${mark}${machine.cpu}, ${machine.cores} cores, ${machine.memory} memory, ` +
        `${machine.system}, Node ${machine.node}; ${span}`
      );
    })
    .join('\n');
}

function commandTable(benchmarks: Benchmarks): string {
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

function programsDocument(benchmarks: Benchmarks, letters: Map<string, string>): string[] {
  return [
    '# Machines and programs',
    '## Machines',
    machineList(benchmarks, letters),
    '## Programs',
    commandTable(benchmarks),
  ];
}

const isComparison = ([kind]: readonly [Kind, Files]) => kind !== 'mixture';

/** Every generated file: its path below the root of the output, and its content. */
export function documents(results: Results): Map<string, string> {
  const { benchmarks, kernels, concurrency, training } = results;
  const made = new Map<string, string>();
  const write = (name: string, parts: readonly string[]) =>
    made.set(`${FOLDER}/${name}`, `${parts.join('\n\n')}\n`);
  const letters = machineLetters(benchmarks);
  const kinds = byKind(benchmarks);
  const drawn = charts(kinds);
  for (const [name, svg] of drawn) made.set(`${FOLDER}/charts/${name}.svg`, svg);
  for (const [kind, files] of kinds)
    write(`${kind}.md`, kindDocument(kind, files, drawn.has(kind), letters));
  const gapLines = gapTable(kinds.filter(isComparison).flatMap(([, files]) => files));
  if (gapLines !== undefined) write('frontier.md', frontierDocument(gapLines));
  if (kinds.length > 0) write('programs.md', programsDocument(benchmarks, letters));
  if (Object.keys(kernels).length > 0) write('kernels.md', kernelsDocument(kernels));
  if (Object.keys(concurrency).length > 0)
    write('concurrency.md', concurrencyDocument(concurrency));
  if (Object.keys(training).length > 0) write('training.md', trainingDocument(training));
  return made;
}

function summary(benchmarks: Benchmarks, hasChart: boolean): string {
  const kinds = byKind(benchmarks);
  const lines = summaryTable(kinds.filter(isComparison).flatMap(([, files]) => files));
  const pages = kinds.map(([kind]) => `[${KINDS[kind]}](benchmarks/${kind}.md)`);
  return [
    ...(hasChart
      ? [`![A frontier chart for each kind of data](benchmarks/charts/${OVERVIEW}.svg)`]
      : []),
    `Every file and program, by kind: ${pages.join(' · ')}`,
    ...(lines === undefined ? [] : [lines]),
  ].join('\n\n');
}

/** `document` with its summary replaced, or appended where it has none; `hasChart`: whether there is an overview chart. */
export function updateOverview(
  document: string,
  benchmarks: Benchmarks,
  hasChart: boolean,
): string {
  const part = summary(benchmarks, hasChart);
  const { begin, end } = SUMMARY;
  return (
    replaceBetween(document, SUMMARY, part) ??
    `${(document || '# Benchmarks\n').trimEnd()}\n\n${begin}\n\n${part}\n\n${end}\n`
  );
}
