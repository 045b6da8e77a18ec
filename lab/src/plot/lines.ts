/** Line charts: measured lines, the note's crosses, theory's line. */
import * as Plot from '@observablehq/plot';
import { axisOptions } from './axis.js';
import type { LineChart, Series, SeriesKind } from './chart.js';
import { type Drawing, WIDTH } from './frame.js';
import type { LegendEntry } from './legend.js';
import { INK, seriesColor, THEORY } from './palette.js';

const MARGINS = { left: 58, right: 22 } as const;

/** Lines with more points are drawn without dots. */
const MAX_DOTS = 30;

const SIGNS: Readonly<Record<SeriesKind, LegendEntry['sign']>> = {
  measured: 'line',
  note: 'cross',
  theory: 'dashed',
  reference: 'dotted',
};

export function lineMarks({ x, y, series }: LineChart): Drawing {
  const named = series.some(({ points }) => points.some((point) => typeof point.x === 'string'));
  const rotated = named && nameLength(series) > 40;
  return {
    yLabel: y.label,
    height: 340,
    legend: legendOf(series),
    options: {
      marginLeft: MARGINS.left,
      marginRight: MARGINS.right,
      marginBottom: rotated ? 74 : 46,
      x: named
        ? {
            type: 'point',
            domain: namesOf(series),
            label: x.label,
            labelAnchor: 'center',
            labelArrow: 'none',
            ...(rotated && { tickRotate: -45 }),
          }
        : axisOptions(
            x,
            series.flatMap(({ points }) => points.map((point) => point.x as number)),
            WIDTH - MARGINS.left - MARGINS.right,
          ),
      y: {
        ...axisOptions(
          y,
          series.flatMap(({ points }) => points.map((point) => point.y)),
        ),
        label: null,
      },
    },
    marks: [
      Plot.gridY({ strokeOpacity: 0.12, ...(y.ticks && { ticks: [...y.ticks] }) }),
      ...[...series].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]).flatMap(seriesMarks),
    ],
  };
}

/** Theory's line lies below what is measured, crosses above. */
const ORDER: Readonly<Record<SeriesKind, number>> = {
  theory: 0,
  reference: 1,
  measured: 2,
  note: 3,
};

function seriesMarks({ kind, color, points, joined = true }: Series): Plot.Markish[] {
  const at = { x: 'x', y: 'y' };
  const stroke = colorOf(kind, color);
  const line = (options: Plot.LineOptions) => Plot.line(points, { ...at, stroke, ...options });
  switch (kind) {
    case 'theory':
      return [line({ strokeDasharray: '6 4', strokeWidth: color === undefined ? 2 : 1.5 })];
    case 'reference':
      return [line({ strokeDasharray: '2 3' }), Plot.dot(points, { ...at, stroke, r: 2.5 })];
    case 'note':
      return [Plot.dot(points, { ...at, stroke, symbol: 'times', r: 4.5, strokeWidth: 2 })];
    case 'measured':
      return [
        ...(joined ? [line({ strokeWidth: 2 })] : []),
        ...(points.length > MAX_DOTS
          ? []
          : [Plot.dot(points, { ...at, fill: stroke, symbol: symbolOf(color), r: 3.5 })]),
      ];
  }
}

function colorOf(kind: SeriesKind, color: number | undefined): string {
  return color === undefined ? (kind === 'theory' ? THEORY : INK) : seriesColor(color);
}

/** Besides its colour, each series has a shape. */
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye'] as const;

function symbolOf(color = 0): (typeof SYMBOLS)[number] {
  return SYMBOLS[color % SYMBOLS.length] as (typeof SYMBOLS)[number];
}

function legendOf(series: readonly Series[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { kind, label, color, joined = true } of series)
    if (!entries.has(label))
      entries.set(label, {
        label,
        sign: joined ? SIGNS[kind] : 'dot',
        color: colorOf(kind, kind === 'theory' ? undefined : color),
      });
  return [...entries.values()];
}

function namesOf(series: readonly Series[]): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => String(x))))];
}

function nameLength(series: readonly Series[]): number {
  return namesOf(series).join('  ').length;
}
