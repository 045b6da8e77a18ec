/** Pictures: values stand where they belong, and theory's line with them. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { tickText } from '../src/plot/axis.js';
import type { LineChart } from '../src/plot/chart.js';
import { drawChart } from '../src/plot/draw.js';
import { legendRows } from '../src/plot/legend.js';

const CHART: LineChart = {
  type: 'lines',
  name: 'main',
  title: 'some <bits>',
  x: { label: 'lag', ticks: [1, 2, 3] },
  y: { label: 'bits a symbol', includes: [0] },
  series: [
    {
      kind: 'theory',
      label: 'theory: entropy rate',
      points: [1, 2, 3].map((x) => ({ x, y: 0.5 })),
    },
    {
      kind: 'measured',
      label: 'ours',
      color: 0,
      points: [1, 0.5, 0.75].map((y, i) => ({ x: i + 1, y })),
    },
    { kind: 'note', label: 'the note', color: 0, points: [{ x: 2, y: 1 }] },
    {
      kind: 'reference',
      label: 'xz',
      color: 1,
      points: [
        { x: 1, y: 0 },
        { x: 3, y: 0 },
      ],
    },
  ],
};

/** The elements in the group of a mark. */
function marks(svg: string, label: string, selector: string): Element[] {
  const { document } = parseHTML(svg);
  return [...document.querySelectorAll(`g[aria-label="${label}"]${selector} > *`)];
}

/** The points of a line. */
function line(svg: string, selector: string): number[][] {
  const [path] = marks(svg, 'line', selector);
  const points = path?.getAttribute('d')?.split(/[ML]/).filter(Boolean) ?? [];
  expect(points.length).toBeGreaterThan(0);
  return points.map((point) => point.split(',').map(Number));
}

const OURS = '[stroke="var(--series-0)"]';

describe('a line chart', () => {
  const svg = drawChart(CHART);

  it('draws lines through their values, theory dashed', () => {
    const ours = line(svg, OURS);
    const theory = line(svg, '[stroke-dasharray="6 4"]');
    expect(ours).toHaveLength(3);
    const [[x1 = 0, one = 0] = [], [x2 = 0, half = 0] = [], [x3 = 0, between = 0] = []] = ours;
    expect(x2 - x1).toBeCloseTo(x3 - x2, 1);
    expect(half - one).toBeGreaterThan(100);
    expect(between).toBeCloseTo((one + half) / 2, 1);
    expect(theory.map(([, y]) => y)).toEqual([half, half, half]);
    const [[, zero = 0] = []] = line(svg, '[stroke-dasharray="2 3"]');
    expect(zero - half).toBeCloseTo(half - one, 1);
  });

  it("stands the note's cross at its value", () => {
    const [cross] = marks(svg, 'dot', OURS);
    const [x, y] =
      cross
        ?.getAttribute('transform')
        ?.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    const [[, one] = [], [x2] = []] = line(svg, OURS);
    expect([x, y]).toEqual([x2, one]);
  });

  it('names every series once, and has its colours for light and dark', () => {
    for (const { label } of CHART.series) expect(svg.split(`>${label}<`)).toHaveLength(2);
    expect(svg).toContain('some &lt;bits&gt;');
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('@media (prefers-color-scheme:dark){.lab-chart{--ground:#0d1117');
  });

  it('draws an eighth series with another line than the first, whose colour it has', () => {
    const series = Array.from({ length: 8 }, (_, color) => ({
      kind: 'measured' as const,
      label: `${color}`,
      color,
      points: [
        { x: 0, y: color },
        { x: 1, y: color },
      ],
    }));
    const many = drawChart({ ...CHART, series });
    const first = marks(many, 'line', OURS).map((path) =>
      path.parentElement?.getAttribute('stroke-dasharray'),
    );
    expect(first).toEqual([null, '10 3 2 3']);
  });

  it('breaks a long title into lines', () => {
    const words = Array.from({ length: 30 }, (_, i) => `word${i}`);
    const long = drawChart({ ...CHART, title: words.join(' ') });
    const lines = [...long.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, text]) => text ?? '');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join(' ')).toBe(words.join(' '));
    expect(Math.max(...lines.map((text) => text.length))).toBeLessThan(62);
  });

  it('is the same for the same data, with two decimals at most', () => {
    expect(drawChart(CHART)).toBe(svg);
    const numbers = [...svg.matchAll(/ (?:d|transform)="([^"]*)"/g)].flatMap(
      ([, text = '']) => text.match(/\d+\.\d+/g) ?? [],
    );
    expect(numbers.length).toBeGreaterThan(10);
    expect(numbers.filter((number) => /\.\d{3}/.test(number))).toEqual([]);
  });

  it('of a logarithmic axis has equal steps for equal factors; what is not positive is no reason to fail', () => {
    const points = [1, 10, 100].map((x) => ({ x, y: x }));
    const chart = drawChart({
      ...CHART,
      x: { label: 'symbols', scale: 'log' },
      series: [{ kind: 'measured', label: 'ours', color: 2, points }],
    });
    const [[a = 0] = [], [b = 0] = [], [c = 0] = []] = line(chart, '[stroke="var(--series-2)"]');
    expect(b - a).toBeCloseTo(c - b, 1);
    for (const x of [[], [0], [5]]) {
      const few = {
        kind: 'measured',
        label: 'ours',
        color: 0,
        points: x.map((at) => ({ x: at, y: 0 })),
      } as const;
      expect(
        drawChart({ ...CHART, x: { label: 'symbols', scale: 'log' }, series: [few] }),
      ).not.toContain('NaN');
    }
  });

  it('of a symlog axis shows 0 and small values apart', () => {
    const points = [0, 0.001, 0.01, 1].map((y, x) => ({ x, y }));
    const chart = drawChart({
      ...CHART,
      y: { label: 'bits', scale: 'symlog' },
      series: [{ kind: 'measured', label: 'ours', color: 0, points }],
    });
    const heights = line(chart, OURS).map(([, y = 0]) => y);
    expect((heights[0] ?? 0) - (heights[1] ?? 0)).toBeGreaterThan(20);
    expect((heights[1] ?? 0) - (heights[2] ?? 0)).toBeGreaterThan(50);
  });

  it('of words stands them side by side', () => {
    const points = ['15,1', '20,3', '25,3'].map((x, y) => ({ x, y }));
    const chart = drawChart({
      ...CHART,
      series: [{ kind: 'measured', label: 'ours', color: 0, points }],
    });
    for (const { x } of points) expect(chart).toContain(`>${x}<`);
  });
});

