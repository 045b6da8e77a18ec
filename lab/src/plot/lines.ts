/** Line charts: measured lines, the note's crosses, theory's line. */
import * as Plot from '@observablehq/plot';
import { axisOptions, LETTER, tickText } from './axis.js';
import type { Band, LineChart, Series, SeriesKind } from './chart.js';
import { type Drawing, WIDTH } from './frame.js';
import { type LegendEntry, type PointSymbol, SYMBOLS } from './legend.js';
import { INK, isSecondRound, seriesColor, THEORY } from './palette.js';

const MARGIN_RIGHT = 22;

/** Lines with more points are drawn without dots. */
const MAX_DOTS = 30;

const SIGNS: Readonly<Record<SeriesKind, LegendEntry['sign']>> = {
  measured: 'line',
  note: 'cross',
  theory: 'dashed',
  reference: 'dotted',
};

/** Opacity of a band. */
const BAND_OPACITY = 0.2;

export function lineMarks({ x, y, series, bands = [] }: LineChart): Drawing {
  const named = series.some(({ points }) => points.some((point) => typeof point.x === 'string'));
  const names = named ? namesOf(series) : [];
  const marginLeft =
    26 + LETTER * Math.max(4, ...(y.ticks ?? []).map((tick) => tickText(tick).length));
  const width = WIDTH - marginLeft - MARGIN_RIGHT;
  const rotated = LETTER * names.join('  ').length > width;
  const horizontal: Plot.ScaleOptions = named
    ? {
        type: 'point',
        domain: names,
        label: x.label,
        labelAnchor: 'center',
        labelArrow: 'none',
        ...(rotated && { tickRotate: -45 }),
      }
    : axisOptions(
        x,
        series.flatMap(({ points }) => points.map((point) => point.x as number)),
        width,
      );
  const vertical: Plot.ScaleOptions = {
    ...axisOptions(
      y,
      series.flatMap(({ points }) => points.map((point) => point.y)),
    ),
    label: null,
  };
  return {
    yLabel: y.label,
    height: 340,
    legend: [...legendOf(series), ...bandLegend(bands)],
    options: {
      marginLeft,
      marginRight: MARGIN_RIGHT,
      // Names at an angle of 45 degrees are 0.7 times as high as they are long.
      marginBottom: rotated
        ? 42 + 0.7 * LETTER * Math.max(...names.map((name) => name.length))
        : 46,
      x: horizontal,
      y: vertical,
    },
    marks: [
      ...labelled(Plot.axisX, horizontal),
      ...labelled(Plot.axisY, vertical),
      ...bandMarks(bands),
      Plot.gridY({ strokeOpacity: 0.12, ...(y.ticks && { ticks: [...y.ticks] }) }),
      ...[...series].sort((a, b) => ORDER[a.kind] - ORDER[b.kind]).flatMap(seriesMarks),
    ],
  };
}

/** A logarithmic axis as a mark: of the labels that a scale's formatter gives Plot leaves some out, whatever their distance. */
function labelled(
  mark: (options: Plot.AxisXOptions & Plot.AxisYOptions) => Plot.Markish,
  {
    type,
    ticks = [],
    label = null,
    labelAnchor = 'center',
    labelArrow = 'none',
  }: Plot.ScaleOptions,
): Plot.Markish[] {
  return type === 'log' ? [mark({ ticks, label, labelAnchor, labelArrow, text: tickText })] : [];
}

function bandColor(bands: readonly Band[], label: string): string {
  // The first colour is that of the line.
  return seriesColor(1 + [...new Set(bands.map((band) => band.label))].indexOf(label));
}

function bandMarks(bands: readonly Band[]): Plot.Markish[] {
  if (bands.length === 0) return [];
  const fill = ({ label }: Band) => bandColor(bands, label);
  return [Plot.rect(bands, { x1: 'from', x2: 'to', fill, fillOpacity: BAND_OPACITY })];
}

function bandLegend(bands: readonly Band[]): LegendEntry[] {
  const labels = [...new Set(bands.map(({ label }) => label))];
  return labels.map((label) => ({ label, color: bandColor(bands, label), sign: 'square' }));
}

/** Theory's line lies below what is measured, crosses above. */
const ORDER: Readonly<Record<SeriesKind, number>> = {
  theory: 0,
  reference: 1,
  measured: 2,
  note: 3,
};

function seriesMarks(series: Series): Plot.Markish[] {
  const { kind, color, points, joined = true } = series;
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
        ...(joined
          ? [
              line({
                strokeWidth: 2,
                ...(isSecondRound(color ?? 0) && { strokeDasharray: '10 3 2 3' }),
              }),
            ]
          : []),
        ...(hasDots(series)
          ? [Plot.dot(points, { ...at, fill: stroke, symbol: symbolOf(color), r: 3.5 })]
          : []),
      ];
  }
}

function colorOf(kind: SeriesKind, color: number | undefined): string {
  return color === undefined ? (kind === 'theory' ? THEORY : INK) : seriesColor(color);
}

function hasDots({ points, joined = true, dots }: Series): boolean {
  return dots ?? (!joined || points.length <= MAX_DOTS);
}

function symbolOf(color = 0): PointSymbol {
  return SYMBOLS[color % SYMBOLS.length] as PointSymbol;
}

function signOf(kind: SeriesKind, color = 0, joined: boolean): LegendEntry['sign'] {
  if (kind !== 'measured') return SIGNS[kind];
  if (!joined) return undefined;
  return isSecondRound(color) ? 'dashdot' : 'line';
}

function legendOf(series: readonly Series[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const one of series) {
    const { kind, label, color, joined = true } = one;
    if (!entries.has(label))
      entries.set(label, {
        label,
        sign: signOf(kind, color, joined),
        symbol: kind === 'measured' && hasDots(one) ? symbolOf(color) : undefined,
        color: colorOf(kind, kind === 'theory' ? undefined : color),
      });
  }
  return [...entries.values()];
}

function namesOf(series: readonly Series[]): string[] {
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => String(x))))];
}
