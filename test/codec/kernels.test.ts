/** The vector kernels against the scalar reference, bit for bit: whatever the tile, each output is summed in its order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../reference/elementary.js';
import { dot } from '../reference/float32.js';
import { addOuter, type Matrix, multiply, multiplyTransposed } from '../reference/matrix.js';
import { softmax } from '../reference/softmax.js';
import { Random } from '../support/random.js';
import { uniform } from './support/numbers.js';
import { fromPanels, toPanels } from './support/panels.js';
import { Probe } from './support/probe.js';

const probe = new Probe();

/** What every matrix kernel may be given: K a multiple of 8, N of 32, rows with gaps of a multiple of 4 between. */
interface Shape {
  readonly K: number;
  readonly N: number;
  readonly rows: number;
  readonly xGap: number;
  readonly yGap: number;
  readonly seed: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  K: fc.integer({ min: 1, max: 7 }).map((n) => 8 * n),
  N: fc.integer({ min: 1, max: 5 }).map((n) => 32 * n),
  rows: fc.integer({ min: 1, max: 9 }),
  xGap: fc.constantFrom(0, 4, 12),
  yGap: fc.constantFrom(0, 4, 12),
  seed: fc.integer(),
});

interface Operands {
  readonly w: Matrix;
  readonly x: readonly Float32Array[];
  readonly y: readonly Float32Array[];
}

/** Rows of `rows`, `stride` floats apart. */
function scatter(into: Float32Array, rows: readonly Float32Array[], stride: number): void {
  rows.forEach((row, m) => {
    into.set(row, m * stride);
  });
}

/** Runs a kernel and its reference on the same numbers; all of memory that the kernel may not touch must stay. */
function compare(
  { K, N, rows, xGap, yGap, seed }: typeof shapes extends fc.Arbitrary<infer T> ? T : never,
  kernel: (args: { x: number; y: number; w: number; xStride: number; yStride: number }) => void,
  reference: (operands: Operands) => void,
): void {
  const random = new Random(seed);
  const [xStride, yStride] = [K + xGap, N + yGap];
  const placed = probe.floats({ x: rows * xStride, y: rows * yStride, w: K * N });
  const operands: Operands = {
    w: Array.from({ length: K }, () => uniform(random, N)),
    x: Array.from({ length: rows }, () => uniform(random, xStride)),
    y: Array.from({ length: rows }, () => uniform(random, yStride)),
  };
  scatter(placed.x.values, operands.x, xStride);
  scatter(placed.y.values, operands.y, yStride);
  placed.w.values.set(toPanels(operands.w));
  const address = { x: placed.x.address, y: placed.y.address, w: placed.w.address };
  kernel({ ...address, xStride: 4 * xStride, yStride: 4 * yStride });
  reference({
    w: operands.w,
    x: operands.x.map((row) => row.subarray(0, K)),
    y: operands.y.map((row) => row.subarray(0, N)),
  });
  const after = { x: new Float32Array(rows * xStride), y: new Float32Array(rows * yStride) };
  scatter(after.x, operands.x, xStride);
  scatter(after.y, operands.y, yStride);
  expect(placed.x.values).toEqual(after.x);
  expect(placed.y.values).toEqual(after.y);
  expect(fromPanels(placed.w.values, K)).toEqual(operands.w);
}

const RUNS = { numRuns: 60 };

describe('matrix kernels', () => {
  it('multiply adds in the order of the inputs', () => {
    const property = fc.property(shapes, (shape) => {
      const { K, N, rows } = shape;
      compare(
        shape,
        ({ x, y, w, xStride, yStride }) =>
          probe.call.multiply(y, yStride, x, xStride, w, K, N, rows),
        ({ x, y, w }) => {
          x.forEach((row, m) => {
            multiply(y[m] as Float32Array, row, w);
          });
        },
      );
    });
    fc.assert(property, RUNS);
  });

  it('multiplyTransposed adds on four lanes and then the old value', () => {
    const property = fc.property(shapes, (shape) => {
      const { K, N, rows } = shape;
      compare(
        shape,
        ({ x, y, w, xStride, yStride }) =>
          probe.call.multiplyTransposed(x, xStride, y, yStride, w, K, N, rows),
        ({ x, y, w }) => {
          x.forEach((row, m) => {
            multiplyTransposed(row, y[m] as Float32Array, w);
          });
        },
      );
    });
    fc.assert(property, RUNS);
  });

  it('addOuter adds in the order of the rows', () => {
    const property = fc.property(shapes, (shape) => {
      const { K, N, rows } = shape;
      compare(
        shape,
        ({ x, y, w, xStride, yStride }) =>
          probe.call.addOuter(w, x, xStride, y, yStride, K, N, rows),
        ({ x, y, w }) => addOuter(w, x, y),
      );
    });
    fc.assert(property, RUNS);
  });
});

describe('vector kernels', () => {
  it('dot sums on four lanes, then (l0 + l1) + (l2 + l3)', () => {
    for (const n of [4, 8, 12, 100, 508]) {
      const random = new Random(n);
      const { a, b } = probe.floats({ a: n, b: n });
      a.values.set(uniform(random, n));
      b.values.set(uniform(random, n));
      expect(probe.call.dot(a.address, b.address, n)).toBe(dot(a.values, b.values));
    }
  });

  it.each([2, 3, 4, 5, 64, 97, 255, 256])('softmax of %i logits', (n) => {
    const random = new Random(n);
    const { p } = probe.floats({ p: 256 });
    for (const scale of [0, 1, 10, 50]) {
      p.values.fill(7).set(uniform(random, n, scale));
      const expected = softmax(p.values.slice(0, n));
      const sum = probe.call.softmax(p.address, n);
      expect(p.values.slice(0, n)).toEqual(expected);
      // Padding up to the end of the vector is zero, what lies beyond is not touched.
      const end = Math.ceil(n / 4) * 4;
      expect([...p.values.slice(n, end)]).toEqual(new Array(end - n).fill(0));
      expect(p.values.slice(end).every((x) => x === 7)).toBe(true);
      expect(sum).toBeGreaterThanOrEqual(1);
      expect(sum).toBeLessThanOrEqual(n);
      const total = expected.reduce((a, b) => a + b, 0);
      expect(Math.abs(total - 1)).toBeLessThan(1e-5);
      expect(Math.min(...expected)).toBeGreaterThanOrEqual(exp(-30) / 256);
    }
  });

  it.each([
    ['a logit that is not a number', [0, Number.NaN, 0, 0, 0]],
    ['an infinite logit', [0, 0, 0, 0, Number.POSITIVE_INFINITY]],
  ])('softmax of %s has no sum', (_, logits) => {
    const { p } = probe.floats({ p: 8 });
    p.values.set(logits);
    expect(probe.call.softmax(p.address, logits.length)).toBeNaN();
  });
});
