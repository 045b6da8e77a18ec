import { floats } from '../memory/arena';
import { padded } from '../numeric/panel';
import { Activations } from './activations';
import { Form } from './form';
import { Gate } from './gate';

/**
 * The arithmetic of H recurrent units, for one row, a step of a lane, at a time. The pre-activations z of a row are the
 * sum of what the layer reads and of the recurrent part, which is h of the state before times a matrix. A subclass
 * computes h from z (activate) and the derivative of that (differentiate). The matrices and the order of the rows are the
 * caller's.
 *
 * Arrays of f32 are [step][lane][unit]; rows of z are N = padded(gates x H) floats.
 */
export abstract class Cell {
  /** Units; floats of a row of pre-activations; outputs before padding, gates x H. */
  readonly H: i32;
  readonly N: i32;
  readonly outputs: i32;
  /** How many of the outputs read the state before, the first ones; all but for RWA. */
  readonly recurrentOutputs: i32;
  /** Bytes of a row of H and of N floats. */
  readonly unitBytes: usize;
  readonly rowBytes: usize;
  /** Rows between the state that a step reads and the one that it writes. */
  readonly ahead: usize;
  /** The nonlinearities, in the order of their units in z. */
  readonly gates: Gate[] = [];

  /** Gradients of the loss by h. The head and the layer above add to them before back-propagation. */
  dh: usize = 0;
  /** Gradients by the pre-activations, and by the recurrent part of them; one array unless `separate`. */
  dz: usize = 0;
  dzh: usize = 0;
  /** Gradient by the state that a step reads, `ahead` rows of H: see differentiate. */
  dPast: usize = 0;

  /**
   * `separate`: the recurrent part of the pre-activations has arrays of its own; `innerStates`: arrays of the state besides
   * h; `recurrentGates`: the first gates, which read the state before.
   */
  constructor(
    protected readonly form: Form,
    gateCount: i32,
    readonly separate: bool,
    private readonly innerStates: i32,
    recurrentGates: i32 = gateCount,
  ) {
    const H = form.width;
    this.H = H;
    this.outputs = gateCount * H;
    this.recurrentOutputs = recurrentGates * H;
    this.N = padded(this.outputs);
    this.unitBytes = (<usize>H) << 2;
    this.rowBytes = (<usize>this.N) << 2;
    this.ahead = <usize>form.ahead;
  }

  /** Reserves the memory of the gradients. */
  reserve(): void {
    const rows = i64(this.form.steps) * this.form.lanes;
    this.dh = floats(rows * this.H);
    this.dPast = floats(i64(this.ahead) * this.H);
    this.dz = floats(rows * this.N);
    this.dzh = this.separate ? floats(rows * this.N) : this.dz;
    for (let i = 0; i < this.gates.length; i++) this.gates[i].reserve();
  }

  /** Reserves the memory of a segment's activations. */
  newActivations(): Activations {
    return new Activations(this.form, this.outputs / this.H, this.separate, this.innerStates);
  }

  /** Computes h, and what the cell's state has besides, of row r from its z. */
  abstract activate(a: Activations, r: usize): void;

  /**
   * Computes dz (and dzh) of row r from the gradient by h, which is dh[r] + dPast[p]. Leaves in dPast[p] the part of the
   * gradient by the state before that does not pass through the recurrent matrix. Steps are differentiated from the last
   * to the first; p = r mod ahead. `lane` is the row's.
   */
  abstract differentiate(a: Activations, r: usize, p: usize, lane: usize): void;

  /** Zeroes the gradients that pass from step to step for `count` rows p from `first` on, before the last step. */
  clearGradients(first: usize, count: usize): void {
    memory.fill(this.dPast + first * this.unitBytes, 0, count * this.unitBytes);
  }
}
