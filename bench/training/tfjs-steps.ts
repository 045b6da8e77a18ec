/**
 * A GRU in TensorFlow.js with gradients written by hand. In the WebAssembly backend a product with a transposed matrix is
 * many times slower than a transposition and a plain product, and a slice copies the whole tensor. So each step and each
 * gate has tensors of its own, and no automatic gradient is taken.
 */
import type { Task } from './task.js';

type Operand = Tensor | number;

/** What is used of a tensor, of a variable and of the package; the package is not installed where types are checked. */
export interface Tensor {
  readonly shape: readonly number[];
  add(other: Operand): Tensor;
  sub(other: Operand): Tensor;
  mul(other: Operand): Tensor;
  div(other: Operand): Tensor;
  matMul(other: Tensor): Tensor;
  transpose(axes?: readonly number[]): Tensor;
  reshape(shape: readonly number[]): Tensor;
  sigmoid(): Tensor;
  tanh(): Tensor;
  softmax(): Tensor;
  square(): Tensor;
  sum(axis?: number): Tensor;
  dataSync(): Float32Array;
  dispose(): void;
}

export interface Variable extends Tensor {
  readonly name: string;
}

interface Model {
  add(layer: unknown): void;
  apply(x: Tensor, options: object): Tensor;
}

export interface TensorFlow {
  readonly version: { readonly tfjs: string };
  readonly losses: { softmaxCrossEntropy(targets: Tensor, logits: Tensor): Tensor };
  readonly layers: { gru(options: object): unknown; dense(options: object): unknown };
  readonly train: { adam(rate: number): { applyGradients(of: Record<string, Tensor>): void } };
  setBackend(name: string): Promise<boolean>;
  sequential(): Model;
  variableGrads(cost: () => Tensor): { value: Tensor; grads: Record<string, Tensor> };
  tidy(work: () => Tensor): Tensor;
  keep(tensor: Tensor): Tensor;
  tensor(values: Float32Array, shape: readonly number[]): Tensor;
  zeros(shape: readonly number[]): Tensor;
  randomUniform(shape: readonly number[], least: number, most: number): Tensor;
  variable(initial: Tensor): Variable;
  concat(tensors: readonly Tensor[]): Tensor;
  addN(tensors: readonly Tensor[]): Tensor;
  minimum(a: Operand, b: Operand): Tensor;
  div(a: Operand, b: Operand): Tensor;
  sub(a: Operand, b: Operand): Tensor;
  sqrt(x: Tensor): Tensor;
}

/** Gradients by the variables' names. */
type Gradients = Record<string, Tensor>;

interface Step {
  readonly x: Tensor;
  readonly h: Tensor;
  readonly r: Tensor;
  readonly z: Tensor;
  readonly m: Tensor;
  readonly n: Tensor;
}

function uniform(tf: TensorFlow, width: number, shape: readonly number[]): Variable {
  const range = 1 / Math.sqrt(width);
  return tf.variable(tf.randomUniform(shape, -range, range));
}

/** Reset, update and new: the matrices of three gates, three biases of the inputs and one of the state. */
class Layer {
  readonly #tf: TensorFlow;
  readonly #w: readonly Variable[];
  readonly #u: readonly Variable[];
  readonly #b: readonly Variable[];
  readonly #zeros: Tensor;
  #state: Tensor;
  #steps: Step[] = [];

  constructor(tf: TensorFlow, inputs: number, { width, rows }: Task) {
    const matrices = (count: number, shape: readonly number[]) =>
      Array.from({ length: count }, () => uniform(tf, width, shape));
    this.#tf = tf;
    this.#w = matrices(3, [inputs, width]);
    this.#u = matrices(3, [width, width]);
    this.#b = matrices(4, [width]);
    this.#zeros = tf.keep(tf.zeros([rows, width]));
    this.#state = tf.keep(tf.zeros([rows, width]));
  }

