/** Line charts: measured lines, the note's crosses, theory's line. */
import * as Plot from '@observablehq/plot';
import type { Axis, LineChart, Series, SeriesKind } from './chart.js';
import type { Drawing } from './draw.js';
import type { LegendEntry } from './legend.js';
import { INK, seriesColor, THEORY } from './palette.js';

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
      marginLeft: 58,
      marginRight: 22,
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

function axisOptions(axis: Axis, values: readonly number[]): Plot.ScaleOptions {
  const { label, scale = 'linear', constant = 0.001, ticks, includes = [] } = axis;
  const all = [...values, ...includes].filter((value) => scale !== 'log' || value > 0);
  const domain =
    all.length === 0 ? ([1, 10] as const) : ([Math.min(...all), Math.max(...all)] as const);
  const shown = ticks ?? (scale === 'log' ? logTicks(...domain) : undefined);
  return {
    label,
    labelAnchor: 'center',
    labelArrow: 'none',
    type: scale,
    ...(scale === 'symlog' && { constant }),
    domain: [...domain],
    ...(shown === undefined ? { nice: true } : { ticks: [...shown] }),
    tickFormat: tickText,
  };
}

/** The powers of ten of a range; where there are few of them, also twice and five times these. */
function logTicks(from: number, to: number): number[] {
  const first = Math.floor(Math.log10(from));
  const count = Math.ceil(Math.log10(to)) - first + 1;
  const powers = Array.from({ length: count }, (_, i) => Number(`1e${first + i}`));
  const within = (value: number) => value >= from && value <= to;
  const whole = powers.filter(within);
  return whole.length > 2
    ? whole
    : powers.flatMap((power) => [power, 2 * power, 5 * power]).filter(within);
}

/** 1000000 as 1 M, 20000 as 20 k. */
export function tickText(value: number | string): string {
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  if (size >= 1e9) return `${short(value / 1e9)} G`;
  if (size >= 1e6) return `${short(value / 1e6)} M`;
  if (size >= 1e4) return `${short(value / 1e3)} k`;
  return short(value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
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
