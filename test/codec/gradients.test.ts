/**
 * What a segment teaches is the gradient of its loss: with the optimiser sgd at rate 1 every parameter moves by minus
 * the gradient of sum -ln p, which must be the change of the loss when the parameter is moved a little, for every
 * kind of cell and of parameter. The state carried over from the segment before is held constant (truncation).
 */
import { describe, expect, it } from 'vitest';
import { parseSpec } from '#dist/model/model-spec.js';
import { get, zeros } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { TestNetwork } from './support/network.js';
import { uniform } from './support/numbers.js';

const H = 8;
const SYMBOLS = 5;
const HORIZON = 6;
const PANEL = 32;

/** How far parameters are moved along a direction of length 1. */
const STEP = 0.02;
/** Allowed between the two gradients: rounding of the loss to f32 over STEP, and a part of the gradient's length. */
const ABSOLUTE = 4e-4;
const RELATIVE = 5e-4;

type Direction = Float32Array;

/** A network before a segment, with the losses and gradients of that segment as functions of its parameters. */
class Segment {
  private readonly network: TestNetwork;
  private readonly lanes: number;
  private readonly outputs: number;
  private readonly symbols: readonly number[];
  private readonly before: Uint8Array;

  constructor(text: string, gates: number, seed: number) {
    const training = 'optimizer=sgd,rate=1,floor=1,decay=0,headRate=1,headFloor=1,clip=1000';
    const shape = `horizon=${HORIZON},headEvery=${HORIZON},ngrams=3,ngramBits=3`;
    const spec = parseSpec(text.replace(')', `,${shape},${training})`));
    const random = new Random(seed);
    const draw = () => Array.from({ length: HORIZON * spec.lanes }, () => random.below(SYMBOLS));
    this.network = new TestNetwork(spec, SYMBOLS);
    this.lanes = spec.lanes;
    this.outputs = gates * H;
    const initial = this.names.map((name): [string, Float32Array] => [
      name,
      this.initial(name, random),
    ]);
    const set = () => {
      for (const [name, values] of initial) this.network.parameter(name).set(values);
    };
    // A segment in front leaves states that are not zero; what it taught is taken back.
    set();
    this.network.run(draw());
    set();
    this.symbols = draw();
    this.before = this.network.save();
  }

  get names(): string[] {
    return this.network.names;
  }

  /** Whether element i of a parameter is more than padding. */
  isReal(name: string, i: number): boolean {
    if (/gain|bias\d/.test(name)) return true;
    if (name === 'head.bias') return i < SYMBOLS;
    if (name.startsWith('head')) return i % PANEL < SYMBOLS;
    const row = Math.ceil(this.outputs / PANEL) * PANEL;
    return /embedding/.test(name) ? i % row < this.outputs : i % PANEL < this.outputs;
  }

  /** Parameters move by minus their gradients. */
  gradients(): ReadonlyMap<string, Float32Array> {
    this.network.restore(this.before);
    const before = this.names.map((name) => this.network.parameter(name).slice());
    this.run();
    return new Map(
      this.names.map((name, n) => {
        const after = this.network.parameter(name);
        return [name, after.map((x, i) => get(before[n] as Float32Array, i) - x)];
      }),
    );
  }

  /** The derivative of the loss along a direction: central differences at two distances, extrapolated to none. */
  slope(name: string, direction: Direction): number {
    const difference = (step: number) =>
      (this.loss(name, direction, step) - this.loss(name, direction, -step)) / (2 * step);
    return (4 * difference(STEP / 2) - difference(STEP)) / 3;
  }

  private loss(name: string, direction: Direction, step: number): number {
    this.network.restore(this.before);
    const values = this.network.parameter(name);
    values.set(values.map((x, i) => x + step * get(direction, i)));
    this.run();
    return this.symbols.reduce((sum, symbol, row) => {
      return sum - Math.log(this.network.probability(row, symbol));
    }, 0);
  }

  private run(): void {
    if (this.network.run(this.symbols) !== HORIZON) throw new Error('diverged');
  }

  private initial(name: string, random: Random): Float32Array {
    const { length } = this.network.parameter(name);
    const [around, scale] = /gain/.test(name) ? [1, 0.3] : [0, 0.7];
    return uniform(random, length, scale).map((x, i) => (this.isReal(name, i) ? around + x : 0));
  }
}

const inner = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * get(b, i), 0);

/** Directions that between them notice an error anywhere: along the gradient, across it, and single elements. */
function directions(gradient: Float32Array, real: readonly number[], random: Random): Direction[] {
  const { length } = gradient;
  const single = (i: number) => zeros(length).fill(1, i, i + 1);
  const norm = Math.sqrt(inner(gradient, gradient));
  const signs = zeros(length);
  for (const i of real) signs[i] = (random.below(2) * 2 - 1) / Math.sqrt(real.length);
  const size = (i: number) => Math.abs(get(gradient, i));
  const largest = [...real].sort((a, b) => size(b) - size(a)).slice(0, 3);
  return [
    gradient.map((g) => g / norm),
    signs,
    ...largest.map(single),
    ...Array.from({ length: 3 }, () => single(random.pick(real))),
  ];
}

const CELLS: readonly [string, number][] = [
  ['rnn', 1],
  ['gru', 3],
  ['lstm', 3],
];

describe.each(CELLS)('%s', (cell, gates) => {
  const shapes = ['none', 'rms'].flatMap((norm) =>
    [1, 2].flatMap((layers) => [1, 3].map((lanes) => ({ norm, layers, lanes }))),
  );

  it.each(shapes)('norm $norm, $layers layers, $lanes lanes', ({ norm, layers, lanes }) => {
    const segment = new Segment(`${cell}(${H}x${layers},norm=${norm},lanes=${lanes})`, gates, 3);
    const random = new Random(4);
    for (const [name, gradient] of segment.gradients()) {
      const indices = Array.from(gradient, (_, i) => i);
      const real = indices.filter((i) => segment.isReal(name, i));
      expect(indices.filter((i) => !real.includes(i) && gradient[i] !== 0)).toEqual([]);
      const size = Math.sqrt(inner(gradient, gradient));
      expect(size, name).toBeGreaterThan(0.01);
      for (const direction of directions(gradient, real, random)) {
        const error = Math.abs(segment.slope(name, direction) - inner(gradient, direction));
        expect(error, name).toBeLessThan(ABSOLUTE + RELATIVE * size);
      }
    }
  });
});
