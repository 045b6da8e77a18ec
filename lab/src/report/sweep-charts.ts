/** The charts of a sweep: the main figure against each option that varies. */
import { dashed } from '../experiment/words.js';
import type { LineChart, Series } from '../plot/chart.js';
import type { GatheredTask, TaskKind } from '../sweep/task-kind.js';

type Value = number | string;

interface Point {
  readonly x: Value;
  readonly y: number;
  /** Of the option that colours the points. */
  readonly group: Value | undefined;
}

/** Words of an option that a chart has room for, and colours that can be told apart. */
const MAX_WORDS = 12;
const MAX_GROUPS = 7;

/** Another option with few values, if there is one, colours the points. */
export function sweepCharts(tasks: readonly GatheredTask[], { figure }: TaskKind): LineChart[] {
  const names = [...new Set(tasks.flatMap(({ own }) => Object.keys(own)))];
  const valuesOf = (name: string) =>
    [...new Set(tasks.map(({ own }) => axisValue(own[name])))].sort(inOrder);
  return names.flatMap((name) => {
    const values = valuesOf(name);
    const numbers = values.filter((value) => typeof value === 'number');
    const words = numbers.length < values.length;
    if (values.length < 2 || (words && values.length > MAX_WORDS)) return [];
    const grouping = names.find((other) => {
      const { length } = valuesOf(other);
      return other !== name && length > 1 && length <= MAX_GROUPS;
    });
    const points = tasks.flatMap(({ own, figures }) => {
      const y = figures[figure.name];
      const group = grouping === undefined ? undefined : axisValue(own[grouping]);
      return typeof y === 'number' ? [{ x: axisValue(own[name]), y, group }] : [];
    });
    const wide = Math.min(...numbers) > 0 && Math.max(...numbers) > 20 * Math.min(...numbers);
    const option = dashed(name);
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
        series: seriesOf(points, grouping),
      },
    ];
  });
}

/** One for each value of the grouping option. A line joins points if no value of x has two. */
function seriesOf(points: readonly Point[], grouping: string | undefined): Series[] {
  const groups = [...new Set(points.map(({ group }) => group))].sort(inOrder);
  return groups.map((group, color) => {
    const members = points
      .filter((point) => point.group === group)
      .sort((a, b) => inOrder(a.x, b.x));
    return {
      kind: 'measured',
      label: grouping === undefined ? 'a task' : `${dashed(grouping)} ${group}`,
      color,
      points: members,
      joined: grouping !== undefined && new Set(members.map(({ x }) => x)).size === members.length,
    };
  });
}

function axisValue(value: number | string | boolean | undefined): Value {
  return typeof value === 'number' ? value : String(value ?? '');
}

function inOrder(a: Value | undefined = '', b: Value | undefined = ''): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
