import { Activations } from './activations';
import { Cell } from './cell';
import { Form } from './form';
import { ACT, Gate } from './gate';

/** Plain recurrent unit (Elman 1990): h = tanh(z). */
export class RnnCell extends Cell {
  private readonly gate: Gate;

  constructor(form: Form) {
    super(form, 1, false, 0);
    this.gate = new Gate(form, ACT.TANH, 0);
    this.gates.push(this.gate);
  }

  activate(a: Activations, r: usize): void {
    const h = a.h + (r + this.ahead) * this.unitBytes;
    const y = this.form.zoned ? a.y + r * this.unitBytes : h;
    this.gate.forward(a.z + r * this.rowBytes, y, a.scales + (r << 2));
    if (y != h) memory.copy(h, y, this.unitBytes);
  }

  differentiate(a: Activations, r: usize, p: usize, lane: usize): void {
    const H = this.unitBytes;
    const dz = this.dz + r * this.rowBytes;
    const dh = this.dh + r * H;
    const dPast = this.dPast + p * H;
    for (let i: usize = 0; i < H; i += 16) {
      v128.store(dz + i, f32x4.add(v128.load(dh + i), v128.load(dPast + i)));
      v128.store(dPast + i, f32x4.splat(0));
    }
    const y = this.form.zoned ? a.y + r * H : a.h + (r + this.ahead) * H;
    this.gate.backward(dz, a.z + r * this.rowBytes, y, a.scales + (r << 2), lane);
  }
}
