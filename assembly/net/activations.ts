import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { Shape } from './shape';

/**
 * What a layer keeps of a segment for the walk back. Arrays are [step][lane][unit]; h and c have one more step in
 * front, the state carried over from the segment before.
 */
export class Activations {
  readonly h: usize;
  /** Pre-activations, and the recurrent ones: the same unless the cell keeps them apart. Rows of padded(gates x H). */
  readonly z: usize;
  readonly zh: usize;
  /** Gates after their nonlinearities, [row][gate][H], and the 1/rms of each. A single gate's is h. */
  readonly y: usize;
  readonly scales: usize;
  /** A cell's inner state and its tanh, 0 for cells that have none. */
  readonly c: usize;
  readonly tanhC: usize;

  constructor(shape: Shape, gates: i32, apart: bool, inner: bool) {
    const H = shape.width;
    const rows = shape.horizon * shape.lanes;
    const N = padded(gates * H);
    this.h = floats((rows + shape.lanes) * H);
    this.z = floats(rows * N);
    this.zh = apart ? floats(rows * N) : this.z;
    this.y = gates > 1 ? floats(rows * gates * H) : 0;
    this.scales = floats(rows * gates);
    this.c = inner ? floats((rows + shape.lanes) * H) : 0;
    this.tanhC = inner ? floats(rows * H) : 0;
  }
}
