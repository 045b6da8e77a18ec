import { floats } from '../memory/arena';
import { scaleVector } from '../numeric/vector';
import { OPTIMIZER } from '../spec.generated';
import { perPiece, spend } from '../work/budget';
import { WHITEN } from './dense';
import { Prefault } from './prefault';
import { Shape } from './shape';
import { Rates, whiten } from './update';

/**
 * Computes directions of descent from the gradients dy by the outputs of a layer: -rate dy for sgd, else
 * -rate dy / sqrt(E[dy^2]). All matrices and embeddings that feed those outputs share them.
 */
export class Descent {
  private readonly mean: usize;
  private readonly prefault!: Prefault;
  private readonly rule: i32;
  /** Outputs of a piece of work. */
  private readonly outputs: i32;

  /** N = padded outputs. */
  constructor(
    private readonly N: i32,
    shape: Shape,
    /** Address of the directions: rows of N floats. */
    readonly directions: usize,
  ) {
    this.rule = shape.optimizer;
    this.mean = floats(N);
    this.prefault = new Prefault(directions);
    this.outputs = max(4, perPiece(i64(shape.horizon) * shape.lanes * WHITEN) & ~3);
  }

  /**
   * Computes the directions of `rows` rows of gradients, `stride` bytes apart in both arrays: a piece, from output `at` on.
   * Returns the next output: N after the last.
   */
  compute(dy: usize, stride: usize, rows: i32, rates: Rates, at: i32): i32 {
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
