import { floats } from '../memory/arena';
import { OPTIMIZER } from '../spec.generated';
import { Shape } from './shape';

/**
 * Buffers that the parts of a network use in turn while they learn; nothing is kept in them between two updates. When
 * learning lags behind, what one part makes ready waits for its update while the next is at work: each gets its own.
 */
export class Workspace {
  private readonly rows: i32;
  private readonly sharedInputs: usize;
  private readonly sharedDirections: usize;
  private readonly sharedGradient: usize;

  /** `widest` = most padded outputs a matrix has. */
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
