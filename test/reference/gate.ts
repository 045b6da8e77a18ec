/** NUMERICS.md, sections 6 to 8: normalisation and nonlinearity of H units. */
import { sigmoid, tanh } from './elementary.js';
import { addScaled, dot, f, map, type Vector, zeros } from './float32.js';
import { SGD, type Shape } from './shape.js';
import { adam, type Rates } from './update.js';

const EPSILON = f(1e-5);

/** The functions of gates. */
const FUNCTIONS = { tanh, logistic: sigmoid, identity: (x: number) => x } as const;

export type Act = keyof typeof FUNCTIONS;

/** Their slopes, from the result. */
const SLOPES: Readonly<Record<Act, (y: number) => number>> = {
  tanh: (y) => 1 - f(y * y),
  logistic: (y) => y * f(1 - y),
  identity: () => 1,
};

/** What back-propagation needs of a forward step. */
export interface Passed {
  readonly normal: Vector;
  readonly y: Vector;
  readonly scale: number;
}

/** The fields that a gate depends on. */
export type GateShape = Pick<Shape, 'width' | 'norm' | 'clip' | 'beta1' | 'optimizer'>;

export class Gate {
  readonly gain: Learned;
  readonly bias: Learned;

  constructor(
    private readonly shape: GateShape,
    private readonly act: Act,
    bias: number,
    private readonly hasBias = true,
  ) {
    this.gain = new Learned(shape, 1);
    this.bias = new Learned(shape, bias);
  }

  forward(z: Vector): Passed {
    const H = z.length;
    const isNormalised = this.shape.norm === 1;
    const scale = isNormalised ? f(1 / f(Math.sqrt(f(f(dot(z, z) / H) + EPSILON)))) : 1;
    const normal = map((x) => x * scale, z);
    const act = FUNCTIONS[this.act];
    const y = map((x, g, b) => act(f(b + f(x * g))), normal, this.gain.values, this.bias.values);
    return { normal, y, scale };
  }

  /** The gradient by z from that by y; adds to those by gain and bias. */
  backward(dy: Vector, { normal, y, scale }: Passed): Vector {
    const slope = map(SLOPES[this.act], y);
    const da = map((d, s) => d * s, dy, slope);
    if (this.hasBias) addScaled(this.bias.gradients, 1, da);
    this.gain.gradients.set(map((g, d, x) => g + f(d * x), this.gain.gradients, da, normal));
    const dn = map((d, g) => d * g, da, this.gain.values);
    const along = this.shape.norm === 1 ? f(-dot(dn, normal) / dn.length) : 0;
    const { clip } = this.shape;
    return map(
      (d, x) => Math.min(clip, Math.max(-clip, f(scale * f(d + f(along * x))))),
      dn,
      normal,
    );
  }

  learn(rates: Rates): void {
    this.gain.learn(rates);
    this.bias.learn(rates);
  }
}

/** A gain or a bias for each unit. */
class Learned {
  readonly values: Vector;
  readonly gradients: Vector;
  private readonly first: Vector | null;
  private readonly second: Vector;

  constructor(
    private readonly shape: GateShape,
    initial: number,
  ) {
    const H = shape.width;
    this.values = zeros(H).fill(initial);
    this.gradients = zeros(H);
    this.first = shape.beta1 > 0 ? zeros(H) : null;
    this.second = zeros(H);
  }

  learn(rates: Rates): void {
    if (this.shape.optimizer === SGD) addScaled(this.values, -rates.rate, this.gradients);
    else adam(this.values, this.first, this.second, this.gradients, rates);
    this.gradients.fill(0);
  }
}
