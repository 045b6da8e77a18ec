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
  /**
   * What the state has besides h, `innerBytes` from one array to the next: c (LSTM); n, d and m (RWA). The tanh of which h
   * is made: of c; of n / d. Not of other cells.
   */
  readonly inner: usize;
  readonly innerBytes: usize;
  readonly tanhInner: usize;
  /** The arrays of the state: h, and the inner ones. */
  readonly states: usize[] = [];

  /** `innerStates`: arrays of the state besides h. */
  constructor(form: Form, gates: i32, separate: bool, innerStates: i32) {
    // In 64 bits, so that what is too large for the memory is refused.
    const H = i64(form.width);
    const rows = i64(form.steps) * form.lanes;
    const states = rows + form.ahead;
    const N = i64(padded(gates * form.width));
    this.h = floats(states * H);
    this.z = floats(rows * N);
    this.zh = separate ? floats(rows * N) : this.z;
    this.y = gates > 1 || form.zoned ? floats(rows * gates * H) : 0;
    this.scales = floats(rows * gates);
    this.innerBytes = usize(states * H) << 2;
    this.inner = innerStates > 0 ? floats(innerStates * states * H) : 0;
    this.tanhInner = innerStates > 0 ? floats(rows * H) : 0;
    this.states.push(this.h);
    for (let i = 0; i < innerStates; i++) this.states.push(this.inner + <usize>i * this.innerBytes);
  }
}