describe('a bar chart', () => {
  it('has bars as long as their values, the values, the note and theory', () => {
    const svg = drawChart({
      type: 'bars',
      name: 'bars',
      title: 'Archives',
      label: 'bits a character',
      bars: [
        { name: 'gzip', value: 2.875, group: 'programs' },
        { name: 'foresay', value: 1.4375, group: 'networks', note: 1.32, theory: 1 },
      ],
    });
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBeCloseTo(2 * (widths[1] ?? 0), 1);
    for (const text of ['2.88', '1.44', 'programs', 'networks', 'the note', 'theory: entropy rate'])
      expect(svg).toContain(`>${text}<`);
  });
});

describe('a bar chart with parts', () => {
  it('stacks them, writes their sum and crosses all bars with lines', () => {
    const svg = drawChart({
      type: 'bars',
      name: 'bars',
      title: 'Archives',
      label: 'bits a character',
      bars: [
        { name: 'epochs', value: 1.25, group: 'payload' },
        { name: 'epochs', value: 2.5, group: 'weights', stacked: true },
        { name: 'one pass', value: 2.5, group: 'payload' },
      ],
      lines: [
        { label: 'no model', value: 5 },
        { label: 'another', value: 1.25 },
      ],
    });
    const rects = [...svg.matchAll(/<rect [^>]*y="([\d.]+)" width="([\d.]+)" x="([\d.]+)"/g)].map(
      ([, y, width, x]) => ({ y: Number(y), width: Number(width), x: Number(x) }),
    );
    expect(rects).toHaveLength(3);
    const [payload, weights, whole] = rects;
    if (!payload || !weights || !whole) return;
    expect(weights.x).toBeCloseTo(payload.x + payload.width, 1);
    expect(weights.width).toBeCloseTo(2 * payload.width, 1);
    expect(weights.y).toBe(payload.y);
    expect(whole.y).toBeGreaterThan(payload.y);
    for (const text of ['3.75', '2.5', 'no model', 'another']) expect(svg).toContain(`>${text}<`);
    // Two rules and their two signs in the legend.
    expect(svg.match(/stroke-dasharray="6 4"/g)).toHaveLength(2);
    expect(svg.match(/stroke-dasharray="2 3"/g)).toHaveLength(2);
  });
});