  /** Inputs of each step, rows x inputs; gives the outputs, rows x width. */
  forward(xs: readonly Tensor[]): Tensor[] {
    const [wr, wz, wn] = this.#w as [Variable, Variable, Variable];
    const [ur, uz, un] = this.#u as [Variable, Variable, Variable];
    const [br, bz, bn, bm] = this.#b as [Variable, Variable, Variable, Variable];
    let h = this.#state;
    this.#steps = xs.map((x) => {
      const r = x.matMul(wr).add(br).add(h.matMul(ur)).sigmoid();
      const z = x.matMul(wz).add(bz).add(h.matMul(uz)).sigmoid();
      const m = h.matMul(un).add(bm);
      const n = x.matMul(wn).add(bn).add(r.mul(m)).tanh();
      const step = { x, h, r, z, m, n };
      h = n.add(z.mul(h.sub(n)));
      return step;
    });
    const outputs = [...this.#steps.slice(1).map((step) => step.h), h];
    // The first state of this batch is still needed on the way back.
    this.#state = this.#tf.keep(h);
    return outputs;
  }

  /** Gradients of the outputs; gives those of the inputs where `below`, and writes those of the variables. */
  backward(dys: readonly Tensor[], below: boolean, gradients: Gradients): Tensor[] {
    const tf = this.#tf;
    const slope = (y: Tensor) => y.sub(y.square());
    const turned = (matrices: readonly Tensor[]) => matrices.map((matrix) => matrix.transpose());
    const [ur, uz, un] = turned(this.#u) as [Tensor, Tensor, Tensor];
    const [wr, wz, wn] = turned(this.#w) as [Tensor, Tensor, Tensor];
    const back: (readonly Tensor[])[] = [];
    const dxs: Tensor[] = [];
    let carried = this.#zeros;
    for (const [t, { h, r, z, m, n }] of [...this.#steps.entries()].reverse()) {
      const dh = carried.add(dys[t] as Tensor);
      const kept = dh.mul(z);
      const dz = dh.mul(h.sub(n)).mul(slope(z));
      const dn = dh.sub(kept).mul(tf.sub(1, n.square()));
      const dm = dn.mul(r);
      const dr = dn.mul(m).mul(slope(r));
      carried = tf.addN([kept, dr.matMul(ur), dz.matMul(uz), dm.matMul(un)]);
      if (below) dxs.unshift(tf.addN([dr.matMul(wr), dz.matMul(wz), dn.matMul(wn)]));
      back.unshift([dr, dz, dn, dm]);
    }
    const [dr, dz, dn, dm] = [0, 1, 2, 3].map((gate) =>
      tf.concat(back.map((step) => step[gate] as Tensor)),
    ) as [Tensor, Tensor, Tensor, Tensor];
    const x = tf.concat(this.#steps.map((step) => step.x)).transpose();
    const h = tf.concat(this.#steps.map((step) => step.h)).transpose();
    const write = (
      variables: readonly Variable[],
      ofGates: readonly Tensor[],
      gradient: (d: Tensor) => Tensor,
    ) => {
      for (const [gate, { name }] of variables.entries())
        gradients[name] = gradient(ofGates[gate] as Tensor);
    };
    write(this.#w, [dr, dz, dn], (d) => x.matMul(d));
    write(this.#u, [dr, dz, dm], (d) => h.matMul(d));
    write(this.#b, [dr, dz, dn, dm], (d) => d.sum(0));
    this.#steps[0]?.h.dispose();
    return dxs;
  }
}

export class TrainingSteps {
  readonly #tf: TensorFlow;
  readonly #layers: readonly Layer[];
  readonly #head: Variable;
  readonly #bias: Variable;

  constructor(tf: TensorFlow, task: Task) {
    const { width, symbols, layers } = task;
    this.#tf = tf;
    this.#layers = Array.from(
      { length: layers },
      (_, l) => new Layer(tf, l === 0 ? symbols : width, task),
    );
    this.#head = uniform(tf, width, [width, symbols]);
    this.#bias = uniform(tf, width, [symbols]);
  }

  /** Inputs and targets of each step, rows x symbols; gives the mean cost in nats and its gradients. */
  train(xs: readonly Tensor[], targets: readonly Tensor[]): { value: Tensor; grads: Gradients } {
    const tf = this.#tf;
    const ys = this.#layers.reduce((inputs, layer) => layer.forward(inputs), [...xs]);
    const logits = ys.map((y) => y.matMul(this.#head).add(this.#bias));
    const allTargets = tf.concat(targets);
    const value = tf.losses.softmaxCrossEntropy(allTargets, tf.concat(logits));
    const share = 1 / (allTargets.shape[0] ?? 1);
    const ds = logits.map((y, t) =>
      y
        .softmax()
        .sub(targets[t] as Tensor)
        .mul(share),
    );
    const d = tf.concat(ds);
    const grads: Gradients = {
      [this.#head.name]: tf.concat(ys).transpose().matMul(d),
      [this.#bias.name]: d.sum(0),
    };
    const up = this.#head.transpose();
    let dys = ds.map((one) => one.matMul(up));
    for (const [l, layer] of [...this.#layers.entries()].reverse())
      dys = layer.backward(dys, l > 0, grads);
    return { value, grads };
  }
}
