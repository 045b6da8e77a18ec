/** The charts that most experiments need, from their rows. */
import type { Axis, BarChart, BarLine, LineChart, Point, Series } from '../plot/chart.js';
import type { Parameters, Row } from './experiment.js';

export interface AgainstOptions<P extends Parameters> {
  /** The parameter on the horizontal axis. */
  readonly x: keyof P & string;
  /** Its label, in words. */
  readonly xLabel: string;
  /** Default: logarithmic if the largest value is more than 20 times the smallest, else linear. */
  readonly xScale?: Axis['scale'];
  readonly title: string;
  /** A line for each of these labels. Default: one line, `measured`. */
  readonly series?: ((row: Row<P>) => string) | undefined;
  /** Default: `bits a symbol`, linear from 0. */
  readonly y?: Axis | undefined;
  /** Label of the note's crosses. Default: `the note`, followed by the series where there are several. */
  readonly noteLabel?: ((series: string) => string) | undefined;
  /** Whether lines join the points of a series. Default: true. */
  readonly joined?: boolean | undefined;
  /** Theory's line where it is more than the entropy rates of the rows, such as a curve between them. */
  readonly theory?: readonly Point[] | undefined;
  /** Further lines, such as the note's figures of xz. */
  readonly more?: readonly Series[] | undefined;
  /** Default: `main`. */
  readonly name?: string | undefined;
}

/** Bits a symbol against a parameter: ours as lines, the note's figures as crosses, theory's entropy rate as a dashed line. */
export function bitsAgainst<P extends Parameters>(
  rows: readonly Row<P>[],
  options: AgainstOptions<P>,
): LineChart {
  const {
    x,
    xLabel,
    xScale,
    title,
    series: seriesOf = () => 'measured',
    more = [],
    name = 'main',
  } = options;
  const groups = groupsOf(rows, seriesOf);
  const noteLabel =
    options.noteLabel ?? ((label: string) => (groups.size > 1 ? `the note, ${label}` : 'the note'));
  const at = (row: Row<P>, y: number): Point => ({ x: row.parameters[x] as number | string, y });
  const rates = new Map(
    rows.flatMap((row) =>
      row.theory === undefined ? [] : [[row.parameters[x], at(row, row.theory)]],
    ),
  );
  const theory = options.theory ?? [...rates.values()];
  const xs = rows.map((row) => row.parameters[x]);
  return {
    type: 'lines',
    name,
    title,
    x: {
      label: xLabel,
      scale: xScale ?? (isWide(xs) ? 'log' : 'linear'),
      ...(xs.every((value) => typeof value === 'number') && { ticks: distinct(xs) }),
    },
    y: { label: 'bits a symbol', includes: [0], ...options.y },
    series: [
      ...(theory.length === 0 ? [] : [theorySeries(theory)]),
      ...[...groups].flatMap(([label, members], color): Series[] => {
        const notes = members.flatMap((row) => (row.note === undefined ? [] : [at(row, row.note)]));
        return [
          {
            kind: 'measured',
            label,
            color,
            points: members.map((row) => at(row, row.bits)),
            joined: options.joined,
          },
          ...(notes.length === 0
            ? []
            : [{ kind: 'note', label: noteLabel(label), color, points: notes } as const]),
        ];
      }),
      ...more,
    ],
  };
}

export interface CurvesOptions<P extends Parameters> {
  readonly title: string;
  /** Default: the case's name. */
  readonly label?: ((row: Row<P>) => string) | undefined;
  /** Default: validation where there is one, else training. */
  readonly of?: 'training' | 'validation' | undefined;
  /** Default: `symbols trained`, logarithmic. */
  readonly x?: Axis | undefined;
  /** Default: bits a symbol, linear from 0. */
  readonly y?: Axis | undefined;
  /** Further lines of theory, such as a lower bound. */
  readonly lines?: readonly BarLine[] | undefined;
  /** Default: `curves`. */
  readonly name?: string | undefined;
}