it('gives bars of one name in two groups a place each', () => {
  const bars = ['a', 'b'].flatMap((group) =>
    [1, 2].map((value) => ({ name: `coder ${value}`, value, group })),
  );
  const svg = drawChart({ type: 'bars', name: 'bars', title: 'Archives', label: 'bits', bars });
  const rects = [...svg.matchAll(/<rect [^>]*>/g)].map(([rect]) => /y="([\d.]+)"/.exec(rect)?.[1]);
  expect(new Set(rects).size).toBe(4);
  expect(svg.split('>coder 1<')).toHaveLength(3);
});

it('writes long names at an angle, short ones level', () => {
  const of = (names: string[]) =>
    drawChart({
      ...CHART,
      series: [
        { kind: 'measured', label: 'ours', color: 0, points: names.map((x, y) => ({ x, y })) },
      ],
    });
  expect(of(['even process', 'three levels'])).not.toContain('rotate(-45)');
  expect(of(Array.from({ length: 9 }, (_, i) => `process ${i}`))).toContain('rotate(-45)');
});

it('leaves out ticks whose labels would touch', () => {
  const ticks = [10, 20, 30, 40, 50, 60, 100, 250];
  const points = ticks.map((x) => ({ x, y: x }));
  const labels = (scale: 'linear' | 'log') => {
    const svg = drawChart({
      ...CHART,
      x: { label: 'lag', ticks, scale },
      series: [{ kind: 'measured', label: 'ours', color: 0, points }],
    });
    const [axis = ''] = /<g[^>]*aria-label="x-axis tick label".*?<\/g>/s.exec(svg) ?? [];
    return [...axis.matchAll(/>([\d]+)</g)].map(([, text]) => Number(text));
  };
  expect(labels('log')).toEqual(ticks);
  expect(labels('linear')).toEqual([10, 30, 50, 100, 250]);
});

it('breaks a legend into rows that fit', () => {
  const entries = ['a', 'b', 'c'].map((letter) => ({
    label: letter.repeat(30),
    color: 'red',
    sign: 'line' as const,
  }));
  const rows = legendRows(entries, 560, 13);
  expect(rows.map((row) => row.map(({ x, label }) => [x, label[0]]))).toEqual([
    [
      [0, 'a'],
      [expect.any(Number), 'b'],
    ],
    [[0, 'c']],
  ]);
});

it('writes ticks short', () => {
  expect([0, 0.001, 1000, 20_000, 1e6, 2.5e6, 3e9, '15,1'].map(tickText)).toEqual([
    '0',
    '0.001',
    '1000',
    '20 k',
    '1 M',
    '2.5 M',
    '3 G',
    '15,1',
  ]);
});

describe('bands', () => {
  const bands = [
    { from: 1, to: 2, label: 'text' },
    { from: 2, to: 2.5, label: 'binary' },
    { from: 2.5, to: 3, label: 'text' },
  ];

  it('tint stretches of the axis; equal labels share a colour and an entry', () => {
    const { document } = parseHTML(drawChart({ ...CHART, bands }));
    const rects = [...document.querySelectorAll('[aria-label="rect"] rect')];
    expect(rects).toHaveLength(3);
    const [first, second, third] = rects.map((rect) => ({
      fill: rect.getAttribute('fill'),
      from: Number(rect.getAttribute('x')),
      width: Number(rect.getAttribute('width')),
    }));
    expect(first?.fill).toBe(third?.fill);
    expect(second?.fill).not.toBe(first?.fill);
    expect(second?.width).toBeCloseTo((first?.width ?? 0) / 2, 1);
    expect(second?.from).toBeCloseTo((first?.from ?? 0) + (first?.width ?? 0), 1);
    const labels = [...document.querySelectorAll('text')].map((one) => one.textContent);
    expect(labels.filter((label) => label === 'text')).toHaveLength(1);
  });

  it('are not there unless they are given', () => {
    expect(drawChart({ ...CHART, bands: [] })).toBe(drawChart(CHART));
  });
});
