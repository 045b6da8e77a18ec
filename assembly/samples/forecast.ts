import { History } from '../context/history';
import { floats } from '../memory/arena';
import { LeastSquares } from './least-squares';
import { RecordLayout } from './record-layout';

/** Most channels, each with a model of its own. */
export const CHANNELS = 4;
/** Classes of the size of recent errors. */
const CLASSES = 32;
/** Errors are stored for the last so many bytes, a ring: more than the longest row. */
const KEPT: i32 = 16384;

/** A prediction of the next sample by a linear model for each channel, and an estimate of its error. */
export class Forecast {
  /** The predicted value, 0 to 255 or 65,535. */
  value: f32 = 0;
  /** Mean absolute error of earlier predictions of the same channel and class of errors, at least 1e-6. */
  spread: f32 = 1;
  /** Class of the recent errors, 0 to 31: see classOf. */
  errorClass: i32 = 0;
  /** What was subtracted from the neighbours of the newest prediction. */
  private center: f32 = 0;
  /** Mean errors, f32 [channel][class]. */
  private readonly errors: usize;
  /** Running mean of the errors of each channel, f32. */
  private readonly recent: usize;
  /** Errors by byte position modulo KEPT, f32. */
  private readonly sizes: usize;
  private readonly models: LeastSquares[] = [];

  /** n = inputs of the models; `workspace` as in LeastSquares. */
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

  /** Starts over, with models that forget by `fade` a sample. */
  reset(fade: f32): void {
    for (let c = 0; c < CHANNELS; c++) {
      this.models[c].reset(fade);
      store<f32>(this.recent + ((<usize>c) << 2), 8);
    }
    for (let k = 0; k < CLASSES * CHANNELS; k++)
      store<f32>(this.errors + ((<usize>k) << 2), typical(k % CLASSES));
  }

  /** Predicts a sample, 0 to `most`, from its neighbours x, from which `center` was subtracted. */
  predict(x: usize, center: f32, most: f32, channel: i32): void {
    const layout = this.layout;
    this.center = center;
    const value = center + this.models[channel].predict(x);
    // This order of the comparison makes NaN 0.
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
    // A divisor, so above 0.
    this.spread = max<f32>(
      1e-6,
      load<f32>(this.errors + ((<usize>(channel * CLASSES + this.errorClass)) << 2)),
    );
  }

  /** Updates model and errors with the actual value of the sample that predict predicted. */
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

  /** The error `distance` bytes ago. */
  private size(distance: i32): f32 {
    return load<f32>(this.sizes + ((<usize>((this.history.count - distance) & (KEPT - 1))) << 2));
  }
}

/** The class of a mean error e: about 2 log2(4 e + 1), from the exponent and the first bit of the fraction. */
function classOf(error: f32): i32 {
  return min(CLASSES - 1, (reinterpret<i32>(error * 4 + 1) >> 22) - 254);
}

/** The smallest error of a class, at least 0.25. */
function typical(index: i32): f32 {
  return max<f32>(0.25, reinterpret<f32>((index + 254) << 22) * 0.25);
}
