import { Plan } from '../codec/plan';
import { allocate, floats } from '../memory/arena';
import { Cell } from '../net/cell';
import { Network } from '../net/network';
import { Shape } from '../net/shape';
import { grant } from '../work/budget';
import { commit, release } from './arrays';

/** A network by itself, walked a segment at a time, its parameters within reach. */

/** Floats that learn. */
class Parameter {
  constructor(
    readonly name: string,
    readonly address: usize,
    readonly length: i32,
  ) {}
}

let shape: Shape | null = null;
let network: Network | null = null;
let parameters: Parameter[] = [];
let symbols: usize = 0;
let probabilities: usize = 0;

/** Builds the network of the plan; 0, or -1 when that cannot be. */
export function openNetwork(): i32 {
  release();
  const plan = new Plan();
  if (!plan.valid) return -1;
  const made = plan.shape;
  const rows = made.horizon * made.lanes;
  shape = made;
  network = new Network(made);
  symbols = allocate(rows);
  probabilities = floats(rows * made.symbols);
  if (!commit()) return -1;
  grant(Infinity);
  while (!network!.initialise()) {}
  parameters = [];
  for (let l = 0; l < made.layers; l++) listCell(`layer${l}`, network!.layers[l]);
  const head = network!.head;
  for (let l = 0; l < made.layers; l++)
    list(`head.from${l}`, head.matrices[l].weights, made.width * head.N);
  list('head.bias', head.bias, head.N);
  return 0;
}

function list(name: string, address: usize, length: i32): void {
  parameters.push(new Parameter(name, address, length));
}

function listCell(layer: string, cell: Cell): void {
  const size = cell.H * cell.N;
  list(`${layer}.recurrent`, cell.recurrent.weights, size);
  if (cell.fromBelow) list(`${layer}.below`, cell.fromBelow!.weights, size);
  for (let i = 0; i < cell.embeddings.length; i++) {
    const embedding = cell.embeddings[i];
    // The caller may write weights.
    embedding.lazy = false;
    list(`${layer}.embedding${i + 1}`, embedding.weights, embedding.rows * embedding.N);
  }
  for (let i = 0; i < cell.gates.length; i++) {
    const gain = cell.gates[i].parameters;
    list(`${layer}.gain${i}`, gain, cell.H);
    list(`${layer}.bias${i}`, gain + ((<usize>cell.H) << 2), cell.H);
  }
}

/** Where the caller writes the symbols of a segment: [step][lane] bytes. */
export function symbolsAddress(): usize {
  return symbols;
}

/** Where the caller finds what was predicted: [step][lane][symbol] f32. */
export function probabilitiesAddress(): usize {
  return probabilities;
}

/** Predicts and learns `steps` steps, a segment or a part of it; returns how many until the network diverged. */
export function runSegment(steps: i32): i32 {
  const lanes = shape!.lanes;
  const bytes = (<usize>shape!.symbols) << 2;
  let to = probabilities;
  grant(Infinity);
  for (let t = 0; t < steps; t++) {
    network!.predict();
    network!.proceed();
    let p = network!.probabilities;
    if (p == 0) return t;
    for (let b = 0; b < lanes; b++, p += network!.stride, to += bytes) memory.copy(to, p, bytes);
    network!.learn(symbols + <usize>(t * lanes), lanes);
    network!.proceed();
  }
  return steps;
}

export function parameterCount(): i32 {
  return parameters.length;
}

/** UTF-16, its length in bytes in the u32 before it. */
export function parameterName(i: i32): usize {
  return changetype<usize>(parameters[i].name);
}

export function parameterAddress(i: i32): usize {
  return parameters[i].address;
}

export function parameterLength(i: i32): i32 {
  return parameters[i].length;
}
