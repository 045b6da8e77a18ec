import { Activations } from './activations';
import { Cell } from './cell';
import { Gate } from './gate';
import { Ngrams } from './ngrams';
import { Shape } from './shape';
import { Workspace } from './workspace';

/** Plain recurrent unit (Elman 1990): h = tanh(z). */
export class RnnCell extends Cell {
  private readonly gate: Gate;

  constructor(shape: Shape, ngrams: Ngrams, workspace: Workspace, bottom: bool) {
    super(shape, ngrams, workspace, 1, false, false, bottom);
    this.gate = new Gate(shape, true, 0);
    this.gates.push(this.gate);
  }

  protected activate(a: Activations, r: usize): void {
    const h = a.h + (r + <usize>this.B) * this.unitBytes;
    this.gate.forward(a.z + r * this.rowBytes, h, a.scales + (r << 2));
  }

  protected differentiate(a: Activations, r: usize, b: usize): void {
    const H = this.unitBytes;
    const dz = this.dz + r * this.rowBytes;
    const dh = this.dh + r * H;
    const dPast = this.dPast + b * H;
    for (let i: usize = 0; i < H; i += 16) {
      v128.store(dz + i, f32x4.add(v128.load(dh + i), v128.load(dPast + i)));
      v128.store(dPast + i, f32x4.splat(0));
    }
    const h = a.h + (r + <usize>this.B) * H;
    this.gate.backward(dz, a.z + r * this.rowBytes, h, a.scales + (r << 2));
  }
}
