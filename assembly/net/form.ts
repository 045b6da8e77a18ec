/** What the arithmetic of a cell depends on, besides its weights. */
export class Form {
  constructor(
    /** Units of a layer. */
    readonly width: i32,
    /** Steps of a segment, and lanes in lockstep. */
    readonly steps: i32,
    readonly lanes: i32,
    /** Step t reads the state of step t - delay. */
    readonly delay: i32,
    /** Whether pre-activations are divided by their root mean square. */
    readonly normalised: bool,
    /** Largest gradient by a pre-activation. */
    readonly clip: f32,
    /** Whether each lane has its own sums of the gradients of gains and biases. */
    readonly apart: bool,
    /** Whether the caller changes h after activate, so that a cell keeps what it needs for back-propagation elsewhere. */
    readonly zoned: bool,
  ) {}

  /** Rows between the state that a step reads and the one that it writes. */
  get ahead(): i32 {
    return this.delay * this.lanes;
  }
}
