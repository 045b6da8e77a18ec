/**
 * Bar charts: a horizontal bar a row, its value behind it, the note's figure as a cross, theory as a tick. A bar may have
 * parts, and vertical lines may cross all bars.
 */
import * as Plot from '@observablehq/plot';
import type { Bar, BarChart } from './chart.js';
<<<<<<< HEAD
import type { Drawing } from './frame.js';
import type { LegendEntry } from './legend.js';
=======
import type { Drawing } from './draw.js';
import { DASHES, type LegendEntry } from './legend.js';
>>>>>>> expc
import { INK, seriesColor } from './palette.js';

const BAR_HEIGHT = 24;

const LINE_SIGNS = ['dashed', 'dotted'] as const;

export function barMarks({ label, bars, lines = [] }: BarChart): Drawing {
  const names = [...new Set(bars.map(({ name }) => name))];
  const totals = names.map((name) => totalOf(bars.filter((bar) => bar.name === name)));
  const groups = [...new Set(bars.map(({ group }) => group))];
  const color = (bar: Bar) => seriesColor(groups.indexOf(bar.group));
<<<<<<< HEAD
  const longest = Math.max(0, ...bars.map(({ name }) => name.length));
  const most = Math.max(
    0,
    ...bars.flatMap(({ value, note = 0, theory = 0 }) => [value, note, theory]),
  );
  // Bars of two groups may have one name, so a bar's place is its number.
  const rows = bars.map((bar, row) => ({ ...bar, row }));
  const noted = rows.filter(({ note }) => note !== undefined);
  const known = rows.filter(({ theory }) => theory !== undefined);
=======
  const longest = Math.max(0, ...names.map((name) => name.length));
  const most = Math.max(0, ...totals.map(({ end }) => end), ...lines.map(({ value }) => value));
  const noted = bars.filter(({ note }) => note !== undefined);
  const known = bars.filter(({ theory }) => theory !== undefined);
>>>>>>> expc
  return {
    height: BAR_HEIGHT * names.length + 46,
    legend: [
      ...groups.flatMap((group, i): LegendEntry[] =>
        group === undefined ? [] : [{ label: group, color: seriesColor(i), sign: 'square' }],
      ),
      ...(noted.length > 0 ? [{ label: 'the note', color: INK, sign: 'cross' } as const] : []),
      ...(known.length > 0
        ? [{ label: 'theory: entropy rate', color: INK, sign: 'tick' } as const]
        : []),
      ...lines.map((line, i) => ({
        label: line.label,
        color: INK,
        sign: LINE_SIGNS[i % 2] ?? 'dashed',
      })),
    ],
    options: {
      marginLeft: Math.min(240, 14 + 8 * longest),
      marginRight: 46,
      marginBottom: 46,
      x: {
        label,
        labelAnchor: 'center',
        labelArrow: 'none',
        domain: [0, most === 0 ? 1 : most],
        nice: true,
        ticks: 6,
      },
<<<<<<< HEAD
      y: {
        type: 'band',
        domain: rows.map(({ row }) => row),
        tickFormat: (row: number) => bars[row]?.name ?? '',
        label: null,
        padding: 0.25,
      },
    },
    marks: [
      Plot.gridX({ strokeOpacity: 0.12 }),
      Plot.barX(rows, { x: 'value', y: 'row', fill: color }),
      Plot.text(rows, {
        x: ({ value, note = 0, theory = 0 }: Bar) => Math.max(value, note, theory),
        y: 'row',
        text: ({ value }: Bar) => String(Number(value.toPrecision(3))),
=======
      y: { type: 'band', domain: names, label: null, padding: 0.25 },
    },
    marks: [
      Plot.gridX({ strokeOpacity: 0.12 }),
      Plot.barX(bars, { x: 'value', y: 'name', fill: color }),
      ...lines.map(({ value }, i) =>
        Plot.ruleX([value], {
          stroke: INK,
          strokeWidth: 1.5,
          strokeDasharray: DASHES[LINE_SIGNS[i % 2] ?? 'dashed'],
        }),
      ),
      Plot.text(totals, {
        x: 'end',
        y: 'name',
        text: ({ value }: Total) => String(Number(value.toPrecision(3))),
>>>>>>> expc
        textAnchor: 'start',
        dx: 8,
        fill: INK,
      }),
      Plot.tickX(known, { x: 'theory', y: 'row', stroke: INK, strokeWidth: 3 }),
      Plot.dot(noted, {
        x: 'note',
        y: 'row',
        stroke: INK,
        symbol: 'times',
        r: 4.5,
        strokeWidth: 2,
      }),
    ],
  };
}

interface Total {
  readonly name: string;
  /** Sum of the parts. */
  readonly value: number;
  /** Where the last sign of the row is. */
  readonly end: number;
}

/** @param parts At least one, all of one name. */
function totalOf(parts: readonly Bar[]): Total {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  const signs = parts.flatMap(({ note = 0, theory = 0 }) => [note, theory]);
  return { name: parts[0]?.name ?? '', value, end: Math.max(value, ...signs) };
}
