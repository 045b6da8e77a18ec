/**
 * One training step of a task's GRU as an ONNX graph. The runtimes on npm have no gradients, so the graph has them node by
 * node: forward, back-propagation through all steps, clipping, Adam. Parameters, moments and states go in as `name` and come
 * out as `name'`.
 */
import { type Dims, Graph, type Value } from './onnx-graph.js';
import type { Task } from './task.js';

/** What one step of a layer leaves for the way back. */
interface Step {
  readonly h: Value;
  readonly r: Value;
  readonly z: Value;
  readonly m: Value;
  readonly n: Value;
}

interface Layer {
  readonly x: Value;
  readonly w: Value;
  readonly u: Value;
  readonly steps: readonly Step[];
}

export interface TrainingGraph {
  readonly model: Uint8Array;
  readonly parameters: Readonly<Record<string, Dims>>;
  readonly states: Readonly<Record<string, Dims>>;
}

/** The name of a value after the step. */
export const after = (name: Value): Value => `${name}'`;

export function gruTraining({
  width: H,
  layers,
  symbols,
  rows,
  length,
  clip,
}: Task): TrainingGraph {
  const graph = new Graph();
  const parameters: Record<string, Dims> = {};
  const states: Record<string, Dims> = {};
  const gradients: Record<string, Value> = {};
  const one = graph.float(1);
  const firstAxis = graph.integers([0]);

  const node = (operator: string, ...inputs: Value[]) => graph.node(operator, inputs);
  const [add, sub, mul] = ['Add', 'Sub', 'Mul'].map(
    (operator) => (a: Value, b: Value) => node(operator, a, b),
  ) as [Binary, Binary, Binary];
  const product = (inputs: Value[], of: Record<string, number> = {}) =>
    graph.node('Gemm', inputs, of);
  const join = (axis: number, values: Value[]) => graph.node('Concat', values, { axis });
  const bySteps = (value: Value) => graph.split(value, 0, Array(length).fill(rows));
  const sumOfRows = (value: Value) => graph.node('ReduceSum', [value, firstAxis], { keepdims: 0 });
  const slope = (y: Value) => mul(y, sub(one, y));
  const parameter = (name: Value, dims: Dims) => {
    parameters[name] = dims;
    return graph.input(name, dims);
  };

  /** y = h' in all steps; the reset gate acts after the recurrent product. */
  function forward(x: Value, l: number): [Layer, Value] {
    const w = parameter(`w${l}`, [l === 0 ? symbols : H, 3 * H]);
    const u = parameter(`u${l}`, [H, 3 * H]);
    const b = parameter(`b${l}`, [3 * H]);
    const c = parameter(`c${l}`, [3 * H]);
    states[`h${l}`] = [rows, H];
    let h = graph.input(`h${l}`, [rows, H]);
    const steps = bySteps(product([x, w, b])).map((input) => {
      const [xGates = '', xNew = ''] = graph.split(input, 1, [2 * H, H]);
      const [hGates = '', m = ''] = graph.split(product([h, u, c]), 1, [2 * H, H]);
      const gates = node('Sigmoid', add(xGates, hGates));
      const [r = '', z = ''] = graph.split(gates, 1, [H, H]);
      const n = node('Tanh', add(xNew, mul(r, m)));
      const step = { h, r, z, m, n };
      h = add(n, mul(z, sub(h, n)));
      return step;
    });
    graph.output(after(`h${l}`), [rows, H], h);
    return [{ x, w, u, steps }, join(0, [...steps.slice(1).map((step) => step.h), h])];
  }

  /** The gradient of the pre-activations: of the inputs' product, and of the states' product. */
  function backward({ x, u, steps }: Layer, dy: Value, l: number): Value {
    const inputs: Value[] = [];
    const recurrent: Value[] = [];
    const dys = bySteps(dy);
    let carried: Value | undefined;
    for (const [t, { h, r, z, m, n }] of [...steps.entries()].reverse()) {
      const dh = carried === undefined ? (dys[t] as Value) : add(dys[t] as Value, carried);
      const kept = mul(dh, z);
      const dz = mul(mul(dh, sub(h, n)), slope(z));
      const dn = mul(sub(dh, kept), sub(one, mul(n, n)));
      const dr = mul(mul(dn, m), slope(r));
      const ofState = join(1, [dr, dz, mul(dn, r)]);
      carried = product([ofState, u, kept], { transB: 1 });
      inputs.unshift(join(1, [dr, dz, dn]));
      recurrent.unshift(ofState);
    }
    const [dx, du] = [join(0, inputs), join(0, recurrent)];
    gradients[`w${l}`] = product([x, dx], { transA: 1 });
    gradients[`u${l}`] = product(
      [
        join(
          0,
          steps.map((step) => step.h),
        ),
        du,
      ],
      { transA: 1 },
    );
    gradients[`b${l}`] = sumOfRows(dx);
    gradients[`c${l}`] = sumOfRows(du);
    return dx;
  }

  function adam(): void {
    const squares = Object.values(gradients).map((gradient) =>
      graph.node('ReduceSumSquare', [gradient], { keepdims: 0 }),
    );
    const scale = node(
      'Min',
      one,
      node('Div', graph.float(clip), node('Sqrt', node('Sum', ...squares))),
    );
    const [rate, secondScale] = [graph.input('rate', []), graph.input('secondScale', [])];
    for (const [name, dims] of Object.entries(parameters)) {
      const g = mul(gradients[name] as Value, scale);
      const moment = (of: string, decay: number, value: Value) => {
        const old = graph.input(`${name}.${of}`, dims);
        const now = add(mul(old, graph.float(decay)), mul(value, graph.float(1 - decay)));
        graph.output(after(`${name}.${of}`), dims, now);
        return now;
      };
      const first = moment('first', 0.9, g);
      const root = node('Sqrt', mul(moment('second', 0.999, mul(g, g)), secondScale));
      const change = node('Div', mul(first, rate), add(root, graph.float(1e-8)));
      graph.output(after(name), dims, sub(name, change));
    }
  }

  const batch = [length * rows, symbols];
  let y = graph.input('inputs', batch);
  const targets = graph.input('targets', batch);
  const done: Layer[] = [];
  for (let l = 0; l < layers; l++) {
    const [layer, outputs] = forward(y, l);
    done.push(layer);
    y = outputs;
  }
  const head = parameter('head', [H, symbols]);
  const logits = product([y, head, parameter('bias', [symbols])]);
  const logarithms = graph.node('LogSoftmax', [logits], { axis: 1 });
  const likelihood = graph.node('ReduceSum', [mul(logarithms, targets)], { keepdims: 0 });
  graph.output('likelihood', [], likelihood);
  const d = mul(sub(node('Exp', logarithms), targets), graph.float(1 / (length * rows)));
  gradients['head'] = product([y, d], { transA: 1 });
  gradients['bias'] = sumOfRows(d);
  let dy = product([d, head], { transB: 1 });
  for (const [l, layer] of [...done.entries()].reverse()) {
    const dx = backward(layer, dy, l);
    if (l > 0) dy = product([dx, layer.w], { transB: 1 });
  }
  adam();
  return { model: graph.model(), parameters, states };
}

type Binary = (a: Value, b: Value) => Value;
