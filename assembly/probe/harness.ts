import { Plan } from '../codec/plan';
import { allocate, floats } from '../memory/arena';
import { Network } from '../net/network';
import { describeParameter } from '../net/parameters';
import { Shape } from '../net/shape';
import { grant } from '../work/budget';
import { commit, release } from './arrays';

/** A network by itself, walked a segment at a time, its parameters within reach. */

let shape: Shape | null = null;
let network: Network | null = null;
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
  // The caller may write parameters.
  network!.readAllRows();
  return 0;
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

/** As in assembly/index.ts. */
export function parameter(i: i32): usize {
  return describeParameter(network!, i);
}
