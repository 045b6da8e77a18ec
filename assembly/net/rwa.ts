import { floats } from '../memory/arena';
import { exp4, tanh4 } from '../numeric/elementary';
import { madd } from '../numeric/panel';
import { Activations } from './activations';
import { Cell } from './cell';
import { Form } from './form';
import { ACT, Gate } from './gate';

/**
 * Recurrent weighted average (Ostmeyer and Cowell 2017): h is the tanh of an average over all steps so far of v = u tanh g,
 * in which a step has the weight e^a. u reads the input alone, g and a the state before, too. a has no bias: it would
 * cancel in the average. Order of the gates in z: g, a, u.
 *
 * The state has the sums n of v e^(a - m) and d of e^(a - m), m the largest a so far: no exponent is above 0, and the
 * newest largest step adds 1 to d, so that d >= 1. Zeros are the state before the first step. Sums are f32: a step of
 * weight 1 changes no d above 2^24.
 *
 * Without normalisation this is the paper's cell with a gain for each unit, and h = 0 instead of a learned vector before
 * the first step. With RMS normalisation the mean square of a over the units is that of its gains at every step: a step
 * weighs more in some units and less in others, but no step can weigh much, or little, in all of them.
 */
export class RwaCell extends Cell {
  private readonly candidate: Gate;
  private readonly attention: Gate;
  private readonly value: Gate;
  /** Gradients by the n and d that a step reads, as dPast. The choice of m changes no h, so m has none. */
  private dn: usize = 0;
  private dd: usize = 0;

  constructor(form: Form) {
    super(form, 3, true, 3, 2);
    this.candidate = new Gate(form, ACT.TANH, 0);
    this.attention = new Gate(form, ACT.SCALE, 0);
    this.value = new Gate(form, ACT.IDENTITY, 0);
    this.gates.push(this.candidate);
    this.gates.push(this.attention);
    this.gates.push(this.value);
  }

  reserve(): void {
    super.reserve();
    this.dn = floats(i64(this.ahead) * this.H);
    this.dd = floats(i64(this.ahead) * this.H);
  }

  activate(a: Activations, r: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const q = a.zh + r * this.rowBytes;
    const g = a.y + r * 3 * H;
    const scales = a.scales + r * 12;
    for (let i: usize = 0; i < 2 * H; i += 16) {
      v128.store(z + i, f32x4.add(v128.load(z + i), v128.load(q + i)));
    }
    this.candidate.forward(z, g, scales);
    this.attention.forward(z + H, g + H, scales + 4);
    this.value.forward(z + 2 * H, g + 2 * H, scales + 8);
    const ahead = this.ahead * H;
    const past = a.inner + r * H;
    const tanhInner = a.tanhInner + r * H;
    const h = a.h + (r + this.ahead) * H;
    for (let i: usize = 0; i < H; i += 16) {
      const n = past + i;
      const d = n + a.innerBytes;
      const m = d + a.innerBytes;
      const exponent = v128.load(g + H + i);
      const oldD = v128.load(d);
      const oldM = pastMaximum(m, oldD, exponent);
      const newM = f32x4.pmax(oldM, exponent);
      const decay = exp4(f32x4.sub(oldM, newM));
      const weight = exp4(f32x4.sub(exponent, newM));
      const v = f32x4.mul(v128.load(g + 2 * H + i), v128.load(g + i));
      const newN = madd(f32x4.mul(v128.load(n), decay), v, weight);
      const newD = madd(weight, oldD, decay);
      v128.store(n + ahead, newN);
      v128.store(d + ahead, newD);
      v128.store(m + ahead, newM);
      const t = tanh4(f32x4.div(newN, newD));
      v128.store(tanhInner + i, t);
      v128.store(h + i, t);
    }
  }

  differentiate(a: Activations, r: usize, p: usize, lane: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const dz = this.dz + r * this.rowBytes;
    const g = a.y + r * 3 * H;
    const scales = a.scales + r * 12;
    const ahead = this.ahead * H;
    const past = a.inner + r * H;
    const tanhInner = a.tanhInner + r * H;
    const dh = this.dh + r * H;
    const dPast = this.dPast + p * H;
    const dn = this.dn + p * H;
    const dd = this.dd + p * H;
    const one = f32x4.splat(1);
    for (let i: usize = 0; i < H; i += 16) {
      const d = past + a.innerBytes + i;
      const m = d + a.innerBytes;
      const exponent = v128.load(g + H + i);
      const newM = v128.load(m + ahead);
      const decay = exp4(f32x4.sub(pastMaximum(m, v128.load(d), exponent), newM));
      const weight = exp4(f32x4.sub(exponent, newM));
      const newD = v128.load(d + ahead);
      const average = f32x4.div(v128.load(past + ahead + i), newD);
      const t = v128.load(tanhInner + i);
      const by = f32x4.add(v128.load(dh + i), v128.load(dPast + i));
      const byAverage = f32x4.mul(by, f32x4.sub(one, f32x4.mul(t, t)));
      const part = f32x4.div(byAverage, newD);
      const dN = f32x4.add(v128.load(dn + i), part);
      const dD = f32x4.sub(v128.load(dd + i), f32x4.mul(part, average));
      const dv = f32x4.mul(dN, weight);
      const u = v128.load(g + 2 * H + i);
      const candidate = v128.load(g + i);
      v128.store(dz + i, f32x4.mul(dv, u));
      v128.store(dz + H + i, f32x4.mul(weight, madd(dD, dN, f32x4.mul(u, candidate))));
      v128.store(dz + 2 * H + i, f32x4.mul(dv, candidate));
      v128.store(dn + i, f32x4.mul(dN, decay));
      v128.store(dd + i, f32x4.mul(dD, decay));
      v128.store(dPast + i, f32x4.splat(0));
    }
    this.candidate.backward(dz, z, g, scales, lane);
    this.attention.backward(dz + H, z + H, g + H, scales + 4, lane);
    this.value.backward(dz + 2 * H, z + 2 * H, g + 2 * H, scales + 8, lane);
    memory.copy(this.dzh + r * this.rowBytes, dz, 2 * H);
  }

  clearGradients(first: usize, count: usize): void {
    super.clearGradients(first, count);
    const at = first * this.unitBytes;
    memory.fill(this.dn + at, 0, count * this.unitBytes);
    memory.fill(this.dd + at, 0, count * this.unitBytes);
  }
}

/** m of the state at `m` whose d is given; before the first step, where d is 0, the first a. */
function pastMaximum(m: usize, d: v128, first: v128): v128 {
  return v128.bitselect(first, v128.load(m), f32x4.eq(d, f32x4.splat(0)));
}
