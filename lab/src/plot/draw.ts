/** Charts as SVG documents. Equal charts give equal bytes. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { barMarks } from './bars.js';
import type { Chart } from './chart.js';
import { FONT_SIZE, WIDTH } from './frame.js';
import { legendMarks, legendRows } from './legend.js';
import { lineMarks } from './lines.js';
import { GROUND, INK, STYLE } from './palette.js';

const TITLE_LINE = 19;
/** Letters of a line of the title, which is bold. */
const TITLE_LETTERS = 52;
const ROW_HEIGHT = 20;

const { document } = parseHTML('<html><body></body></html>');

/** @returns An SVG document with its own style; on dark ground it is dark. */
export function drawChart(chart: Chart): string {
  const { yLabel, height, legend, options, marks } =
    chart.type === 'lines' ? lineMarks(chart) : barMarks(chart);
  const rows = legendRows(legend, WIDTH - 16, FONT_SIZE);
  const title = wrapped(chart.title);
  const titleHeight = TITLE_LINE * title.length + 8;
  const left = 8 - (options.marginLeft ?? 0);
  const marginTop = titleHeight + ROW_HEIGHT * rows.length + (yLabel === undefined ? 10 : 32);
  const svg = Plot.plot({
    document: document as unknown as Document,
    className: 'lab-chart',
    ariaLabel: chart.title,
    width: WIDTH,
    height: height + marginTop,
    marginTop,
    style: { color: INK, background: GROUND, fontSize: `${FONT_SIZE}px`, overflow: 'hidden' },
    ...options,
    marks: [
      ...marks,
      Plot.text([title.join('\n')], {
        frameAnchor: 'top-left',
        dx: left,
        dy: 6 - marginTop,
        fontSize: FONT_SIZE + 1,
        lineHeight: 1.2,
        fontWeight: 'bold',
        fill: INK,
      }),
      ...legendMarks(rows, { dx: left, dy: titleHeight + 4 - marginTop, rowHeight: ROW_HEIGHT }),
      ...(yLabel === undefined
        ? []
        : [Plot.text([yLabel], { frameAnchor: 'top-left', dx: left, dy: -24, fill: INK })]),
    ],
  });
  const style = document.createElement('style');
  style.textContent = STYLE;
  svg.insertBefore(style as unknown as Node, svg.firstChild);
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${rounded(svg.outerHTML)}\n`;
}

/** Lines of whole words. */
function wrapped(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= TITLE_LETTERS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Two digits are enough for a picture, and engines may differ in the last ones. */
function rounded(svg: string): string {
  return svg.replaceAll(
    / (?:d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)="[^"]*"/g,
    (attribute) =>
      attribute.replaceAll(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
        String(Number(Number(number).toFixed(2))),
      ),
  );
}
