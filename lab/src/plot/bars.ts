/** Bar charts: a horizontal bar a row, its value behind it, the note's figure as a cross, theory as a tick. */
import * as Plot from '@observablehq/plot';
import type { Bar, BarChart } from './chart.js';
import type { Drawing } from './frame.js';
import type { LegendEntry } from './legend.js';
import { INK, seriesColor } from './palette.js';

const BAR_HEIGHT = 24;

export function barMarks({ label, bars }: BarChart): Drawing {
  const groups = [...new Set(bars.map(({ group }) => group))];
  const color = (bar: Bar) => seriesColor(groups.indexOf(bar.group));
  const longest = Math.max(0, ...bars.map(({ name }) => name.length));
  const most = Math.max(
    0,
    ...bars.flatMap(({ value, note = 0, theory = 0 }) => [value, note, theory]),
  );
  // Bars of two groups may have one name, so a bar's place is its number.
  const rows = bars.map((bar, row) => ({ ...bar, row }));
  const noted = rows.filter(({ note }) => note !== undefined);
  const known = rows.filter(({ theory }) => theory !== undefined);
  return {
    height: BAR_HEIGHT * bars.length + 46,
    legend: [
      ...groups.flatMap((group, i): LegendEntry[] =>
        group === undefined ? [] : [{ label: group, color: seriesColor(i), sign: 'square' }],
      ),
      ...(noted.length > 0 ? [{ label: 'the note', color: INK, sign: 'cross' } as const] : []),
      ...(known.length > 0
        ? [{ label: 'theory: entropy rate', color: INK, sign: 'tick' } as const]
        : []),
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
