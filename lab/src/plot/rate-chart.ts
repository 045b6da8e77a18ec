/** A picture of `entropy file`: bits a symbol against memory, with the line of theory. Equal data give equal bytes. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** A value at a number of symbols of memory, with half of its confidence interval if it has one. */
export interface RatePoint {
  readonly memory: number;
  /** Bits a symbol. */
  readonly bits: number;
  readonly halfWidth?: number;
}

export interface RateChart {
  readonly title: string;
  /** h(L) of blocks, at memory L - 1. */
  readonly blocks: readonly RatePoint[];
  /** The adaptive coder of order k, at memory k. */
  readonly adaptive: readonly RatePoint[];
  /** The entropy rate of the source, where it is known. */
  readonly theory: number | undefined;
}

const WIDTH = 640;
const HEIGHT = 400;

/** Okabe and Ito's colours, which all readers can tell apart. */
const COLORS = { blocks: '#0072b2', adaptive: '#d55e00', theory: '#444' } as const;

const { document } = parseHTML('<html><body></body></html>');

/** @returns An SVG document. */
export function rateChart({ title, blocks, adaptive, theory }: RateChart): string {
  const xy = { x: 'memory', y: 'bits' };
  const drawing = Plot.plot({
    document: document as unknown as Document,
    ariaLabel: title,
    width: WIDTH,
    height: HEIGHT,
    marginTop: 40,
    marginRight: 130,
    style: { color: '#222', background: 'white' },
    x: { label: 'symbols of memory', labelAnchor: 'center', labelArrow: 'none', tickFormat: 'd' },
    y: { label: 'bits a symbol', labelArrow: 'none', grid: true, zero: true },
    marks: [
      Plot.text([title], { frameAnchor: 'top-right', dy: -26, fontSize: 13, fontWeight: 'bold' }),
      ...(theory === undefined ? [] : theoryMarks(theory)),
      Plot.line(adaptive, { ...xy, stroke: COLORS.adaptive }),
      Plot.dot(adaptive, { ...xy, fill: COLORS.adaptive, r: 2.5 }),
      Plot.areaY(blocks, {
        x: 'memory',
        y1: ({ bits, halfWidth = 0 }: RatePoint) => bits - halfWidth,
        y2: ({ bits, halfWidth = 0 }: RatePoint) => bits + halfWidth,
        fill: COLORS.blocks,
        fillOpacity: 0.25,
      }),
      Plot.line(blocks, { ...xy, stroke: COLORS.blocks }),
      Plot.dot(blocks, { ...xy, fill: COLORS.blocks, r: 2.5 }),
      label('block estimate', COLORS.blocks, 1),
      label('adaptive coder', COLORS.adaptive, 2),
      ...(theory === undefined ? [] : [label('theory: entropy rate', COLORS.theory, 0)]),
    ],
  });
  drawing.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${drawing.outerHTML}\n`;
}

function theoryMarks(theory: number): Plot.Markish[] {
  return [Plot.ruleY([theory], { stroke: COLORS.theory, strokeDasharray: '5 3' })];
}

/** A name in the legend, at a row of it. */
function label(name: string, color: string, row: number): Plot.Markish {
  return Plot.text([name], {
    frameAnchor: 'top-right',
    textAnchor: 'start',
    dx: 12,
    dy: 4 + 18 * row,
    fill: color,
  });
}
