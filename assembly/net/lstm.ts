import { floats } from '../memory/arena';
import { tanh4 } from '../numeric/elementary';
import { madd } from '../numeric/panel';
import { Activations } from './activations';
import { Cell } from './cell';
import { Form } from './form';
import { ACT, Gate } from './gate';

/** Initial bias of the forget gate f; f near 1 keeps the state (Jozefowicz et al. 2015). */
const FORGET_BIAS: f32 = 1;

/**
 * Long short-term memory with coupled gates (Greff et al. 2017): f, o logistic, g tanh; c = f c' + (1 - f) g,
 * h = o tanh c. Order of the gates in z: f, g, o.
 */
export class LstmCell extends Cell {
  private readonly forget: Gate;
  private readonly candidate: Gate;
  private readonly output: Gate;
  /** Gradient by the c that a step reads, as dPast. */
  private dc: usize = 0;

  constructor(form: Form) {
    super(form, 3, false, 1);
    this.forget = new Gate(form, ACT.LOGISTIC, FORGET_BIAS);
    this.candidate = new Gate(form, ACT.TANH, 0);
    this.output = new Gate(form, ACT.LOGISTIC, 0);
    this.gates.push(this.forget);
    this.gates.push(this.candidate);
    this.gates.push(this.output);
  }

  reserve(): void {
    super.reserve();
    this.dc = floats(i64(this.ahead) * this.H);
  }

  activate(a: Activations, r: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const f = a.y + r * 3 * H;
    const g = f + H;
    const o = g + H;
    const scales = a.scales + r * 12;
    this.forget.forward(z, f, scales);
    this.candidate.forward(z + H, g, scales + 4);
    this.output.forward(z + 2 * H, o, scales + 8);
    const past = a.inner + r * H;
    const now = past + this.ahead * H;
    const tanhC = a.tanhInner + r * H;
    const h = a.h + (r + this.ahead) * H;
    for (let i: usize = 0; i < H; i += 16) {
      const candidate = v128.load(g + i);
      const change = f32x4.sub(v128.load(past + i), candidate);
      const c = madd(candidate, v128.load(f + i), change);
      v128.store(now + i, c);
      const t = tanh4(c);
      v128.store(tanhC + i, t);
      v128.store(h + i, f32x4.mul(v128.load(o + i), t));
    }
  }

  differentiate(a: Activations, r: usize, p: usize, lane: usize): void {
    const H = this.unitBytes;
    const z = a.z + r * this.rowBytes;
    const dz = this.dz + r * this.rowBytes;
    const f = a.y + r * 3 * H;
    const g = f + H;
    const o = g + H;
    const scales = a.scales + r * 12;
    const past = a.inner + r * H;
    const tanhC = a.tanhInner + r * H;
    const dh = this.dh + r * H;
    const dPast = this.dPast + p * H;
    const dc = this.dc + p * H;
    const one = f32x4.splat(1);
    for (let i: usize = 0; i < H; i += 16) {
      const t = v128.load(tanhC + i);
      const forget = v128.load(f + i);
      const d = f32x4.add(v128.load(dh + i), v128.load(dPast + i));
      const throughTanh = f32x4.mul(
        f32x4.mul(d, v128.load(o + i)),
        f32x4.sub(one, f32x4.mul(t, t)),
      );
      const dC = f32x4.add(v128.load(dc + i), throughTanh);
      const change = f32x4.sub(v128.load(past + i), v128.load(g + i));
      v128.store(dz + i, f32x4.mul(dC, change));
      v128.store(dz + H + i, f32x4.mul(dC, f32x4.sub(one, forget)));
      v128.store(dz + 2 * H + i, f32x4.mul(d, t));
      v128.store(dc + i, f32x4.mul(dC, forget));
      v128.store(dPast + i, f32x4.splat(0));
    }
    this.forget.backward(dz, z, f, scales, lane);
    this.candidate.backward(dz + H, z + H, g, scales + 4, lane);
    this.output.backward(dz + 2 * H, z + 2 * H, o, scales + 8, lane);
  }

  clearGradients(first: usize, count: usize): void {
    super.clearGradients(first, count);
    memory.fill(this.dc + first * this.unitBytes, 0, count * this.unitBytes);
  }
}
