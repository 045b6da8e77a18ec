import { Gate } from '../net/gate';
import { addVector } from '../numeric/vector';
import { quantiseVector } from '../weights/quantiser';
import { Parameter, vectorRule } from './parameter';
import { Shape } from './shape';

/** Gains and biases of a gate: one unit. Each row of the batch has summed its own gradients. */
export class GateParameter extends Parameter {
  constructor(
    shape: Shape,
    private readonly gate: Gate,
  ) {
    super(shape, 1, 2 * shape.width, gate.parameters, vectorRule(shape));
  }

  reserve(): void {
    super.reserve();
    this.gate.values = this.values;
  }

  /** The gains are one group, the biases another. */
  protected quantise(to: usize, from: usize, _deadZone: f32): void {
    const count = this.shape.width >> 2;
    const bytes = (<usize>this.shape.width) << 2;
    quantiseVector(to, from, count, this.shape.vectorBits);
    quantiseVector(to + bytes, from + bytes, count, this.shape.vectorBits);
  }

  protected accumulate(_unit: i32, g: usize, _rows: i32): void {
    const bytes = (<usize>this.size) << 2;
    memory.copy(g, this.gate.gradients, bytes);
    let from = this.gate.gradients + bytes;
    for (let b = 1; b < this.shape.rows; b++, from += bytes) addVector(g, from, this.size);
  }
}

/** The output layer's bias: one unit, the sum of the rows of dy. */
export class Bias extends Parameter {
  private dy: usize = 0;

  constructor(shape: Shape, size: i32) {
    super(shape, 1, size, 0, vectorRule(shape));
  }

  connect(dy: usize): void {
    this.dy = dy;
  }

  protected quantise(to: usize, from: usize, _deadZone: f32): void {
    quantiseVector(to, from, this.size >> 2, this.shape.vectorBits);
  }

  protected accumulate(_unit: i32, g: usize, rows: i32): void {
    const bytes = (<usize>this.size) << 2;
    memory.fill(g, 0, bytes);
    let dy = this.dy;
    for (let r = 0; r < rows; r++, dy += bytes) addVector(g, dy, this.size);
  }
}
