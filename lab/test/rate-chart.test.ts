import { describe, expect, it } from 'vitest';
import { type RateChart, rateChart } from '../src/plot/rate-chart.js';

const CHART: RateChart = {
  title: 'some <bits>',
  blocks: [
    { memory: 0, bits: 1, halfWidth: 0.1 },
    { memory: 1, bits: 0.5, halfWidth: 0.1 },
  ],
  adaptive: [
    { memory: 0, bits: 1 },
    { memory: 1, bits: 0.6 },
    { memory: 2, bits: 0.7 },
  ],
  theory: 0.5,
};

/** The heights at which dots of a colour stand, from the top, in the order of memory. */
function heights(svg: string, color: string): number[] {
  const [group = ''] = svg.match(new RegExp(`<g[^>]*fill="${color}"[^>]*>(<circle[^>]*>)+`)) ?? [];
  return [...group.matchAll(/cy="([\d.]+)"/g)].map(([, cy]) => Number(cy));
}

describe('the chart of rates', () => {
  const svg = rateChart(CHART);

  it('stands dots at their values', () => {
    const [one = 0, half = 0] = heights(svg, '#0072b2');
    const [, sixth = 0, seventh = 0] = heights(svg, '#d55e00');
    expect(half - one).toBeGreaterThan(100);
    // 0.6 and 0.7 are a fifth and two fifths of the way from 0.5 to 1.
    expect(half - sixth).toBeCloseTo((half - one) / 5, 1);
    expect(half - seventh).toBeCloseTo((2 * (half - one)) / 5, 1);
  });

  it('draws the line of theory at its value, where there is one', () => {
    const [, half] = heights(svg, '#0072b2');
    const rule = /<g[^>]*stroke-dasharray="5 3"[^>]*>.*?y1="([\d.]+)"/s;
    expect(Number(rule.exec(svg)?.[1])).toBeCloseTo(half ?? 0, 1);
    expect(svg).toContain('theory: entropy rate');
    const without = rateChart({ ...CHART, theory: undefined });
    expect(without).not.toMatch(rule);
    expect(without).not.toContain('theory');
  });

  it('is an SVG document, the same for the same data', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    expect(svg).toContain('some &lt;bits&gt;');
    expect(rateChart(CHART)).toBe(svg);
  });
});
