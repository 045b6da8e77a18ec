import { floats } from '../memory/arena';
import { log4, squash, stretch, tanh4 } from '../numeric/elementary';
import { Parameter, vectorRule } from './parameter';
import { Shape } from './shape';

/** Logits are used up to this size, so that no probability is subnormal. */
const LARGEST: f32 = 40;

/** Floats of the parameter: one is in use. */
const SIZE: i32 = 4;

/**
 * A binary symmetric channel between hidden symbols and those that are seen: each is wrong with probability e. Its
 * parameter c = ln((1 - e) / e) is learned. Logits are those of symbol 1 against symbol 0.
 */
export class Channel extends Parameter {
  /** Gradients by c of the rows of the batch, [row][step]. */
  private d: usize = 0;

  constructor(shape: Shape) {
    super(shape, 1, SIZE, 0, vectorRule(shape));
  }

  reserve(): void {
    super.reserve();
    this.d = floats(i64(this.shape.rows) * this.shape.length);
  }

  initialise(): void {
    store<f32>(this.weights, stretch(1 - this.shape.noise));
  }

  private get c(): f32 {
    return limited(load<f32>(this.weights));
  }

  /** The logit of the symbol that is seen, from that of the hidden symbol. */
  forward(hidden: f32): f32 {
    const h = limited(hidden);
    const right = squash(this.c);
    const wrong = squash(-this.c);
    const one = squash(h);
    const zero = squash(-h);
    return log(right * one + wrong * zero) - log(right * zero + wrong * one);
  }

  /** The mean of the hidden symbol as -1 or +1, from its logit before a symbol was seen; `sign`: that symbol, 0: none. */
  mean(hidden: f32, sign: f32): f32 {
    return f32x4.extract_lane(tanh4(f32x4.splat(0.5 * (hidden + sign * this.c))), 0);
  }

  /** Takes the gradient d by the logit of the symbol seen, of step t of row b; returns that by the hidden symbol's. */
  backward(hidden: f32, d: f32, t: i32, b: i32): f32 {
    const h = limited(hidden);
    const right = squash(this.c);
    const wrong = squash(-this.c);
    const one = squash(h);
    const zero = squash(-h);
    const factor = d / ((right * one + wrong * zero) * (right * zero + wrong * one));
    store<f32>(
      this.d + ((<usize>(b * this.shape.length + t)) << 2),
      factor * right * wrong * (one - zero),
    );
    return factor * one * zero * (right - wrong);
  }

  protected accumulate(_unit: i32, g: usize, rows: i32): void {
    const steps = rows / this.shape.rows;
    let sum: f32 = 0;
    for (let b = 0; b < this.shape.rows; b++) {
      const d = this.d + ((<usize>(b * this.shape.length)) << 2);
      for (let t = 0; t < steps; t++) sum += load<f32>(d + ((<usize>t) << 2));
    }
    store<f32>(g, sum);
  }
}

function limited(logit: f32): f32 {
  return max<f32>(-LARGEST, min<f32>(LARGEST, logit));
}

function log(x: f32): f32 {
  return f32x4.extract_lane(log4(f32x4.splat(x)), 0);
}
