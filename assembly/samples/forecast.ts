import { History } from '../context/history';
import { floats } from '../memory/arena';
import { LeastSquares } from './least-squares';
import { RecordLayout } from './record-layout';

/** Colours or channels told apart. */
export const CHANNELS = 4;
/** Classes of how large errors have been of late. */
const CLASSES = 32;
/** Sizes of errors are kept for so many bytes: rows at their longest, and more. */
const KEPT: i32 = 16384;

/** What one linear model of each channel expects of the next sample, and how far off it may be. */
export class Forecast {
  /** The expected value; the mean error of those of its class; the class. */
  value: f32 = 0;
  spread: f32 = 1;
  errorClass: i32 = 0;
  private center: f32 = 0;
  private readonly errors: usize;
  private readonly recent: usize;
  private readonly sizes: usize;
  private readonly models: LeastSquares[] = [];

  /** n neighbours. */
  constructor(
    private readonly history: History,
    private readonly layout: RecordLayout,
    n: i32,
    workspace: usize,
  ) {
    this.errors = floats(CLASSES * CHANNELS);
    this.recent = floats(CHANNELS);
    this.sizes = floats(KEPT);
    for (let c = 0; c < CHANNELS; c++) this.models.push(new LeastSquares(n, workspace));
  }

  reset(fade: f32): void {
    for (let c = 0; c < CHANNELS; c++) {
      this.models[c].reset(fade);
      store<f32>(this.recent + ((<usize>c) << 2), 8);
    }
    for (let k = 0; k < CLASSES * CHANNELS; k++)
      store<f32>(this.errors + ((<usize>k) << 2), typical(k % CLASSES));
  }

  /** From the neighbours x, `center` subtracted. */
  predict(x: usize, center: f32, most: f32, channel: i32): void {
    const layout = this.layout;
    this.center = center;
    const value = center + this.models[channel].predict(x);
    // So said, what is not a number is 0.
    this.value = value > 0 ? min<f32>(most, value) : 0;
    let recent = load<f32>(this.recent + ((<usize>channel) << 2));
    if (layout.rows) {
      const s = layout.stride;
      const r = layout.rowStride;
      recent =
        (recent +
          this.size(s) * 2 +
          this.size(r) * 2 +
          this.size(r - s) +
          this.size(r + s) +
          this.size(layout.width)) *
        0.125;
    }
    this.errorClass = classOf(recent);
    // Above 0, however well it went: it divides.
    this.spread = max<f32>(
      1e-6,
      load<f32>(this.errors + ((<usize>(channel * CLASSES + this.errorClass)) << 2)),
    );
  }

  learn(x: usize, actual: f32, channel: i32): void {
    this.models[channel].learn(x, actual - this.center);
    const size = abs(actual - this.value);
    store<f32>(
      this.sizes + ((<usize>((this.history.count - this.layout.width) & (KEPT - 1))) << 2),
      size,
    );
    const recent = this.recent + ((<usize>channel) << 2);
    store<f32>(recent, load<f32>(recent) + (size - load<f32>(recent)) * 0.16);
    const mean = this.errors + ((<usize>(channel * CLASSES + this.errorClass)) << 2);
    store<f32>(mean, load<f32>(mean) + (size - load<f32>(mean)) * 0.01);
  }

  /** How large the error was `distance` bytes ago. */
  private size(distance: i32): f32 {
    return load<f32>(this.sizes + ((<usize>((this.history.count - distance) & (KEPT - 1))) << 2));
  }
}

/** 2 log2 of 4 times a mean error, and 1, cut to a class: exponent and first bit of the fraction. */
function classOf(error: f32): i32 {
  return min(CLASSES - 1, (reinterpret<i32>(error * 4 + 1) >> 22) - 254);
}

/** An error of a class. */
function typical(index: i32): f32 {
  return max<f32>(0.25, reinterpret<f32>((index + 254) << 22) * 0.25);
}
