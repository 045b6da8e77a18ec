import { floats } from '../memory/arena';
import { OPTIMIZER } from '../spec.generated';
import { Shape } from './shape';

/**
 * Scratch buffers for learning, shared by all matrices of a network, since each update ends before the next begins. With
 * `lag` the updates of all matrices are pending at once, so each matrix gets buffers of its own.
 */
export class Workspace {
  private readonly rows: i32;
  private readonly sharedInputs: usize;
  private readonly sharedDirections: usize;
  private readonly sharedGradient: usize;

  /** `widest`: the largest N of a matrix. */
  constructor(
    private readonly shape: Shape,
    private readonly widest: i32,
  ) {
    this.rows = shape.horizon * shape.lanes;
    this.sharedInputs = shape.lag == 0 ? this.newInputs() : 0;
    this.sharedDirections = shape.lag == 0 ? this.newDirections() : 0;
    this.sharedGradient = shape.lag == 0 ? this.newGradient() : 0;
  }

  /** Inputs of a matrix, whitened: horizon x lanes rows of width floats (factored only). */
  inputs(): usize {
    return this.shape.lag > 0 ? this.newInputs() : this.sharedInputs;
  }

  /** Descent directions of a matrix's outputs: horizon x lanes rows of at most `widest` floats. */
  directions(): usize {
    return this.shape.lag > 0 ? this.newDirections() : this.sharedDirections;
  }

  /** Gradient of one matrix (adam only). */
  gradient(): usize {
    return this.shape.lag > 0 ? this.newGradient() : this.sharedGradient;
  }

  private newInputs(): usize {
    return this.shape.optimizer == OPTIMIZER.FACTORED ? floats(this.rows * this.shape.width) : 0;
  }

  private newDirections(): usize {
    return floats(this.rows * this.widest);
  }

  private newGradient(): usize {
    return this.shape.optimizer == OPTIMIZER.ADAM ? floats(i64(this.shape.width) * this.widest) : 0;
  }
}
