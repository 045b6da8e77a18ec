import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beats, frontier } from '../../bench/report/frontier.js';

const point = fc.record({ bytes: fc.integer({ min: 1, max: 9 }), speed: fc.integer({ max: 9 }) });

describe('frontier', () => {
  it('keeps a point that no other is both smaller and faster than', () => {
    const points = [
      { bytes: 100, speed: 1 },
      { bytes: 120, speed: 50 },
      { bytes: 130, speed: 40 },
      { bytes: 120, speed: 45 },
      { bytes: 300, speed: 900 },
    ];
    expect(frontier(points)).toEqual([true, true, false, false, true]);
  });

  it('keeps both of two equals', () => {
    const twin = { bytes: 5, speed: 5 };
    expect(frontier([twin, { ...twin }])).toEqual([true, true]);
  });

  it('is never empty, and every point off it is beaten by a point on it', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (points) => {
        const on = frontier(points);
        const best = points.filter((_, index) => on[index]);
        expect(best.length).toBeGreaterThan(0);
        points.forEach((one, index) => {
          expect(best.some((other) => beats(other, one))).toBe(!on[index]);
        });
      }),
    );
  });
});
