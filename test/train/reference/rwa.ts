/** NUMERICS.md, section 25: the cell of the recurrent weighted average. Its inner state c is n, d and m, one behind another. */
import { exp, tanh } from '../../reference/elementary.js';
import { f, map, type Vector, zeros } from '../../reference/float32.js';
import { Gate, type GateShape, type Passed } from '../../reference/gate.js';
import { type Back, joined, parts, type Step, type Unit } from '../../reference/units.js';

type Three<T> = [T, T, T];

export class Rwa implements Unit {
  readonly apart = true;
  readonly gates: readonly Gate[];

  constructor(shape: GateShape) {
    this.gates = [
      new Gate(shape, 'tanh', 0),
      new Gate(shape, 'identity', 0, false),
      new Gate(shape, 'identity', 0),
    ];
  }

  forward(z: Vector, q: Vector, past: Step['past']): Step {
    const [zg, za, zu] = parts(z, 3) as Three<Vector>;
    const [qg, qa] = parts(q, 2) as [Vector, Vector];
    const sum = (a: number, b: number) => a + b;
    const inputs = [map(sum, zg, qg), map(sum, za, qa), zu];
    const passed = this.gates.map((gate, i) => gate.forward(inputs[i] as Vector));
    const [g, a, u] = passed.map(({ y }) => y) as Three<Vector>;
    const [n0, d0] = parts(past.c, 3) as Three<Vector>;
    const { m, k, w } = weights(past.c, a);
    const v = map((x, y) => x * y, u, g);
    const n = map((old, decay, x, weight) => f(old * decay) + f(x * weight), n0, k, v, w);
    const d = map((weight, old, decay) => weight + f(old * decay), w, d0, k);
    return { h: map((x, y) => tanh(f(x / y)), n, d), c: joined(n, d, m), passed, past, q };
  }

  backward({ h, c, passed, past }: Step, dh: Vector, dc: Vector): Back {
    const [g, a, u] = passed.map(({ y }) => y) as Three<Vector>;
    const [n, d] = parts(c, 3) as Three<Vector>;
    const { k, w } = weights(past.c, a);
    const [dnNext, ddNext] = parts(dc, 3) as Three<Vector>;
    const D = map((by, t, x) => f(by * f(1 - f(t * t))) / x, dh, h, d);
    const N = map((next, x) => next + x, dnNext, D);
    const M = map((next, x, top, bottom) => next - f(x * f(top / bottom)), ddNext, D, n, d);
    const dv = map((x, weight) => x * weight, N, w);
    const product = map((x, y) => x * y, u, g);
    const dy = [
      map((x, y) => x * y, dv, u),
      map((weight, x, y, v) => weight * f(x + f(y * v)), w, M, N, product),
      map((x, y) => x * y, dv, g),
    ];
    const dz = this.gates.map((gate, i) => gate.backward(dy[i] as Vector, passed[i] as Passed));
    const decayed = (x: Vector) => map((y, decay) => y * decay, x, k);
    return {
      dz: joined(...dz),
      dq: joined(...dz.slice(0, 2)),
      dh: zeros(dh.length),
      dc: joined(decayed(N), decayed(M), zeros(dh.length)),
    };
  }
}

/** The new maximum, the factor of the sums before, and the weight of the step. */
function weights(past: Vector, a: Vector): { m: Vector; k: Vector; w: Vector } {
  const [, d0, m0] = parts(past, 3) as Three<Vector>;
  const before = map((d, old, first) => (d === 0 ? first : old), d0, m0, a);
  const m = map(Math.max, before, a);
  const power = (x: Vector) => map((from, to) => exp(f(from - to)), x, m);
  return { m, k: power(before), w: power(a) };
}
