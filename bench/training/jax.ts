/**
 * Trains the GRU of a task with jax-js on WebAssembly: one compiled function of all steps with automatic gradients, one of
 * Adam. A call consumes its arrays; `ref` is one more use. On Node this backend has one thread.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { givenTask, oneHot, trainBatches } from './task.js';

const task = givenTask();
const { width, layers, symbols, rows, length, rate, clip } = task;
const [, , , modules = ''] = process.argv;

/** What is used of an array; the package is not installed where types are checked. */
interface Numbers {
  readonly ref: Numbers;
  readonly shape: readonly number[];
  add(other: Numbers | number): Numbers;
  sub(other: Numbers | number): Numbers;
  mul(other: Numbers | number): Numbers;
  div(other: Numbers | number): Numbers;
  dispose(): void;
  js(): number;
}

interface Cell {
  readonly w: readonly Numbers[];
  readonly u: readonly Numbers[];
  readonly b: readonly Numbers[];
}

interface Parameters {
  readonly cells: readonly Cell[];
  readonly head: Numbers;
  readonly bias: Numbers;
}

// The package asks the browser's navigator for WebGPU even where only WebAssembly is used.
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} });
const folder = join(modules, 'node_modules/@jax-js/jax');
const { version, module } = createRequire(`${modules}/`)(join(folder, 'package.json'));
const jax = await import(pathToFileURL(join(folder, module)).href);
const { jit, valueAndGrad, numpy: np, nn, random, tree } = jax;
await jax.init('wasm');
jax.defaultDevice('wasm');

let seed = 0;
function uniform(...shape: number[]): Numbers {
  const range = 1 / Math.sqrt(width);
  return random.uniform(random.key(++seed), shape, { minval: -range, maxval: range });
}

/** Reset, update and new: three matrices of inputs and of states, three biases of the inputs and one of the state. */
function cellOf(inputs: number): Cell {
  const matrices = (from: number) => [0, 1, 2].map(() => uniform(from, width));
  return { w: matrices(inputs), u: matrices(width), b: [0, 1, 2, 3].map(() => uniform(width)) };
}

/** Outputs of all steps, and the state behind them. */
function forward({ w, u, b }: Cell, h: Numbers, xs: readonly Numbers[]): [Numbers[], Numbers] {
  let state = h;
  const use = (arrays: readonly Numbers[], i: number) => (arrays[i] as Numbers).ref;
  const outputs = xs.map((x) => {
    const ofInput = (gate: number): Numbers => np.dot(x.ref, use(w, gate)).add(use(b, gate));
    const ofState = (gate: number): Numbers => np.dot(state.ref, use(u, gate));
    const r = nn.sigmoid(ofInput(0).add(ofState(0)));
    const z = nn.sigmoid(ofInput(1).add(ofState(1)));
    const n = np.tanh(ofInput(2).add(r.mul(ofState(2).add(use(b, 3)))));
    x.dispose();
    state = n.ref.add(z.mul(state.sub(n)));
    return state.ref;
  });
  tree.dispose({ w, u, b });
  return [outputs, state];
}

function cost(
  { cells, head, bias }: Parameters,
  states: readonly Numbers[],
  inputs: Numbers[],
  targets: readonly Numbers[],
): [Numbers, Numbers[]] {
  let ys = inputs;
  const next = cells.map((cell, l) => {
    const [outputs, state] = forward(cell, states[l] as Numbers, ys);
    ys = outputs;
    return state;
  });
  const likelihoods: Numbers[] = ys.map((y, t) =>
    np.sum(nn.logSoftmax(np.dot(y, head.ref).add(bias.ref)).mul(targets[t])),
  );
  tree.dispose({ head, bias });
  return [likelihoods.reduce((a, b) => a.add(b)).mul(-1 / (rows * length)), next];
}

const gradient = jit(valueAndGrad(cost, { hasAux: true }));
const clipped = jit((gradients: readonly Numbers[]) => {
  const squares: Numbers = gradients.map((g) => np.sum(np.square(g))).reduce((a, b) => a.add(b));
  return np.minimum(np.array(1), np.array(clip).div(np.sqrt(squares)));
});
const adam = jit(
  (
    p: Numbers,
    g: Numbers,
    m: Numbers,
    v: Numbers,
    scale: Numbers,
    step: Numbers,
    second: Numbers,
  ) => {
    const d = g.mul(scale);
    const first = m.mul(0.9).add(d.ref.mul(0.1));
    const squares = v.mul(0.999).add(d.ref.mul(d).mul(0.001));
    const root = np.sqrt(squares.ref.mul(second)).add(1e-8);
    return [p.sub(first.ref.mul(step).div(root)), first, squares];
  },
);

const initial: Parameters = {
  cells: Array.from({ length: layers }, (_, l) => cellOf(l === 0 ? symbols : width)),
  head: uniform(width, symbols),
  bias: uniform(symbols),
};
const zeros = (shape: readonly number[]): Numbers => np.zeros(shape);
let [parameters, structure]: [Numbers[], unknown] = tree.flatten(initial);
let moments = parameters.map(({ shape }) => [zeros(shape), zeros(shape)] as const);
let states = initial.cells.map(() => zeros([rows, width]));
let updates = 0;

/** One-hot rows of each step. */
function bySteps(bytes: Uint8Array): Numbers[] {
  return Array.from({ length }, (_, t) => {
    const hot = oneHot(bytes.subarray(t * rows, (t + 1) * rows), symbols);
    return np.array(hot, { shape: [rows, symbols] });
  });
}

await trainBatches(task, { version }, (bytes) => {
  updates++;
  const given = tree.unflatten(
    structure,
    parameters.map((p) => p.ref),
  );
  const inputs = bySteps(bytes.subarray(0, length * rows));
  const [[value, next], gradients] = gradient(given, states, inputs, bySteps(bytes.subarray(rows)));
  states = next;
  const all: Numbers[] = tree.leaves(gradients);
  const scale: Numbers = clipped(all.map((one) => one.ref));
  const updated: [Numbers, Numbers, Numbers][] = parameters.map((p, i) => {
    const [first, second] = moments[i] as readonly [Numbers, Numbers];
    const step = np.array(rate / (1 - 0.9 ** updates));
    return adam(p, all[i], first, second, scale.ref, step, np.array(1 / (1 - 0.999 ** updates)));
  });
  parameters = updated.map(([p]) => p);
  moments = updated.map(([, first, second]) => [first, second]);
  return value.js();
});
