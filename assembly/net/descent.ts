import { floats } from '../memory/arena';
import { scaleVector } from '../numeric/vector';
import { OPTIMIZER } from '../spec.generated';
import { perPiece, spend } from '../work/budget';
import { WHITEN } from './dense';
import { Prefault } from './prefault';
import { Shape } from './shape';
import { Rates, whiten } from './update';

/**
 * Turns gradients by the outputs of a layer into directions of descent, shared by every matrix and embedding that
 * feeds those outputs: -rate dy for sgd, -rate dy / sqrt(E[dy^2]) otherwise.
 */
export class Descent {
  private readonly mean: usize;
  private readonly prefault!: Prefault;
  private readonly rule: i32;
  /** Outputs of a piece. */
  private readonly outputs: i32;

  /** N = padded outputs. */
  constructor(
    private readonly N: i32,
    shape: Shape,
    /** Where the directions go. */
    readonly directions: usize,
  ) {
    this.rule = shape.optimizer;
    this.mean = floats(N);
    this.prefault = new Prefault(directions);
    this.outputs = max(4, perPiece(i64(shape.horizon) * shape.lanes * WHITEN) & ~3);
  }

  /**
   * `rows` rows of N floats, `stride` bytes apart, to as many directions: a piece of them, from output `at` on. Returns
   * where to go on: N when all are turned.
   */
  turn(dy: usize, stride: usize, rows: i32, rates: Rates, at: i32): i32 {
    if (!this.prefault.touch(<usize>rows * stride)) return at;
    const count = min(this.N - at, this.outputs);
    const first = (<usize>at) << 2;
    let directions = this.directions + first;
    dy += first;
    spend(f64(count) * f64(rows) * WHITEN);
    if (this.rule == OPTIMIZER.SGD) {
      for (let r = 0; r < rows; r++, directions += stride, dy += stride) {
        scaleVector(directions, dy, -rates.rate, count);
      }
    } else {
      const mean = this.mean + first;
      whiten(directions, dy, stride, count, rows, mean, rates.gain2, -rates.rate);
    }
    return at + count;
  }
}
