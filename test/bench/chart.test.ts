import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costChart, frontierChart } from '../../bench/report/chart.js';
import { placeLabels } from '../../bench/report/labels.js';

const FRAME = { left: 0, top: 0, right: 500, bottom: 300 };
const dot = (x: number, y: number, text: string, joined = false) => ({ x, y, text, joined });

describe('labels', () => {
  it('stand beside a dot, and below one that lines run through', () => {
    const [beside, below] = placeLabels([dot(50, 50, 'a'), dot(250, 150, 'b', true)], FRAME);
    expect(beside).toMatchObject({ anchor: 'start' });
    expect(below).toMatchObject({ dx: 0, anchor: 'middle' });
    expect(below?.dy).toBeGreaterThan(0);
  });

  it('avoid the edge and each other', () => {
    const [first] = placeLabels([dot(480, 50, 'a long label')], FRAME);
    expect(first?.anchor).toBe('end');
    const places = placeLabels([dot(50, 50, 'same'), dot(50, 50, 'same')], FRAME);
    expect(places[0]).not.toEqual(places[1]);
  });

  it('have a place each, whatever the dots', () => {
    const any = fc.record({
      x: fc.integer({ min: 0, max: 500 }),
      y: fc.integer({ min: 0, max: 300 }),
      text: fc.string(),
      joined: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (dots) => {
        expect(placeLabels(dots, FRAME)).toHaveLength(dots.length);
      }),
    );
  });
});

const POINTS = [
  { label: '-1', speed: 900, bpc: 1.9, ours: true },
  { label: '-9', speed: 6, bpc: 1.5, ours: true },
  { label: 'xz <9>', speed: 2000, bpc: 2.3, ours: false },
];

describe('charts', () => {
  const svg = frontierChart([{ title: 'a & b', points: POINTS }]);

  it('are one SVG that names every point', () => {
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
    for (const text of ['a &amp; b', '>-1<', '>-9<', 'xz &lt;9&gt;']) expect(svg).toContain(text);
    expect(svg.match(/<circle/g)).toHaveLength(3);
  });

  it('are the same bytes every time', () => {
    expect(frontierChart([{ title: 'a & b', points: POINTS }])).toBe(svg);
  });

  it('put panels side by side', () => {
    const three = frontierChart([1, 2, 3].map((n) => ({ title: `${n}`, points: POINTS })));
    expect(three).toContain('viewBox="0 0 1120 680"');
  });

  it('draw one size and one file too', () => {
    expect(frontierChart([{ title: 'one', points: POINTS.slice(0, 1) }])).toContain('<circle');
    const cost = costChart([{ program: 'foresay -1', megabytes: 1, cost: 2 }]);
    expect(cost).toContain('foresay -1');
    expect(cost).not.toContain('NaN');
  });
});
