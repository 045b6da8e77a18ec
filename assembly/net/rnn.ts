import { Trace } from './activations';
import { Cell } from './cell';
import { Contexts } from './contexts';
import { Gate } from './gate';
import { Shape } from './shape';
import { Workspace } from './workspace';

/** Plain recurrent unit (Elman 1990): h = tanh(z). */
export class RnnCell extends Cell {
  private readonly gate: Gate;

  constructor(shape: Shape, contexts: Contexts, workspace: Workspace, bottom: bool) {
    super(shape, contexts, workspace, 1, false, false, bottom);
    this.gate = new Gate(shape, true, 0);
    this.gates.push(this.gate);
  }

  protected activate(trace: Trace, r: usize): void {
    const h = trace.h + (r + <usize>this.B) * this.unitBytes;
    this.gate.forward(trace.z + r * this.rowBytes, h, trace.scales + (r << 2));
  }

  protected differentiate(trace: Trace, r: usize, b: usize): void {
    const H = this.unitBytes;
    const dz = this.dz + r * this.rowBytes;
    const dh = this.dh + r * H;
    const dPast = this.dPast + b * H;
    for (let i: usize = 0; i < H; i += 16) {
      v128.store(dz + i, f32x4.add(v128.load(dh + i), v128.load(dPast + i)));
      v128.store(dPast + i, f32x4.splat(0));
    }
    const h = trace.h + (r + <usize>this.B) * H;
    this.gate.backward(dz, trace.z + r * this.rowBytes, h, trace.scales + (r << 2));
  }
}
