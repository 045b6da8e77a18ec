/**
 * Bar charts: a horizontal bar a row, its value behind it, the note's figure as a cross, theory as a tick. A bar may have
 * parts, and vertical lines may cross all bars.
 */
import * as Plot from '@observablehq/plot';
import type { Bar, BarChart } from './chart.js';
import type { Drawing } from './frame.js';
import { DASHES, type LegendEntry } from './legend.js';
import { GROUND, INK, seriesColor } from './palette.js';

const BAR_HEIGHT = 24;

const LINE_SIGNS = ['dashed', 'dotted'] as const;

export function barMarks({ label, bars, lines = [] }: BarChart): Drawing {
  // Bars of two groups may have one name, so a bar's place is its number.
  const parts = placed(bars);
  const names = parts.filter(({ stacked }) => !stacked).map(({ name }) => name);
  const totals = names.map((_, row) => totalOf(parts.filter((part) => part.row === row)));
  const groups = [...new Set(bars.map(({ group }) => group))];
  const color = (bar: Bar) => seriesColor(groups.indexOf(bar.group));
  const longest = Math.max(0, ...names.map((name) => name.length));
  const most = Math.max(0, ...totals.map(({ end }) => end), ...lines.map(({ value }) => value));
  const noted = parts.filter(({ note }) => note !== undefined);
  const known = parts.filter(({ theory }) => theory !== undefined);
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
        tickSpacing: 60,
      },
      y: {
        type: 'band',
        domain: [...names.keys()],
        tickFormat: (row: number) => names[row] ?? '',
        label: null,
        padding: 0.25,
      },
    },
    marks: [
      Plot.gridX({ strokeOpacity: 0.12 }),
      Plot.barX(parts, { x: 'value', y: 'row', fill: color }),
      ...lines.map(({ value }, i) =>
        Plot.ruleX([value], {
          stroke: INK,
          strokeWidth: 1.5,
          strokeDasharray: DASHES[LINE_SIGNS[i % 2] ?? 'dashed'],
        }),
      ),
      Plot.text(totals, {
        x: 'end',
        y: 'row',
        text: ({ value }: Total) => String(Number(value.toPrecision(3))),
        textAnchor: 'start',
        dx: 8,
        fill: INK,
        // A border in the colour of the ground, where a line crosses.
        stroke: GROUND,
        strokeWidth: 6,
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

/** A bar with the number of its row from the top. */
interface Placed extends Bar {
  readonly row: number;
}

function placed(bars: readonly Bar[]): Placed[] {
  let row = -1;
  return bars.map((bar) => ({ ...bar, row: bar.stacked ? row : ++row }));
}

interface Total {
  readonly row: number;
  /** Sum of the parts. */
  readonly value: number;
  /** Where the last sign of the row is. */
  readonly end: number;
}

/** @param parts At least one, all of one row. */
function totalOf(parts: readonly Placed[]): Total {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  const signs = parts.flatMap(({ note = 0, theory = 0 }) => [note, theory]);
  return { row: parts[0]?.row ?? 0, value, end: Math.max(value, ...signs) };
}
