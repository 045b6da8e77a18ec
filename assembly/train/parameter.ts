import { floats } from '../memory/arena';
import { adam } from '../net/update';
import { PANEL, PANEL_ROW } from '../numeric/panel';
import { addScaled, dot, scaleVector } from '../numeric/vector';
import { quantiseColumns } from '../weights/quantiser';
import { changeExponentially } from './exponentiated';
import { FactoredRule } from './factored-rule';
import { OPTIMIZER } from './fields.generated';
import { Shape } from './shape';
import { Update } from './update';

/**
 * Numbers that learn, in units that are computed and updated independently of one another, by any thread. The gradient
 * is of the cost in nats, summed over the symbols of a batch.
 */
export abstract class Parameter {
  readonly weights: usize;
  /** What forward and backward passes read: the weights, or their quantised copy, which lives for a batch. */
  values: usize;
  /** Moments as the weights; 0 where the rule has none. */
  private readonly first: usize;
  private readonly second: usize;
  /** Of matrices with the rule `factored`. */
  protected factored: FactoredRule | null = null;
  private gradient: usize = 0;
  /** Sum of the squares of the gradient, f32 a unit. */
  private squares: usize = 0;

  /** `size`: floats of a unit, a multiple of 4. `weights`: their address; 0: reserved here. */
  constructor(
    protected readonly shape: Shape,
    readonly units: i32,
    protected readonly size: i32,
    weights: usize = 0,
    private readonly rule: i32 = shape.optimizer,
  ) {
    const count = i64(units) * size;
    const adam = rule == OPTIMIZER.ADAM;
    this.weights = weights != 0 ? weights : floats(count);
    this.values = this.weights;
    this.first = adam && shape.momentum ? floats(count) : 0;
    this.second = adam ? floats(count) : 0;
  }

  /** Reserves what lives for a batch only. */
  reserve(): void {
    this.gradient = floats(i64(this.units) * this.size);
    this.squares = floats(this.units);
    if (this.shape.quantised) this.values = floats(i64(this.units) * this.size);
  }

  /** Makes the values of a unit from its weights: quantised with a dead zone, or as they are where it is 0. */
  prepare(unit: i32, deadZone: f32): void {
    const at = this.offset(unit);
    if (deadZone > 0) this.quantise(this.values + at, this.weights + at, deadZone);
    else memory.copy(this.values + at, this.weights + at, (<usize>this.size) << 2);
  }

  /** Quantises a unit of a matrix: a panel, of which each column is a group. */
  protected quantise(to: usize, from: usize, deadZone: f32): void {
    const rows = this.size / PANEL;
    const bits = this.shape.weightBits;
    for (let o: usize = 0; o < PANEL_ROW; o += 16) {
      quantiseColumns(to + o, from + o, PANEL_ROW, rows, bits, deadZone);
    }
  }

  /** Sets the gradient of a unit, at g, to the sum over the batch's first `rows` rows (steps x rows of the batch). */
  protected abstract accumulate(unit: i32, g: usize, rows: i32): void;

  /** Moves the means of the rule `factored` by the same rows. */
  moveMoments(unit: i32, rows: i32, by: Update): void {
    if (this.factored) this.observeMoments(unit, rows, by);
  }

  protected observeMoments(_unit: i32, _rows: i32, _by: Update): void {}

  /** Computes the gradient of a unit. */
  compute(unit: i32, rows: i32): void {
    const g = this.gradient + this.offset(unit);
    this.accumulate(unit, g, rows);
    store<f32>(this.squares + ((<usize>unit) << 2), this.sumOfSquares(g, unit));
  }

  /** Sum of the squares of the gradient of a unit, at g. */
  protected sumOfSquares(g: usize, _unit: i32): f32 {
    return dot(g, g, this.size);
  }

  /** Sum of the squares of the gradient of a unit. */
  square(unit: i32): f32 {
    return load<f32>(this.squares + ((<usize>unit) << 2));
  }

  /** Updates a unit. */
  update(unit: i32, by: Update): void {
    const at = this.offset(unit);
    if (!this.factored) this.change(at, this.size, by);
    else this.factored!.update(unit, this.weights + at, this.gradient + at, by);
  }

  /** Updates the n weights that begin `at` bytes behind the first. */
  protected change(at: usize, n: i32, by: Update): void {
    const w = this.weights + at;
    const g = this.gradient + at;
    const step = by.rates.rate * by.scale;
    if (this.rule == OPTIMIZER.ADAM) {
      scaleVector(g, g, by.scale, n);
      const m = this.first != 0 ? this.first + at : 0;
      adam(w, w, m, this.second + at, g, n, by.rates);
    } else if (this.rule == OPTIMIZER.EXPONENTIATED) {
      changeExponentially(w, g, step, this.shape.smallest, n);
    } else {
      addScaled(w, g, -step, n);
    }
  }

  protected offset(unit: i32): usize {
    return (<usize>unit * <usize>this.size) << 2;
  }
}

/** The rule for vectors: Adam where matrices have `factored`, which needs inputs and outputs. */
export function vectorRule(shape: Shape): i32 {
  return shape.optimizer == OPTIMIZER.FACTORED ? OPTIMIZER.ADAM : shape.optimizer;
}
