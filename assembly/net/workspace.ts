import { floats } from '../memory/arena';
import { Shape } from './shape';
import { ADAM } from './update';

/** Buffers that every part of a network uses in turn while it learns; nothing is kept in them between two updates. */
export class Workspace {
  /** Inputs of a matrix, whitened: horizon x lanes rows of width floats. */
  readonly inputs: usize;
  /** Descent directions of a matrix's outputs: horizon x lanes rows of at most `widest` floats. */
  readonly directions: usize;
  /** Gradient of one matrix (adam only). */
  readonly gradient: usize;

  /** `widest` = most padded outputs a matrix has. */
  constructor(shape: Shape, widest: i32) {
    const rows = shape.horizon * shape.lanes;
    this.inputs = floats(rows * shape.width);
    this.directions = floats(rows * widest);
    this.gradient = shape.optimizer == ADAM ? floats(shape.width * widest) : 0;
  }
}
