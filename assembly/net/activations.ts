import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { Form } from './form';

/**
 * What a layer stores of a segment's forward pass for back-propagation. Arrays of f32 are [step][lane][unit]. Those of the
 * state have `ahead` more rows in front, the state carried over from the segment before.
 */
export class Activations {
  /** Outputs: ahead + steps x lanes rows of H. */
  readonly h: usize;
  /** Pre-activations, and the recurrent part of them; one array unless `separate`. Rows of padded(gates x H). */
  readonly z: usize;
  readonly zh: usize;
  /**
   * Gates after their nonlinearities, [row][gate][H], and the 1 / rms of each, [row][gate]. A single gate's
   * is h unless `zoned`.
   */
  readonly y: usize;
  readonly scales: usize;
  /** The inner state c and tanh c of cells that have one (LSTM), else 0. */
  readonly c: usize;
  readonly tanhC: usize;
  /** The arrays of the state: h, and c where there is one. */
  readonly states: usize[] = [];

  constructor(form: Form, gates: i32, separate: bool, innerState: bool) {
    const H = form.width;
    const rows = form.steps * form.lanes;
    const states = rows + form.ahead;
    const N = padded(gates * H);
    this.h = floats(states * H);
    this.z = floats(rows * N);
    this.zh = separate ? floats(rows * N) : this.z;
    this.y = gates > 1 || form.zoned ? floats(rows * gates * H) : 0;
    this.scales = floats(rows * gates);
    this.c = innerState ? floats(states * H) : 0;
    this.tanhC = innerState ? floats(rows * H) : 0;
    this.states.push(this.h);
    if (innerState) this.states.push(this.c);
  }
}
