/** The legend of a chart: rows of entries between its title and its frame. */
import * as Plot from '@observablehq/plot';
import { INK } from './palette.js';

type Sign = 'line' | 'dashed' | 'dashdot' | 'dotted' | 'cross' | 'square' | 'tick';

/** Shapes of points, by the number of their series: not all readers can tell colours apart. */
export const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye'] as const;

export type PointSymbol = (typeof SYMBOLS)[number];

export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  /** How the series is drawn; none where its points are not joined. */
  readonly sign?: Sign | undefined;
  /** Shape of its points, where they are drawn. */
  readonly symbol?: PointSymbol | undefined;
}

interface Placed extends LegendEntry {
  readonly x: number;
}

/** Width of a sign with its distance to the label, and between entries. */
const SIGN = 24;
const GAP = 16;

/** Breaks the entries into rows. The width of a letter is about 0.56 of the font's size. */
export function legendRows(
  entries: readonly LegendEntry[],
  width: number,
  fontSize: number,
): readonly (readonly Placed[])[] {
  const rows: Placed[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const needed = SIGN + entry.label.length * fontSize * 0.56;
    if (x + needed > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ ...entry, x });
    x += needed + GAP;
  }
  return rows;
}

const PATHS = {
  line: 'M0 0H18',
  dashed: 'M0 0H18',
  dashdot: 'M0 0H18',
  dotted: 'M0 0H18',
  cross: 'M5 -4L13 4M5 4L13 -4',
  square: 'M3 0H15',
  tick: 'M9 -7V7',
} as const;
const WIDTHS = { square: '10' } as Readonly<Record<string, string>>;
/** Dashes of lines, in a chart and in its legend. */
export const DASHES = { dashed: '6 4', dashdot: '10 3 2 3', dotted: '2 3' } as const;

/** Marks at fixed places from the frame's top left corner. */
export function legendMarks(
  rows: readonly (readonly Placed[])[],
  { dx, dy, rowHeight }: { readonly dx: number; readonly dy: number; readonly rowHeight: number },
): Plot.Markish[] {
  return rows.flatMap((row, i) =>
    row.flatMap(({ label, color, sign, symbol, x }) => [
      // The text hangs from its place; sign and symbol stand in the middle of the letters.
      ...(sign ? [signMark(sign, color, dx + x, dy + i * rowHeight + 7)] : []),
      ...(symbol ? [symbolMark(symbol, color, dx + x + 9, dy + i * rowHeight + 7)] : []),
      Plot.text([label], {
        frameAnchor: 'top-left',
        dx: dx + x + SIGN,
        dy: dy + i * rowHeight,
        fill: INK,
      }),
    ]),
  );
}

function symbolMark(symbol: PointSymbol, fill: string, dx: number, dy: number): Plot.Markish {
  return Plot.dot([0], { frameAnchor: 'top-left', dx, dy, symbol, fill, r: 3.5 });
}

/** A path at a place of the picture. Plot has no mark for it, so this is a function that makes the element. */
function signMark(sign: Sign, color: string, dx: number, dy: number): Plot.Markish {
  return (_index, _scales, _values, { marginLeft, marginTop }, context) => {
    const path = context.document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const attributes = {
      d: PATHS[sign],
      transform: `translate(${marginLeft + dx},${marginTop + dy})`,
      fill: 'none',
      stroke: color,
      'stroke-width': WIDTHS[sign] ?? '2',
      ...(isDashed(sign) && { 'stroke-dasharray': DASHES[sign] }),
    };
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
    return path as SVGElement;
  };
}

function isDashed(sign: Sign): sign is keyof typeof DASHES {
  return sign in DASHES;
}
