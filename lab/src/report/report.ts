/** A report as data: what a page of an experiment shows, without its form. */
import type { Experiment, Row } from '../experiment/experiment.js';
import { type CaseResult, type Results, rowsOf } from '../experiment/results.js';
import { needsData } from '../experiment/sequence-spec.js';
import { bitsText, countText, durationText, listing } from '../experiment/words.js';
import { drawChart } from '../plot/draw.js';
import { settingsLines } from './settings.js';

export interface Report {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly note: string;
  readonly pictures: readonly Picture[];
  readonly table: Table;
  /** All rows, where the table has fewer. */
  readonly allRows: Table | undefined;
  /** What was learned; while cases are missing, which. */
  readonly learned: string;
  /** The command that makes all of it again. */
  readonly command: string;
  /** Scale, seed, time, machine and version, as pairs. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly settings: readonly string[];
}

export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, which stand to the right. */
  readonly numeric: readonly boolean[];
}

export function reportOf(experiment: Experiment, results: Results): Report {
  const { name, title, question, note, cases, charts, conclusion } = experiment;
  const { table = (all: readonly Row[]) => all } = experiment;
  const { scale } = results;
  const rows = rowsOf(experiment, results);
  const measured = results.cases.filter((one) => rows.some((row) => row.name === one.name));
  const missing = cases(scale).filter((one) => !rows.some((row) => row.name === one.name));
  return {
    name,
    title,
    question,
    note,
    pictures:
      rows.length === 0
        ? []
        : charts(rows).map((chart) => ({
            name: chart.name,
            title: chart.title,
            svg: drawChart(chart),
          })),
    table: tableOf(rows.length === 0 ? [] : table(rows)),
    allRows: experiment.table === undefined || rows.length === 0 ? undefined : tableOf(rows),
    learned:
      missing.length === 0
        ? conclusion(rows, scale)
        : missingText(
            missing.map((one) => one.name),
            results,
          ),
    command: commandOf(experiment, results),
    facts: factsOf(measured, results),
    settings: settingsLines(measured, rows),
  };
}

function commandOf({ name, cases }: Experiment, { scale, seed }: Results): string {
  return [
    `foresay-lab run ${name} --scale ${scale}`,
    ...(seed === 1 ? [] : [`--seed ${seed}`]),
    ...(cases(scale).some(({ sequence }) => needsData(sequence)) ? ['--data FOLDER'] : []),
  ].join(' ');
}

function missingText(names: readonly string[], { missing }: Results): string {
  const reasons = missing
    .filter(({ name }) => names.includes(name))
    .map(({ name, reason }) => `${name}: ${reason}`);
  return [`Not measured yet: ${listing(names)}.`, ...reasons.map((reason) => `${reason}.`)].join(
    ' ',
  );
}

function factsOf(
  cases: readonly CaseResult[],
  { scale, seed }: Results,
): (readonly [string, string])[] {
  const each = (values: readonly string[]) => [...new Set(values)].join('; ');
  const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
  return [
    ['scale', scale],
    ['seed', String(seed)],
    ['time of training and coding', durationText(seconds)],
    ['threads', each(cases.map(({ threads }) => String(threads)))],
    ['machine', each(cases.map(({ machine }) => machine))],
    ['version', each(cases.map(({ version }) => `foresay-lab ${version}`))],
  ];
}

/** A column of the table. It is left out if no row has a value. */
interface Column {
  readonly head: string;
  readonly numeric: boolean;
  readonly cell: (row: Row) => string | undefined;
}

function tableOf(rows: readonly Row[]): Table {
  const kinds = new Set(rows.map(({ kind }) => kind));
  const [kind] = kinds;
  const figures = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const parameters = [...new Set(rows.flatMap((row) => Object.keys(row.parameters)))];
  const text = (value: number | undefined) => (value === undefined ? undefined : bitsText(value));
  const columns: Column[] = [
    { head: 'case', numeric: false, cell: ({ name }) => name },
    ...parameters.map((name) => ({
      head: name,
      numeric: rows.every((row) => typeof row.parameters[name] !== 'string'),
      cell: (row: Row) => row.parameters[name]?.toString(),
    })),
    {
      head: kinds.size === 1 ? `ours, ${kind}` : 'ours',
      numeric: true,
      cell: ({ bits }) => bitsText(bits),
    },
    ...(kinds.size === 1
      ? []
      : [{ head: 'measured as', numeric: false, cell: (row: Row) => row.kind }]),
    { head: 'theory', numeric: true, cell: ({ theory }) => text(theory) },
    { head: 'the note', numeric: true, cell: ({ note }) => text(note) },
    ...figures.map((name) => ({
      head: name,
      numeric: true,
      cell: (row: Row) => figureText(row.figures[name]),
    })),
    { head: 'symbols', numeric: true, cell: ({ symbols }) => countText(symbols) },
    {
      head: 'time',
      numeric: true,
      cell: ({ seconds, stopped }) =>
        durationText(seconds) + (stopped === undefined ? '' : ` (stopped ${stopped})`),
    },
  ];
  const used = columns.filter(({ cell }) => rows.some((row) => cell(row) !== undefined));
  return {
    head: used.map(({ head }) => head),
    rows: rows.map((row) => used.map(({ cell }) => cell(row) ?? '')),
    numeric: used.map(({ numeric }) => numeric),
  };
}

/** Counts with commas, bits with three digits. */
function figureText(value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  return Number.isInteger(value) ? countText(value) : bitsText(value);
}
