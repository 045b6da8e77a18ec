import { Rates } from '../net/update';
import { Shape } from './shape';

/** What an update of the parameters depends on, the same for all of them. */
export class Update {
  readonly rates: Rates = new Rates();
  /** Factor of the gradient: 1 / symbols for the mean cost, less where the norm is above `clip`. */
  scale: f32 = 0;
  /** Symbols that the gradient is the sum over. */
  symbols: i32 = 0;
  /** Rows of the batch, steps x rows, that it is the sum over. */
  rows: i32 = 0;

  constructor(private readonly shape: Shape) {}

  /** `updates`: the number of this update, from 1. */
  begin(rate: f32, updates: i32, symbols: i32, rows: i32): void {
    this.rates.set(rate, this.shape.beta1, this.shape.beta2, updates);
    this.symbols = symbols;
    this.rows = rows;
  }

  /** Sets the factor from the sum of the squares of the gradient. False when that is not finite. */
  clip(squares: f64): bool {
    const mean = 1 / f64(this.symbols);
    const norm = sqrt<f64>(squares) * mean;
    const limit = f64(this.shape.clip);
    this.scale = f32(limit > 0 && norm > limit ? mean * (limit / norm) : mean);
    return squares < Infinity;
  }
}
