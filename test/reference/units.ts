/** NUMERICS.md, sections 6 and 7: the cells, forward and backward. */
import { tanh } from './elementary.js';
import { f, map, type Vector, zeros } from './float32.js';
import { Gate, type GateShape, type Passed } from './gate.js';

/** The result of one step of one lane, and what back-propagation needs of it. */
export interface Step {
  readonly h: Vector;
  readonly c: Vector;
  readonly passed: readonly Passed[];
  readonly past: { readonly h: Vector; readonly c: Vector };
  /** The recurrent pre-activations of a gru. */
  readonly q: Vector;
}

/** Gradients by the pre-activations, by the recurrent ones, and by the state before, but for the recurrent matrix. */
export interface Back {
  readonly dz: Vector;
  readonly dq: Vector;
  readonly dh: Vector;
  readonly dc: Vector;
}

export interface Unit {
  readonly gates: readonly Gate[];
  /** Whether the recurrent pre-activations are in q, not added to z. */
  readonly apart: boolean;
  forward(z: Vector, q: Vector, past: Step['past']): Step;
  backward(step: Step, dh: Vector, dc: Vector): Back;
}

export const parts = (z: Vector, count: number): Vector[] => {
  const H = z.length / count;
  return Array.from({ length: count }, (_, i) => z.subarray(i * H, (i + 1) * H));
};

export const joined = (...vectors: Vector[]): Vector =>
  Float32Array.from(vectors.flatMap((x) => [...x]));

const pick = <T>(list: readonly T[]): [T, T, T] => list as unknown as [T, T, T];

export class Rnn implements Unit {
  readonly apart = false;
  readonly gates: readonly Gate[];
  private readonly gate: Gate;

  constructor(shape: GateShape) {
    this.gate = new Gate(shape, 'tanh', 0);
    this.gates = [this.gate];
  }

  forward(z: Vector, q: Vector, past: Step['past']): Step {
    const passed = this.gate.forward(z);
    return { h: passed.y, c: past.c, passed: [passed], past, q };
  }

  backward({ passed }: Step, dh: Vector, dc: Vector): Back {
    const dz = this.gate.backward(dh, passed[0] as Passed);
    return { dz, dq: dz, dh: zeros(dh.length), dc };
  }
}

export class Lstm implements Unit {
  readonly apart = false;
  readonly gates: readonly Gate[];

  constructor(shape: GateShape) {
    this.gates = [
      new Gate(shape, 'logistic', 1),
      new Gate(shape, 'tanh', 0),
      new Gate(shape, 'logistic', 0),
    ];
  }

  forward(z: Vector, q: Vector, past: Step['past']): Step {
    const inputs = parts(z, 3);
    const passed = this.gates.map((gate, i) => gate.forward(inputs[i] as Vector));
    const [forget, candidate, output] = pick(passed.map(({ y }) => y));
    const c = map((f1, g, c0) => g + f(f1 * f(c0 - g)), forget, candidate, past.c);
    return { h: map((o, x) => o * tanh(x), output, c), c, passed, past, q };
  }

  backward({ c, passed, past }: Step, dh: Vector, dcNext: Vector): Back {
    const [forget, candidate, output] = pick(passed.map(({ y }) => y));
    const t = map(tanh, c);
    const dc = map((next, d, o, x) => next + f(f(d * o) * f(1 - f(x * x))), dcNext, dh, output, t);
    const dy = [
      map((d, c0, g) => d * f(c0 - g), dc, past.c, candidate),
      map((d, x) => d * f(1 - x), dc, forget),
      map((d, x) => d * x, dh, t),
    ];
    const dz = joined(
      ...this.gates.map((gate, i) => gate.backward(dy[i] as Vector, passed[i] as Passed)),
    );
    return { dz, dq: dz, dh: zeros(dh.length), dc: map((d, x) => d * x, dc, forget) };
  }
}

export class Gru implements Unit {
  readonly apart = true;
  readonly gates: readonly Gate[];

  constructor(shape: GateShape) {
    this.gates = [
      new Gate(shape, 'logistic', 0),
      new Gate(shape, 'logistic', 1),
      new Gate(shape, 'tanh', 0),
    ];
  }

  forward(z: Vector, q: Vector, past: Step['past']): Step {
    const [reset, keep, candidate] = pick(this.gates);
    const [zr, zu, zn] = pick(parts(z, 3));
    const [qr, qu, qn] = pick(parts(q, 3));
    const r = reset.forward(map((a, b) => a + b, zr, qr));
    const u = keep.forward(map((a, b) => a + b, zu, qu));
    const n = candidate.forward(map((a, b, c) => a + f(b * c), zn, r.y, qn));
    const h = map((u1, n1, h0) => n1 + f(u1 * f(h0 - n1)), u.y, n.y, past.h);
    return { h, c: past.c, passed: [r, u, n], past, q };
  }

  backward({ passed, past, q }: Step, dh: Vector, dc: Vector): Back {
    const [reset, keep, candidate] = pick(this.gates);
    const [r, u, n] = pick(passed);
    const [, , qn] = pick(parts(q, 3));
    const du = map((d, h0, n1) => d * f(h0 - n1), dh, past.h, n.y);
    const dzn = candidate.backward(
      map((d, u1) => d * f(1 - u1), dh, u.y),
      n,
    );
    const dzr = reset.backward(
      map((d, x) => d * x, dzn, qn),
      r,
    );
    const dzu = keep.backward(du, u);
    return {
      dz: joined(dzr, dzu, dzn),
      dq: joined(
        dzr,
        dzu,
        map((d, x) => d * x, dzn, r.y),
      ),
      dh: map((d, u1) => d * u1, dh, u.y),
      dc,
    };
  }
}

/** By the stored integer of the field `cell`. */
export const UNITS = [Rnn, Gru, Lstm] as const;
