/** The report of a sweep: a chart for each option that varies, and a table, the best first. */
import { countText, durationText } from '../experiment/words.js';
import type { LineChart } from '../plot/chart.js';
import { drawChart } from '../plot/draw.js';
import { type Gathered, numbersText, ranked } from '../sweep/gather.js';
import type { Plan } from '../sweep/plan.js';
import type { GatheredTask, TaskKind } from '../sweep/task-kind.js';
import { escaped as escapedHtml, figureHtml, htmlPage, tableHtml } from './html.js';
import { escaped, tableText } from './markdown.js';
import type { Picture, Table } from './report.js';

export interface SweepReport {
  readonly markdown: string;
  readonly html: string;
  readonly pictures: readonly Picture[];
}

export interface SweepPage {
  readonly title: string;
  /** What the tasks share, and how many there are. */
  readonly facts: readonly string[];
  readonly pictures: readonly Picture[];
  readonly table: Table;
}

/** Rows of a table on a page; results.jsonl has all. */
const MAX_ROWS = 1000;

export function sweepReport(plan: Plan, kind: TaskKind, gathered: Gathered): SweepReport {
  const best = ranked(gathered.finished, kind);
  const title = `${plan.command}: ${countText(plan.tasks.length)} tasks`;
  const facts = factsOf(plan, gathered);
  const pictures = charts(best, kind).map((chart) => ({
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
  const shared = Object.entries(plan.options).map(
    ([name, value]) => `${optionText(name)} ${value}`,
  );
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
    head: ['task', ...options.map(optionText), ...figures, 'time'],
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

/** `hiddenSize` as `hidden-size`. */
export function optionText(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Words of an option that a chart has room for. */
const MAX_WORDS = 12;

/** The figure against each option that has more than one value. */
function charts(tasks: readonly GatheredTask[], { figure }: TaskKind): LineChart[] {
  const names = namesOf(tasks.map(({ own }) => own));
  return names.flatMap((name) => {
    const points = tasks.flatMap(({ own, figures }) => {
      const [x, y] = [own[name], figures[figure.name]];
      return x === undefined || typeof y !== 'number'
        ? []
        : [{ x: typeof x === 'number' ? x : String(x), y }];
    });
    const values = [...new Set(points.map(({ x }) => x))].sort(inOrder);
    const numbers = values.filter((value) => typeof value === 'number');
    const words = numbers.length < values.length;
    if (values.length < 2 || (words && values.length > MAX_WORDS)) return [];
    const wide = Math.min(...numbers) > 0 && Math.max(...numbers) > 20 * Math.min(...numbers);
    const option = optionText(name);
    return [
      {
        type: 'lines',
        name: option,
        title: `${figure.label} against ${option}`,
        x: {
          label: option,
          scale: wide ? 'log' : 'linear',
          ...(!words && values.length <= 8 && { ticks: numbers }),
        },
        y: { label: figure.label },
        series: [
          {
            kind: 'measured',
            label: 'a task',
            color: 0,
            points: points.sort((a, b) => inOrder(a.x, b.x)),
            joined: false,
          },
        ],
      },
    ];
  });
}

function inOrder(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
