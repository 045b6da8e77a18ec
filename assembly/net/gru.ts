import { madd } from '../numeric/panel';
import { Activations } from './activations';
import { Cell } from './cell';
import { Form } from './form';
import { ACT, Gate } from './gate';

/** Initial bias of the update gate u; u near 1 keeps the state. */
const KEEP_BIAS: f32 = 1;

/**
 * Gated recurrent unit (Cho et al. 2014). The reset gate acts after the recurrent matrix, so one product serves all
 * gates: r, u logistic; n = tanh(zn + r qn) with q the recurrent part; h = u h' + (1 - u) n. Order of the gates in z
 * and q: r, u, n.
 */
export class GruCell extends Cell {
  private readonly reset: Gate;
  private readonly keep: Gate;
  private readonly candidate: Gate;

  constructor(form: Form) {
    super(form, 3, true, 0);
    this.reset = new Gate(form, ACT.LOGISTIC, 0);
    this.keep = new Gate(form, ACT.LOGISTIC, KEEP_BIAS);
    this.candidate = new Gate(form, ACT.TANH, 0);
    this.gates.push(this.reset);
    this.gates.push(this.keep);
    this.gates.push(this.candidate);
  }

  activate(a: Activations, r: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const q = a.zh + r * this.rowBytes;
    const reset = a.y + r * 3 * H;
    const keep = reset + H;
    const n = keep + H;
    const scales = a.scales + r * 12;
    for (let i: usize = 0; i < 2 * H; i += 16) {
      v128.store(z + i, f32x4.add(v128.load(z + i), v128.load(q + i)));
    }
    this.reset.forward(z, reset, scales);
    this.keep.forward(z + H, keep, scales + 4);
    const zn = z + 2 * H;
    const qn = q + 2 * H;
    for (let i: usize = 0; i < H; i += 16) {
      v128.store(zn + i, madd(v128.load(zn + i), v128.load(reset + i), v128.load(qn + i)));
    }
    this.candidate.forward(zn, n, scales + 8);
    const past = a.h + r * H;
    const h = past + this.ahead * H;
    for (let i: usize = 0; i < H; i += 16) {
      const candidate = v128.load(n + i);
      const change = f32x4.sub(v128.load(past + i), candidate);
      v128.store(h + i, madd(candidate, v128.load(keep + i), change));
    }
  }

  differentiate(a: Activations, r: usize, p: usize, lane: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const qn = a.zh + r * this.rowBytes + 2 * H;
    const dz = this.dz + r * this.rowBytes;
    const dq = this.dzh + r * this.rowBytes;
    const reset = a.y + r * 3 * H;
    const keep = reset + H;
    const n = keep + H;
    const scales = a.scales + r * 12;
    const past = a.h + r * H;
    const dh = this.dh + r * H;
    const dPast = this.dPast + p * H;
    const one = f32x4.splat(1);
    for (let i: usize = 0; i < H; i += 16) {
      const d = f32x4.add(v128.load(dh + i), v128.load(dPast + i));
      const u = v128.load(keep + i);
      const change = f32x4.sub(v128.load(past + i), v128.load(n + i));
      v128.store(dz + H + i, f32x4.mul(d, change));
      v128.store(dz + 2 * H + i, f32x4.mul(d, f32x4.sub(one, u)));
      v128.store(dPast + i, f32x4.mul(d, u));
    }
    const dn = dz + 2 * H;
    this.candidate.backward(dn, z + 2 * H, n, scales + 8, lane);
    for (let i: usize = 0; i < H; i += 16) {
      const d = v128.load(dn + i);
      v128.store(dz + i, f32x4.mul(d, v128.load(qn + i)));
      v128.store(dq + 2 * H + i, f32x4.mul(d, v128.load(reset + i)));
    }
    this.reset.backward(dz, z, reset, scales, lane);
    this.keep.backward(dz + H, z + H, keep, scales + 4, lane);
    memory.copy(dq, dz, 2 * H);
  }
}
