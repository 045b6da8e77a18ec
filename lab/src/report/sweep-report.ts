/** The report of a sweep: a chart for each option that varies, and a table, the best first. */
import { countText, dashed, durationText } from '../experiment/words.js';
import { drawChart } from '../plot/draw.js';
import { type Gathered, numbersText, ranked } from '../sweep/gather.js';
import type { Plan } from '../sweep/plan.js';
import type { GatheredTask, TaskKind } from '../sweep/task-kind.js';
import { escaped as escapedHtml, figureHtml, htmlPage, tableHtml } from './html.js';
import { escaped, tableText } from './markdown.js';
import type { Picture, Table } from './report.js';
import { sweepCharts } from './sweep-charts.js';

export interface SweepReport {
  readonly markdown: string;
  readonly html: string;
  readonly pictures: readonly Picture[];
}

/** Rows of a table on a page; results.jsonl has all. */
const MAX_ROWS = 1000;

export function sweepReport(plan: Plan, kind: TaskKind, gathered: Gathered): SweepReport {
  const best = ranked(gathered.finished, kind);
  const title = `${plan.command}: ${countText(plan.tasks.length)} tasks`;
  const facts = factsOf(plan, gathered);
  const pictures = sweepCharts(best, kind).map((chart) => ({
    name: chart.name,
    title: chart.title,
    svg: drawChart(chart),
  }));
  const table = rankedTable(best.slice(0, MAX_ROWS));
  const failures = gathered.failed.map(({ index, failure }) => `task ${index}: ${failure.message}`);
  return {
    pictures,
    markdown: [
      `# ${escaped(title)}`,
      facts.map((line) => `- ${escaped(line)}`).join('\n'),
      ...pictures.map((one) => `![${escaped(one.title)}](${one.name}.svg)`),
      tableText(table),
      ...(failures.length === 0
        ? []
        : [`Failed:\n\n${failures.map((line) => `- ${escaped(line)}`).join('\n')}`]),
    ].join('\n\n'),
    html: htmlPage(
      title,
      [
        `<h1>${escapedHtml(title)}</h1>`,
        listHtml(facts),
        ...pictures.map(figureHtml),
        '<h2>The best first</h2>',
        `<div class="wide">${tableHtml(table)}</div>`,
        ...(failures.length === 0 ? [] : ['<h2>Failed</h2>', listHtml(failures)]),
      ].join('\n'),
    ),
  };
}

function listHtml(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escapedHtml(line)}</li>`).join('\n')}</ul>`;
}

function factsOf(plan: Plan, { finished, failed, missing }: Gathered): string[] {
  const shared = Object.entries(plan.options).map(([name, value]) => `${dashed(name)} ${value}`);
  const seconds = finished.reduce((sum, one) => sum + one.seconds, 0);
  return [
    ...(shared.length === 0 ? [] : [`All tasks: ${shared.join(', ')}`]),
    `${finished.length} finished in ${durationText(seconds)} of work`,
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
    ...(missing.length === 0 ? [] : [`Not run yet: ${numbersText(missing)}`]),
    `foresay-lab ${plan.version}`,
  ];
}

/** Task, own options, figures, time: as text, with the columns that some row has. */
export function rankedTable(tasks: readonly GatheredTask[]): Table {
  const options = namesOf(tasks.map(({ own }) => own));
  const figures = namesOf(tasks.map(({ figures: all }) => all));
  const isNumber = (of: (task: GatheredTask) => unknown) =>
    tasks.every((task) => of(task) === undefined || typeof of(task) === 'number');
  return {
    head: ['task', ...options.map(dashed), ...figures.map(figureText), 'time'],
    numeric: [
      true,
      ...options.map((name) => isNumber(({ own }) => own[name])),
      ...figures.map((name) => isNumber((task) => task.figures[name])),
      true,
    ],
    rows: tasks.map(({ index, own, figures: all, seconds }) => [
      String(index),
      ...options.map((name) => cellText(own[name])),
      ...figures.map((name) => cellText(all[name])),
      durationText(seconds),
    ]),
  };
}

function namesOf(records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function cellText(value: string | number | boolean | undefined): string {
  if (typeof value !== 'number') return String(value ?? '');
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(5)));
}

/** `onePass` as `one pass`. */
function figureText(name: string): string {
  return dashed(name).replaceAll('-', ' ');
}
