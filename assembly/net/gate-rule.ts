import { floats } from '../memory/arena';
import { addScaled } from '../numeric/vector';
import { OPTIMIZER } from '../spec.generated';
import { Gate } from './gate';
import { Shape } from './shape';
import { adam, Rates } from './update';

/** Updates the gains and biases of a gate: by Adam, also where the matrices are updated by `factored`, or SGD. */
export class GateRule {
  private readonly n: i32;
  private readonly rule: i32;
  private readonly first: usize;
  private readonly second: usize;

  constructor(
    private readonly gate: Gate,
    shape: Shape,
  ) {
    this.n = 2 * shape.width;
    this.rule = shape.optimizer;
    this.first = shape.beta1 > 0 ? floats(this.n) : 0;
    this.second = floats(this.n);
  }

  /** Updates, and zeroes the gradients. */
  learn(rates: Rates): void {
    const w = this.gate.parameters;
    const g = this.gate.gradients;
    if (this.rule == OPTIMIZER.SGD) addScaled(w, g, -rates.rate, this.n);
    else adam(w, w, this.first, this.second, g, this.n, rates);
    memory.fill(g, 0, (<usize>this.n) << 2);
  }
}
