import { floats } from '../memory/arena';
import { randomUnit } from '../numeric/random';
import { addScaled, addScaledToZero, addVector } from '../numeric/vector';
import { OPTIMIZER } from '../spec.generated';
import { perPiece, spend } from '../work/budget';
import { RANDOM } from './dense';
import { Shape } from './shape';

/**
 * Rows of N floats that contexts choose: a one-hot input times a matrix, of which one row is touched a symbol. A row
 * seen seldom takes larger steps, by sqrt(steps of the table / steps of the row) up to a cap: the factored rule for
 * a one-hot input, whose mean square is its frequency.
 */
export class Embedding {
  readonly weights: usize;
  /** Steps of each row, and behind them those of the table. */
  private readonly counts: usize;
  private readonly plain: bool;
  private readonly rate: f32;
  private readonly cap: f32;

  constructor(
    readonly rows: i32,
    readonly N: i32,
    shape: Shape,
    /** Whether rows are zero until they first learn; false where initialise, or somebody else, writes them. */
    public blank: bool,
  ) {
    this.weights = floats(i64(rows) * i64(N));
    this.counts = floats(rows + 1);
    this.plain = shape.optimizer == OPTIMIZER.SGD;
    this.rate = shape.embedRate;
    this.cap = f32(shape.embedCap);
  }

  /**
   * The first n floats of each row uniform in [-scale, scale), as a network whose rows are all zero never starts: a piece
   * of it, from row `first` on. Returns where to go on: `rows` when all are set.
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
   * y += row. A row of zeros is not looked at: reading memory that was never written costs a page fault, and writing
   * to it later another, for which all threads have to stop.
   */
  forward(y: usize, row: i32): void {
    if (this.blank && load<f32>(this.counts + ((<usize>row) << 2)) == 0) return;
    addVector(y, this.at(row), this.N);
  }

  /** Moves a row along `direction` (Descent). */
  learn(row: i32, direction: usize): void {
    const count = this.counts + ((<usize>row) << 2);
    const n = load<f32>(count) + 1;
    store<f32>(count, n);
    let step: f32 = 1;
    if (!this.plain) {
      const all = this.counts + ((<usize>this.rows) << 2);
      const steps = load<f32>(all) + 1;
      store<f32>(all, steps);
      step = this.rate * min(this.cap, sqrt<f32>(steps / n));
    }
    if (this.blank && n == 1) addScaledToZero(this.at(row), direction, step, this.N);
    else addScaled(this.at(row), direction, step, this.N);
  }

  private at(row: i32): usize {
    return this.weights + ((<usize>row * <usize>this.N) << 2);
  }
}
