/** Charts as SVG text, drawn with Observable Plot on a document without a browser. Equal data give equal bytes. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { frontier } from './frontier.js';
import { placeLabels } from './labels.js';

/** One program on one file. */
export interface ChartPoint {
  readonly label: string;
  /** KB/s. */
  readonly speed: number;
  readonly bpc: number;
  /** Whether the program is foresay: its points are red and joined. */
  readonly ours: boolean;
}

export interface Panel {
  readonly title: string;
  readonly points: readonly ChartPoint[];
}

/** Pixels of a panel. */
const WIDTH = 560;
const HEIGHT = 340;
const MARGIN = { top: 34, right: 24, bottom: 40, left: 48 };
const OURS = '#b5230f';
const THEIRS = '#3d5a80';

const { document } = parseHTML('<html><body></body></html>');

const COMMON: Plot.PlotOptions = {
  document: document as unknown as Document,
  width: WIDTH,
  marginTop: MARGIN.top,
  marginRight: MARGIN.right,
  marginBottom: MARGIN.bottom,
  marginLeft: MARGIN.left,
  style: { color: '#222', background: 'white' },
};

type Range = readonly [low: number, high: number];

function position(value: number, [low, high]: Range, from: number, to: number): number {
  return from + ((to - from) * (value - low)) / (high - low);
}

/** The smallest and largest value, with a margin of 6 % of their distance. */
function rangeOf(values: readonly number[]): Range {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low || high || 1) * 0.06;
  return [low - margin, high + margin];
}

/** The corners of the line below which no rival is: at each speed the smallest size of a rival at least as fast. */
function rivalLine(rivals: readonly ChartPoint[], slowest: number): ChartPoint[] {
  const on = frontier(rivals.map(({ bpc, speed }) => ({ bytes: bpc, speed })));
  const corners = rivals.filter((_, index) => on[index]).sort((a, b) => a.speed - b.speed);
  const first = corners[0];
  return first ? [{ ...first, speed: slowest }, ...corners] : [];
}

function labelMarks(
  points: readonly ChartPoint[],
  x: Range,
  y: Range,
  height: number,
): Plot.Markish[] {
  const frame = {
    left: MARGIN.left,
    right: WIDTH - MARGIN.right,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const dots = points.map(({ label, speed, bpc, ours }) => ({
    x: position(Math.log10(speed), x, frame.left, frame.right),
    y: position(bpc, y, frame.bottom, frame.top),
    text: label,
    joined: ours,
  }));
  return placeLabels(dots, frame).map(({ dx, dy, anchor }, index) => {
    const point = points[index] as ChartPoint;
    return Plot.text([point], {
      x: 'speed',
      y: 'bpc',
      text: 'label',
      dx,
      dy,
      textAnchor: anchor,
      fill: point.ours ? OURS : THEIRS,
      fontWeight: point.ours ? 'bold' : 'normal',
    });
  });
}

type Drawing = ReturnType<typeof Plot.plot>;

/** All panels of a chart share the range of speeds, so that they can be compared. */
function panel({ title, points }: Panel, decades: Range, height: number): Drawing {
  const ours = points.filter((point) => point.ours).sort((a, b) => a.speed - b.speed);
  const rivals = points.filter((point) => !point.ours);
  const bpc = rangeOf(points.map((point) => point.bpc));
  const xy = { x: 'speed', y: 'bpc' };
  return Plot.plot({
    ...COMMON,
    height,
    x: {
      type: 'log',
      domain: decades.map((decade) => 10 ** decade),
      label: 'KB/s compressing (faster →)',
      ticks: 5,
      tickFormat: (value: number) => value.toLocaleString('en-US'),
      grid: true,
    },
    y: { domain: [...bpc], label: '↑ bits a byte (smaller is better)', ticks: 6, grid: true },
    marks: [
      Plot.text([title], {
        frameAnchor: 'top-right',
        dy: -24,
        fontSize: 13,
        fontWeight: 'bold',
      }),
      Plot.line(rivalLine(rivals, 10 ** decades[0]), {
        ...xy,
        curve: 'step-before',
        stroke: THEIRS,
        strokeOpacity: 0.35,
        strokeDasharray: '4 3',
      }),
      Plot.line(ours, { ...xy, stroke: OURS, strokeWidth: 1.5 }),
      Plot.dot(rivals, { ...xy, r: 3, fill: THEIRS }),
      Plot.dot(ours, { ...xy, r: 3.5, fill: OURS }),
      ...labelMarks([...ours, ...rivals], decades, bpc, height),
    ],
  });
}

/** Drawings side by side, two in a row, in one SVG on white. */
function grid(drawings: readonly Drawing[], panelHeight: number): string {
  const columns = Math.min(2, drawings.length);
  const rows = Math.ceil(drawings.length / columns);
  const [width, height] = [columns * WIDTH, rows * panelHeight];
  const parts = drawings.map((drawing, index) => {
    drawing.setAttribute('x', String((index % columns) * WIDTH));
    drawing.setAttribute('y', String(Math.floor(index / columns) * panelHeight));
    return drawing.outerHTML;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** A panel for each file: size against speed, foresay's levels joined, the rivals' frontier dashed. */
export function frontierChart(panels: readonly Panel[], panelHeight = HEIGHT): string {
  const speeds = panels.flatMap(({ points }) => points.map(({ speed }) => Math.log10(speed)));
  const decades: Range = [Math.floor(Math.min(0, ...speeds)), Math.ceil(Math.max(5, ...speeds))];
  const drawings = panels.map((one) => panel(one, decades, panelHeight));
  return grid(drawings, panelHeight);
}

/** What one program needs for a byte at one size. */
export interface CurvePoint {
  readonly program: string;
  /** Million bytes. */
  readonly megabytes: number;
  /** Microseconds a byte. */
  readonly cost: number;
}

/** Cost per byte against size, a line a program. */
export function costChart(points: readonly CurvePoint[]): string {
  const xy = { x: 'megabytes', y: 'cost', stroke: 'program' };
  const megabytes = [...new Set(points.map((point) => point.megabytes))].sort((a, b) => a - b);
  const largest = Math.max(...megabytes);
  const drawing = Plot.plot({
    ...COMMON,
    height: HEIGHT,
    marginRight: 90,
    x: { type: 'log', label: 'MB', ticks: megabytes, tickFormat: (value: number) => `${value}` },
    y: { type: 'log', label: '↑ microseconds a byte, compressing', grid: true, tickFormat: '~g' },
    color: { scheme: 'Dark2' },
    marks: [
      Plot.line(points, { ...xy, z: 'program' }),
      Plot.dot(points, { ...xy, r: 2.5 }),
      Plot.text(
        points.filter((point) => point.megabytes === largest),
        { x: 'megabytes', y: 'cost', text: 'program', fill: 'program', dx: 8, textAnchor: 'start' },
      ),
    ],
  });
  return grid([drawing], HEIGHT);
}
