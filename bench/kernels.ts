/**
 * `npm run bench:kernels`: how fast the codec's inner loops run, beside the most that 128-bit multiply-adds without
 * memory reach on this machine in the same run. Best of many short batches: what others do on the machine costs time,
 * never saves it.
 */
import { Probe, type ProbeExports } from '../test/codec/support/probe.js';
import { Random } from '../test/support/random.js';
import { thisMachine } from './run/machine.js';

/** Milliseconds of one batch, and of all batches of one kernel. */
const BATCH = 2;
const ENOUGH = 400;

/** Multiply-adds of one turn of the probe's loop without memory: twelve of four lanes. */
const PEAK_PER_TURN = 12 * 4;

/** Seconds that one call of `work` takes. */
function best(work: () => void): number {
  const time = (calls: number) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) work();
    return performance.now() - began;
  };
  let calls = 1;
  while (time(calls) < BATCH) calls *= 2;
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + ENOUGH;
  while (performance.now() < end) least = Math.min(least, time(calls) / calls);
  return least / 1000;
}

/** Rows, inputs and outputs of a product. */
interface Shape {
  readonly rows: number;
  readonly K: number;
  readonly N: number;
}

/** A kernel's call, given where y, x and W lie and their strides. */
type Run = (
  call: ProbeExports,
  at: { y: number; x: number; w: number; yStride: number; xStride: number } & Shape,
) => void;

const multiply: Run = (call, { y, yStride, x, xStride, w, K, N, rows }) =>
  call.multiply(y, yStride, x, xStride, w, K, N, rows);
const transposed: Run = (call, { y, yStride, x, xStride, w, K, N, rows }) =>
  call.multiplyTransposed(x, xStride, y, yStride, w, K, N, rows);
const outer: Run = (call, { y, yStride, x, xStride, w, K, N, rows }) =>
  call.addOuter(w, x, xStride, y, yStride, K, N, rows);

const product = (rows: number, K: number, N: number): Shape => ({ rows, K, N });

/** What networks do: a segment's rows at once, or one; a head of 128 symbols; three gates. */
const PRODUCTS: readonly (readonly [string, Run, readonly Shape[]])[] = [
  [
    'multiply, many rows',
    multiply,
    [product(256, 256, 256), product(20, 128, 384), product(20, 64, 192), product(4, 128, 384)],
  ],
  [
    'multiply, one row',
    multiply,
    [product(1, 128, 384), product(1, 200, 608), product(1, 64, 128), product(1, 512, 1536)],
  ],
  [
    'transposed, many rows',
    transposed,
    [product(256, 256, 256), product(20, 128, 384), product(20, 64, 192)],
  ],
  ['transposed, one row', transposed, [product(1, 128, 384), product(1, 64, 128)]],
  [
    'outer, many rows',
    outer,
    [product(256, 256, 256), product(20, 128, 384), product(20, 64, 192)],
  ],
  ['outer, one row', outer, [product(1, 128, 384), product(1, 64, 128)]],
];

function gigaflops(run: Run, shape: Shape): number {
  const probe = new Probe();
  const { rows, K, N } = shape;
  const placed = probe.floats({ x: rows * K, y: rows * N, w: K * N });
  const random = new Random(1);
  // Small weights of either sign: sums that are added to again and again stay far from infinity and from denormals.
  for (const { values } of Object.values(placed))
    values.set(values.map(() => (random.next() / 2 ** 31 - 1) * 1e-3));
  const { x, y, w } = placed;
  const at = { x: x.address, y: y.address, w: w.address, xStride: 4 * K, yStride: 4 * N, ...shape };
  return (2 * rows * K * N) / best(() => run(probe.call, at)) / 1e9;
}

function peak(): number {
  const turns = 20_000;
  const { multiplyAdd } = new Probe().call;
  return (2 * PEAK_PER_TURN * turns) / best(() => multiplyAdd(turns, 1)) / 1e9;
}

const ELEMENTS = 1024;

/** Nanoseconds an element. */
function elementTime(work: (call: ProbeExports, p: number) => void, refill: boolean): number {
  const probe = new Probe();
  const { p } = probe.floats({ p: ELEMENTS });
  const random = new Random(1);
  const values = p.values.map(() => random.next() / 2 ** 31 - 1);
  p.values.set(values);
  const seconds = best(() => {
    // Functions work in place; those that leave their domain get it back.
    if (refill) p.values.set(values);
    work(probe.call, p.address);
  });
  return (seconds / ELEMENTS) * 1e9;
}

const FUNCTIONS: readonly (readonly [string, (call: ProbeExports, p: number) => void, boolean])[] =
  [
    ['exp', (call, p) => call.applyExp(p, ELEMENTS), true],
    ['sigmoid', (call, p) => call.applySigmoid(p, ELEMENTS), false],
    ['tanh', (call, p) => call.applyTanh(p, ELEMENTS), false],
    ['softmax of 128', (call, p) => softmaxes(call, p, 128), true],
    ['softmax of 32', (call, p) => softmaxes(call, p, 32), true],
  ];

function softmaxes(call: ProbeExports, p: number, n: number): void {
  for (let i = 0; i < ELEMENTS; i += n) call.softmax(p + 4 * i, n);
}

const machine = thisMachine();
console.log(`${machine.cpu}, Node ${machine.node}`);
const limit = Math.max(peak(), peak(), peak());
console.log(`\nmultiply-add without memory: ${limit.toFixed(1)} GFLOP/s\n`);
console.log(`${'kernel'.padEnd(24)}${'rows x K x N'.padEnd(18)}${'GFLOP/s'.padStart(9)}  of peak`);
for (const [name, run, shapes] of PRODUCTS)
  for (const shape of shapes) {
    const { rows, K, N } = shape;
    const speed = gigaflops(run, shape);
    const share = `${Math.round((100 * speed) / limit)} %`;
    console.log(
      `${name.padEnd(24)}${`${rows} x ${K} x ${N}`.padEnd(18)}${speed.toFixed(1).padStart(9)}${share.padStart(9)}`,
    );
  }
console.log(`\n${'function'.padEnd(42)}${'ns'.padStart(9)} an element`);
for (const [name, work, refill] of FUNCTIONS)
  console.log(`${name.padEnd(42)}${elementTime(work, refill).toFixed(2).padStart(9)}`);