/** Learning curves: bits a symbol against symbols trained. Theory's line is drawn at each entropy rate of the rows. */
export function learningCurves<P extends Parameters>(
  rows: readonly Row<P>[],
  options: CurvesOptions<P>,
): LineChart {
  const { title, label = ({ name }) => name, lines = [], name = 'curves' } = options;
  const of =
    options.of ??
    (rows.some(({ curve }) => curve.some((point) => point.validation !== undefined))
      ? 'validation'
      : 'training');
  const drawn = rows
    .map((row) => ({
      label: label(row),
      theory: row.theory,
      points: row.curve.flatMap((point): Point[] => {
        const y = of === 'validation' ? point.validation : point.bits;
        return y === undefined ? [] : [{ x: point.symbols, y }];
      }),
    }))
    .filter(({ points }) => points.length > 0);
  const xs = drawn.flatMap(({ points }) => points.map((point) => point.x as number));
  const ends = xs.length === 0 ? [] : [Math.min(...xs), Math.max(...xs)];
  const theories = distinct(drawn.flatMap((row) => row.theory ?? []));
  return {
    type: 'lines',
    name,
    title,
    x: { label: 'symbols trained', scale: 'log', ...options.x },
    y: { label: `bits a symbol, ${of}`, includes: [0], ...options.y },
    series: [
      ...theories.map((y) =>
        theorySeries(
          ends.map((x) => ({ x, y })),
          theories.length === 1 ? undefined : drawn.findIndex((row) => row.theory === y),
        ),
      ),
      ...lines.map(
        (line): Series => ({
          kind: 'theory',
          label: line.label,
          points: ends.map((x) => ({ x, y: line.value })),
        }),
      ),
      ...drawn.map(
        (row, color): Series => ({ kind: 'measured', label: row.label, color, points: row.points }),
      ),
    ],
  };
}

export interface BarsOptions<P extends Parameters> {
  readonly title: string;
  /** The unit. Default: `bits a symbol`. */
  readonly label?: string | undefined;
  /** Default: the case's name. */
  readonly bar?: ((row: Row<P>) => string) | undefined;
  readonly group?: ((row: Row<P>) => string) | undefined;
  /** Whether bars are `payload` and `weights`, where a row has these figures. Their colours take the place of groups. */
  readonly weights?: boolean | undefined;
  readonly lines?: readonly BarLine[] | undefined;
  /** Default: `bars`. */
  readonly name?: string | undefined;
}

/** A bar a row, with the note's figure and theory's. */
export function bars<P extends Parameters>(
  rows: readonly Row<P>[],
  options: BarsOptions<P>,
): BarChart {
  const { title, label = 'bits a symbol', bar = (row) => row.name, group, lines } = options;
  const partsOf = (row: Row<P>) =>
    options.weights
      ? [
          { value: payloadOf(row), group: 'payload' },
          ...(row.figures['weights'] === undefined
            ? []
            : [{ value: row.figures['weights'], group: 'weights' }]),
        ]
      : [{ value: row.bits, group: group?.(row) }];
  return {
    type: 'bars',
    name: options.name ?? 'bars',
    title,
    label,
    bars: rows.flatMap((row) =>
      partsOf(row).map((part, i) => ({
        name: bar(row),
        ...part,
        stacked: i > 0,
        note: i === 0 ? row.note : undefined,
        theory: i === 0 ? row.theory : undefined,
      })),
    ),
    lines,
  };
}

/** Whether small values would stand close together on a linear axis. */
function isWide(values: readonly unknown[]): boolean {
  const numbers = values.map(Number);
  return Math.min(...numbers) > 0 && Math.max(...numbers) > 20 * Math.min(...numbers);
}

/** Bits a symbol without weights. */
export function payloadOf<P extends Parameters>(row: Row<P>): number {
  return row.figures['payload'] ?? row.bits;
}

function theorySeries(points: readonly Point[], color?: number): Series {
  return { kind: 'theory', label: 'theory: entropy rate', color, points };
}

function groupsOf<P extends Parameters>(
  rows: readonly Row<P>[],
  labelOf: (row: Row<P>) => string,
): Map<string, Row<P>[]> {
  const groups = new Map<string, Row<P>[]>();
  for (const row of rows) {
    const label = labelOf(row);
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return groups;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
