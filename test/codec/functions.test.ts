/** The elementary functions: how far they are from the true ones (the bounds that NUMERICS.md states), and exact. */
import { describe, expect, it } from 'vitest';
import * as reference from '../reference/elementary.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { Probe } from './support/probe.js';

const probe = new Probe();
const { applyExp, applyLog, applyRsqrt, applySigmoid, applyTanh, squash, stretch } = probe.call;

const POINTS = 1 << 18;

/** The function's arguments and results on a grid from `low` to `high`, even or in even ratios. */
function onGrid(apply: typeof applyExp, low: number, high: number, ratios = false) {
  const { p } = probe.floats({ p: POINTS });
  const x = p.values.map((_, i) => {
    const part = i / (POINTS - 1);
    return ratios ? low * (high / low) ** part : low + (high - low) * part;
  });
  p.values.set(x);
  apply(p.address, POINTS);
  return { x, y: p.values };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const absolute = () => 1;
const relative = (truth: number) => Math.abs(truth) || 1;
const either = (truth: number) => Math.max(1, Math.abs(truth));

/** The smallest and largest normal f32. */
const [TINY, HUGE] = [2 ** -126, 3.4028234e38];

describe('elementary functions', () => {
  it.each([
    ['exp', applyExp, -87, 88, false, Math.exp, relative, 1.1e-7],
    ['log', applyLog, TINY, HUGE, true, Math.log, either, 1.2e-7],
    ['log near 1', applyLog, 0.5, 2, false, Math.log, relative, 2.4e-7],
    ['sigmoid', applySigmoid, -87, 87, false, sigmoid, absolute, 1e-7],
    ['sigmoid far below 0', applySigmoid, -87, 0, false, sigmoid, relative, 1.7e-7],
    ['tanh', applyTanh, -20, 20, false, Math.tanh, absolute, 2e-7],
    ['rsqrt', applyRsqrt, TINY, HUGE, true, (x: number) => 1 / Math.sqrt(x), relative, 4.9e-6],
  ])('%s', (_, apply, low, high, ratios, truth, scale, bound) => {
    const { x, y } = onGrid(apply, low, high, ratios);
    let worst = 0;
    y.forEach((value, i) => {
      const exact = truth(get(x, i));
      worst = Math.max(worst, Math.abs(value - exact) / scale(exact));
    });
    expect(worst).toBeLessThan(bound);
    // A bound far from what is reached would hide a wrong coefficient.
    expect(worst).toBeGreaterThan(bound / 2);
  });

  it.each([
    ['exp', applyExp, -90, 90, false],
    ['log', applyLog, TINY, HUGE, true],
    ['sigmoid', applySigmoid, -90, 90, false],
    ['tanh', applyTanh, -90, 90, false],
  ])('%s never decreases', (_, apply, low, high, ratios) => {
    const { y } = onGrid(apply, low, high, ratios);
    expect(y.findIndex((value, i) => i > 0 && value < get(y, i - 1))).toBe(-1);
  });

  it.each([
    ['exp', applyExp, reference.exp, -100, 100],
    ['log', applyLog, reference.log, TINY, 4],
    ['sigmoid', applySigmoid, reference.sigmoid, -100, 100],
    ['tanh', applyTanh, reference.tanh, -50, 50],
    ['rsqrt', applyRsqrt, reference.rsqrt, TINY, 4],
  ])('%s is the scalar formula, bit for bit', (_, apply, formula, low, high) => {
    const random = new Random(1);
    const { p } = probe.floats({ p: 20_000 });
    const x = p.values.map(() => low + ((high - low) * random.next()) / 2 ** 32);
    p.values.set(x);
    apply(p.address, x.length);
    expect(p.values).toEqual(x.map(formula));
  });

  it.each([
    ['exp', applyExp, [0, 1], [-0, 1], [-1000, reference.exp(-87)], [1000, reference.exp(88)]],
    ['log', applyLog, [1, 0], [2 ** 64, Math.fround(64 * Math.LN2)]],
    ['sigmoid', applySigmoid, [0, 0.5], [1000, 1], [-1000, 1 / (1 + reference.exp(88))]],
    ['tanh', applyTanh, [0, 0], [1000, 1], [-1000, -1], [9.5, 1]],
    ['rsqrt', applyRsqrt, [4, reference.rsqrt(4)]],
  ] as [string, typeof applyExp, ...[number, number][]][])(
    '%s at its edges',
    (_, apply, ...pairs) => {
      const { p } = probe.floats({ p: 4 });
      for (const [x, y] of pairs) {
        p.values.fill(x);
        apply(p.address, 4);
        expect([...p.values]).toEqual(new Array(4).fill(Math.fround(y)));
      }
    },
  );
});

describe('stretch and squash', () => {
  it('are each other’s inverse, and ln(p / (1 - p))', () => {
    for (let i = 1; i < 10_000; i++) {
      const p = Math.fround(i / 10_000);
      const truth = Math.log(p / (1 - p));
      expect(Math.abs(stretch(p) - truth)).toBeLessThan(2e-7 * Math.max(1, Math.abs(truth)));
      expect(Math.abs(squash(stretch(p)) - p)).toBeLessThan(1e-7);
    }
  });

  it('are what a lane of a vector is', () => {
    const { p } = probe.floats({ p: 4 });
    for (const x of [-20, -1.5, 0, 0.1, 3, 30]) {
      p.values.fill(x);
      applySigmoid(p.address, 4);
      expect([...p.values]).toEqual(new Array(4).fill(squash(x)));
      const odds = Math.fround(squash(x) / Math.fround(1 - squash(x)));
      if (!Number.isFinite(odds)) continue;
      p.values.fill(odds);
      applyLog(p.address, 4);
      expect([...p.values]).toEqual(new Array(4).fill(stretch(squash(x))));
    }
  });
});
