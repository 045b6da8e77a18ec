import { floats } from '../memory/arena';
import { FLOOR, moveMeans4 } from '../net/update';
import { rsqrt4 } from '../numeric/elementary';
import { madd, PANEL, PANEL_ROW } from '../numeric/panel';
import { OPTIMIZER } from './fields.generated';
import { Shape } from './shape';
import { Update } from './update';

/**
 * The rule `factored` (net/update.ts) for the gradient g of a matrix, summed over `rows` rows: weight (k, o) moves by
 * -rate g / sqrt(E[x_k^2] E[dy_o^2] rows), less where the norm of the gradient is above `clip`.
 */
export class FactoredRule {
  /** Mean squares of the K inputs x, and of the N gradients dy by the outputs. */
  readonly inputs: usize;
  private readonly outputs: usize;

  constructor(
    private readonly K: i32,
    N: i32,
  ) {
    this.inputs = floats(K);
    this.outputs = floats(N);
  }

  /** Takes the inputs of a batch. */
  observeInputs(x: usize, stride: usize, rows: i32, by: Update): void {
    moveMeans(this.inputs, x, stride, this.K, rows, by.rates.gain2);
  }

  /** Takes the gradients by the outputs of a panel. */
  observeOutputs(panel: i32, dy: usize, stride: usize, rows: i32, by: Update): void {
    const means = this.outputs + <usize>panel * PANEL_ROW;
    moveMeans(means, dy, stride, PANEL, rows, by.rates.gain2);
  }

  /** Updates the weights of a panel at w by their gradient at g. */
  update(panel: i32, w: usize, g: usize, by: Update): void {
    const clipped = by.scale * f32(by.symbols);
    const rate = (-by.rates.rate * clipped) / sqrt<f32>(f32(by.rows));
    const outputs = this.outputs + <usize>panel * PANEL_ROW;
    const floor = f32x4.splat(FLOOR);
    for (let o: usize = 0; o < PANEL_ROW; o += 16) {
      const byOutput = rsqrt4(f32x4.add(v128.load(outputs + o), floor));
      const factor = f32x4.mul(f32x4.splat(rate), byOutput);
      let at = o;
      for (let k: usize = 0; k < (<usize>this.K) << 2; k += 4, at += PANEL_ROW) {
        const byInput = rsqrt4(f32x4.add(v128.load_splat<f32>(this.inputs + k), floor));
        const step = f32x4.mul(factor, byInput);
        v128.store(w + at, madd(v128.load(w + at), step, v128.load(g + at)));
      }
    }
  }
}

/** The rule for a matrix from K inputs to N outputs; null where another rule is chosen. */
export function newFactoredRule(shape: Shape, K: i32, N: i32): FactoredRule | null {
  return shape.optimizer == OPTIMIZER.FACTORED ? new FactoredRule(K, N) : null;
}

/** Moves `means` (n floats) by `gain` towards the mean squares of the columns of x, `rows` rows `stride` bytes apart. */
function moveMeans(means: usize, x: usize, stride: usize, n: i32, rows: i32, gain: f32): void {
  const perRow = f32x4.splat(1 / f32(rows));
  const gains = f32x4.splat(gain);
  for (let i: usize = 0, bytes = (<usize>n) << 2; i < bytes; i += 16) {
    moveMeans4(means + i, x + i, stride, rows, perRow, gains);
  }
}
