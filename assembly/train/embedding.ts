import { randomise } from '../net/initial';
import { PANEL, PANEL_ROW, padded } from '../numeric/panel';
import { addVector } from '../numeric/vector';
import { newFactoredRule } from './factored-rule';
import { History } from './history';
import { Parameter } from './parameter';
import { Shape } from './shape';
import { Update } from './update';

/**
 * A matrix whose input is the last `window` symbols, each one-hot: row i V + s is added where symbol s stands i + 1 steps
 * back. In panels as other matrices; a unit is a panel.
 */
export class Embedding extends Parameter {
  readonly rows: i32;
  readonly N: i32;
  private dy: usize = 0;
  private readonly rowBytes: usize;

  constructor(
    shape: Shape,
    readonly n: i32,
    private readonly history: History,
  ) {
    super(shape, padded(n) / PANEL, shape.window * shape.symbols * PANEL);
    this.rows = shape.window * shape.symbols;
    this.N = padded(n);
    this.rowBytes = (<usize>this.N) << 2;
    this.factored = newFactoredRule(shape, this.rows, this.N);
  }

  initialise(scale: f32): void {
    randomise(this.weights, this.rows, this.n, scale, 0, this.units * this.rows);
  }

  /** Sets where the gradients dy by the outputs are: rows of N floats. */
  connect(dy: usize): void {
    this.dy = dy;
  }

  /** y = sum of the rows that step t of row b of the batch selects; y is N floats. */
  forward(y: usize, t: i32, b: i32): void {
    const V = this.shape.symbols;
    for (let i = 0, first = 0; i < this.shape.window; i++, first += V) {
      const row = this.values + <usize>(first + this.history.at(t - 1 - i, b)) * PANEL_ROW;
      for (let p = 0; p < this.units; p++) {
        const from = row + this.offset(p);
        const to = y + <usize>p * PANEL_ROW;
        if (i == 0) memory.copy(to, from, PANEL_ROW);
        else addVector(to, from, PANEL);
      }
    }
  }

  protected observeMoments(unit: i32, rows: i32, by: Update): void {
    const dy = this.dy + <usize>unit * PANEL_ROW;
    if (unit == 0) this.observeFrequencies(rows, by);
    this.factored!.observeOutputs(unit, dy, this.rowBytes, rows, by);
  }

  protected accumulate(unit: i32, g: usize, rows: i32): void {
    memory.fill(g, 0, (<usize>this.size) << 2);
    const V = this.shape.symbols;
    const B = this.shape.rows;
    let dy = this.dy + <usize>unit * PANEL_ROW;
    for (let t = 0; t * B < rows; t++) {
      for (let b = 0; b < B; b++, dy += this.rowBytes) {
        for (let i = 0, first = 0; i < this.shape.window; i++, first += V) {
          const row = first + this.history.at(t - 1 - i, b);
          addVector(g + <usize>row * PANEL_ROW, dy, PANEL);
        }
      }
    }
  }

  /** The mean square of a one-hot input is its frequency. */
  private observeFrequencies(rows: i32, by: Update): void {
    const V = this.shape.symbols;
    const B = this.shape.rows;
    const means = this.factored!.inputs;
    const gain = by.rates.gain2;
    const one = gain / f32(rows);
    for (let row = 0; row < this.rows; row++) {
      const at = means + ((<usize>row) << 2);
      store<f32>(at, load<f32>(at) * (1 - gain));
    }
    for (let t = 0; t * B < rows; t++) {
      for (let b = 0; b < B; b++) {
        for (let i = 0, first = 0; i < this.shape.window; i++, first += V) {
          const at = means + ((<usize>(first + this.history.at(t - 1 - i, b))) << 2);
          store<f32>(at, load<f32>(at) + one);
        }
      }
    }
  }
}
