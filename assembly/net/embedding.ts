import { floats } from '../memory/arena';
import { randomUnit } from '../numeric/random';
import { addScaled, addScaledToZero, addVector } from '../numeric/vector';
import { OPTIMIZER } from '../spec.generated';
import { perPiece, spend } from '../work/budget';
import { RANDOM } from './dense';
import { Shape } from './shape';

/**
 * A matrix of N columns times a one-hot input: a symbol reads and updates one row of it. The step of a row is multiplied
 * by sqrt(updates of the matrix / updates of the row), up to a cap. This is the factored rule, since the mean square of
 * a one-hot input is its frequency.
 */
export class Embedding {
  readonly weights: usize;
  /** f32 update counts: one a row, and at index `rows` that of the matrix. */
  private readonly counts: usize;
  private readonly isSgd: bool;
  private readonly rate: f32;
  private readonly cap: f32;

  constructor(
    readonly rows: i32,
    readonly N: i32,
    shape: Shape,
    /** Whether a row is zero until its first update; false where initialise or a host writes rows. */
    public lazy: bool,
  ) {
    this.weights = floats(i64(rows) * i64(N));
    this.counts = floats(rows + 1);
    this.isSgd = shape.optimizer == OPTIMIZER.SGD;
    this.rate = shape.embedRate;
    this.cap = f32(shape.embedCap);
  }

  /**
   * Sets the first n floats of each row to random numbers uniform in [-scale, scale): a piece, from row `first` on.
   * Returns the next row: `rows` after the last. Some embedding must be random: a network whose rows are all zero has
   * zero gradients.
   */
  initialise(n: i32, scale: f32, first: i32): i32 {
    const end = min(this.rows, first + perPiece(i64(n) * RANDOM));
    spend(f64(end - first) * f64(n) * RANDOM);
    for (let r = first; r < end; r++) {
      const row = this.at(r);
      for (let i = 0; i < n; i++) store<f32>(row + ((<usize>i) << 2), scale * randomUnit());
    }
    return end;
  }

  /**
   * y += row. A row that is still zero is not read: a read of memory that was never written costs a page fault, the first
   * write another, and for that one all threads stop.
   */
  forward(y: usize, row: i32): void {
    if (this.lazy && load<f32>(this.counts + ((<usize>row) << 2)) == 0) return;
    addVector(y, this.at(row), this.N);
  }

  /** Adds a step along `direction` (Descent) to a row. */
  learn(row: i32, direction: usize): void {
    const count = this.counts + ((<usize>row) << 2);
    const n = load<f32>(count) + 1;
    store<f32>(count, n);
    let step: f32 = 1;
    if (!this.isSgd) {
      const all = this.counts + ((<usize>this.rows) << 2);
      const steps = load<f32>(all) + 1;
      store<f32>(all, steps);
      step = this.rate * min(this.cap, sqrt<f32>(steps / n));
    }
    if (this.lazy && n == 1) addScaledToZero(this.at(row), direction, step, this.N);
    else addScaled(this.at(row), direction, step, this.N);
  }

  private at(row: i32): usize {
    return this.weights + ((<usize>row * <usize>this.N) << 2);
  }
}
