/** The picture of several curves. */
import * as Plot from '@observablehq/plot';
import { bitsText, countText } from '../../src/experiment/words.js';
import { axisOptions } from '../../src/plot/axis.js';
import { INK, isSecondRound, seriesColor, THEORY } from '../../src/plot/palette.js';
import type { CurvePoint } from '../../src/serve/api.js';

export interface PlottedRun {
  readonly name: string;
  /** Number of the colour. */
  readonly color: number;
  readonly points: readonly CurvePoint[];
  readonly entropy: number | undefined;
}

export interface PlotOptions {
  readonly logX: boolean;
  readonly logY: boolean;
  /** Bits above the entropy rate; runs without one are left out. */
  readonly gap: boolean;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly title: string;
}

interface Line {
  readonly color: number;
  readonly kind: 'training' | 'validation';
  /** Whether the run has validation, before which training steps back. */
  readonly faint: boolean;
  readonly marks: readonly Mark[];
}

/** Lines with fewer points have dots: one point alone makes no line. */
const MAX_DOTS = 30;

const MARGIN = { left: 58, right: 16, top: 26, bottom: 42 };

/** Undefined if there is nothing to draw. */
export function curvePlot(
  runs: readonly PlottedRun[],
  options: PlotOptions,
): SVGSVGElement | undefined {
  const { logX, logY, gap, width, height } = options;
  const lines = runs
    .flatMap((run) => linesOf(run, options))
    .filter(({ marks }) => marks.length > 0);
  const marks = lines.flatMap((line) => line.marks);
  if (marks.length === 0) return undefined;
  const theory = gap ? [] : theoryOf(runs).filter((bits) => !logY || bits > 0);
  const x = { label: 'symbols', scale: logX ? 'log' : 'linear' } as const;
  const y = { label: '', scale: logY ? 'log' : 'linear', includes: theory } as const;
  const yAxis = axisOptions(
    y,
    marks.map((mark) => mark.y),
  );
  return Plot.plot({
    className: 'curves',
    ariaLabel: `Curves of ${runs.map(({ name }) => name).join(', ')}`,
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    style: { color: INK, background: 'transparent', fontSize: '12px', overflow: 'visible' },
    x: {
      ...axisOptions(
        x,
        marks.map((mark) => mark.x),
        width - MARGIN.left - MARGIN.right,
      ),
      ...(logX ? {} : { nice: false, ticks: Math.max(3, Math.floor(width / 110)) }),
    },
    y: { ...yAxis, label: null },
    marks: [
      Plot.gridY({ strokeOpacity: 0.12, ...(yAxis.ticks && { ticks: yAxis.ticks }) }),
      Plot.ruleY(theory, { stroke: THEORY, strokeWidth: 1.5, strokeDasharray: '6 4' }),
      Plot.text(theory, {
        y: (bits: number) => bits,
        frameAnchor: 'left',
        text: () => 'entropy rate',
        textAnchor: 'start',
        dx: 4,
        dy: -8,
        fill: THEORY,
        stroke: 'var(--ground)',
      }),
      ...lines.map(lineMark),
      ...lines.filter((line) => line.marks.length <= MAX_DOTS).map(dotMark),
      Plot.text([gap ? 'bits a symbol above the entropy rate' : 'bits a symbol'], {
        frameAnchor: 'top-left',
        dx: -MARGIN.left,
        dy: -22,
        fill: INK,
      }),
      Plot.tip(
        marks,
        Plot.pointer({
          x: 'x',
          y: 'y',
          title: 'title',
          fill: 'var(--ground)',
          stroke: 'var(--line)',
        }),
      ),
    ],
  }) as SVGSVGElement;
}

function linesOf(run: PlottedRun, { logX, logY, gap }: PlotOptions): Line[] {
  const { name, color, points, entropy } = run;
  const base = gap ? entropy : 0;
  if (base === undefined) return [];
  const marksOf = (value: (point: CurvePoint) => number | null): Mark[] =>
    points.flatMap((point) => {
      const bits = value(point);
      if (bits === null || (logX && point[0] <= 0) || (logY && bits <= base)) return [];
      return [{ x: point[0], y: bits - base, title: titleOf(name, point) }];
    });
  const validation = marksOf((point) => point[2]);
  const faint = validation.length > 0;
  return [
    { color, kind: 'training', faint, marks: marksOf((point) => point[1]) },
    { color, kind: 'validation', faint: false, marks: validation },
  ];
}

function titleOf(name: string, [symbols, bits, validation]: CurvePoint): string {
  const more = validation === null ? '' : `\nvalidation ${bitsText(validation)}`;
  return `${name}\n${countText(symbols)} symbols\ntraining ${bitsText(bits)}${more}`;
}

/** The entropy rates, each once. */
function theoryOf(runs: readonly PlottedRun[]): number[] {
  return [...new Set(runs.flatMap(({ entropy }) => entropy ?? []))];
}

function lineMark({ color, faint, marks }: Line): Plot.Markish {
  return Plot.line(marks, {
    x: 'x',
    y: 'y',
    stroke: seriesColor(color),
    strokeOpacity: faint ? 0.4 : 1,
    strokeWidth: faint ? 1.25 : 2,
    ...(isSecondRound(color) && { strokeDasharray: '10 3 2 3' }),
  });
}

function dotMark({ color, faint, marks }: Line): Plot.Markish {
  return Plot.dot(marks, {
    x: 'x',
    y: 'y',
    fill: seriesColor(color),
    r: 3,
    fillOpacity: faint ? 0.4 : 1,
  });
}
