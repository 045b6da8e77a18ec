import { floats } from '../memory/arena';
import { scaleVector } from '../numeric/vector';
import { Shape } from './shape';
import { Rates, SGD, whiten } from './update';

/**
 * Turns gradients by the outputs of a layer into directions of descent, shared by every matrix and embedding that
 * feeds those outputs: -rate dy for sgd, -rate dy / sqrt(E[dy^2]) otherwise.
 */
export class Descent {
  private readonly mean: usize;
  private readonly rule: i32;

  /** N = padded outputs. */
  constructor(
    private readonly N: i32,
    shape: Shape,
  ) {
    this.rule = shape.optimizer;
    this.mean = floats(N);
  }

  /** `rows` rows of N floats, `stride` bytes apart in both. */
  turn(directions: usize, dy: usize, stride: usize, rows: i32, rates: Rates): void {
    if (this.rule == SGD) {
      for (let r = 0; r < rows; r++, directions += stride, dy += stride) {
        scaleVector(directions, dy, -rates.rate, this.N);
      }
      return;
    }
    whiten(directions, dy, stride, this.N, rows, this.mean, rates.gain2, -rates.rate);
  }
}
