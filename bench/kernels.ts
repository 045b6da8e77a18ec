/**
 * `npm run bench:kernels`: the speed of the codec's inner loops, beside that of 128-bit multiply-adds in registers on
 * this machine in the same run. The best of many short batches counts, because other work on the
 * machine only adds time.
 */
import { fileURLToPath } from 'node:url';
import { Probe, type ProbeExports } from '../test/codec/support/probe.js';
import { Random } from '../test/support/random.js';
import { kernelsDocument } from './report/kernels.js';
import { publish } from './report/publish.js';
import { machineKey, thisMachine } from './run/machine.js';
import { best, inRegisters } from './run/registers.js';
import { type KernelRun, saveTheme } from './run/results.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Rows, inputs and outputs of a product. */
interface Shape {
  readonly rows: number;
  readonly K: number;
  readonly N: number;
}

/** A kernel's call, given the addresses of y, x and W and the strides of y and x. */
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

/** The shapes that networks use: the rows of a segment at once or one row, a head of 128 symbols, three gates. */
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
  // Small weights of either sign: outer products accumulate in W, which stays far from infinity and from denormals.
  for (const { values } of Object.values(placed))
    values.set(values.map(() => (random.next() / 2 ** 31 - 1) * 1e-3));
  const { x, y, w } = placed;
  const at = { x: x.address, y: y.address, w: w.address, xStride: 4 * K, yStride: 4 * N, ...shape };
  return (2 * rows * K * N) / best(() => run(probe.call, at)) / 1e9;
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
    // Functions work in place. Those whose results leave their domain get the first values again.
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

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));

const machine = thisMachine();
const run: KernelRun = {
  machine: machineKey(machine),
  inRegisters: inRegisters(),
  products: PRODUCTS.flatMap(([kernel, call, shapes]) =>
    shapes.map((shape) => ({ kernel, ...shape, speed: rounded(gigaflops(call, shape), 1) })),
  ),
  functions: Object.fromEntries(
    FUNCTIONS.map(([name, work, refill]) => [name, rounded(elementTime(work, refill), 2)]),
  ),
};
const name = `Node ${machine.node.split('.')[0]}`;
console.log(kernelsDocument({ [name]: run }).join('\n\n'));
saveTheme(ROOT, 'kernels', name, run);
publish(ROOT);
