import { History } from '../context/history';
import { log4, sigmoid4 } from '../numeric/elementary';
import { Forecast } from '../samples/forecast';
import { Samples } from '../samples/samples';
import { FAMILY } from '../spec.generated';
import { Expert } from './expert';
import { SharedState } from './shared-state';

/** The scale of the logistic distribution times its mean error. */
const WIDTH: f32 = 1.5;

/** Inputs of each forecast. */
const INPUTS = 2;

/**
 * Predicts each bit from a logistic distribution of the sample around its forecast, as wide as the errors of the
 * forecast's class are.
 */
export class SampleModel extends Expert {
  private readonly history: History;
  private readonly samples: Samples;

  constructor(state: SharedState) {
    super();
    this.history = state.history;
    this.samples = state.samples!;
  }

  get family(): i32 {
    return FAMILY.SAMPLES;
  }

  get inputs(): i32 {
    return this.samples.forecasts.length * INPUTS;
  }

  predict(x: usize): void {
    const forecasts = this.samples.forecasts;
    for (let f = 0; f < forecasts.length; f++, x += INPUTS * 4) this.predictFrom(forecasts[f], x);
  }

  private predictFrom(forecast: Forecast, x: usize): void {
    const samples = this.samples;
    if (!samples.predicted) {
      store<f32>(x, 0);
      store<f32>(x, 0, 4);
      return;
    }
    const history = this.history;
    const layout = samples.layout;
    const left = 8 - history.bits;
    // The bits so far leave the byte's values from `low` to low + 2 half - 1; the next bit says which half.
    let low = (history.partial << left) - 256;
    const half = 1 << (left - 1);
    let unit: f32 = 1;
    let base: f32 = 0;
    // A 1 as sign bit means smaller values.
    let inverted = false;
    if (samples.part != 0) {
      const isHigh = layout.bigFirst == (samples.part == 1);
      if (layout.signed && isHigh) {
        if (history.bits > 0) low ^= 128;
        else inverted = true;
      }
      if (samples.part == 1) {
        if (isHigh) unit = 256;
        else {
          this.predictLowByte(forecast, f32(low), f32(half), x);
          return;
        }
      } else if (isHigh) {
        unit = 256;
        base = f32(layout.first) - 127.5;
      } else {
        base = f32(layout.first << 8);
      }
    }
    const r = WIDTH / forecast.spread;
    const a = (f32(low) * unit + base - 0.5 - forecast.value) * r;
    const m = (f32(low + half) * unit + base - 0.5 - forecast.value) * r;
    const b = (f32(low + half * 2) * unit + base - 0.5 - forecast.value) * r;
    // Differences are taken in the tail where the sigmoids are small: there they are exact.
    let under: f32, over: f32;
    if (m > 0) {
      const s = sigmoid4(three(-a, -m, -b));
      under = f32x4.extract_lane(s, 0) - f32x4.extract_lane(s, 1);
      over = f32x4.extract_lane(s, 1) - f32x4.extract_lane(s, 2);
    } else {
      const s = sigmoid4(three(a, m, b));
      under = f32x4.extract_lane(s, 1) - f32x4.extract_lane(s, 0);
      over = f32x4.extract_lane(s, 2) - f32x4.extract_lane(s, 1);
    }
    if (inverted) this.write(x, over, under);
    else this.write(x, under, over);
  }

  /** The less significant byte, which is coded first: a sum over the four likeliest values of the more significant one. */
  private predictLowByte(forecast: Forecast, low: f32, half: f32, x: usize): void {
    const r = f32x4.splat(WIDTH / forecast.spread);
    const first =
      f32(i32(forecast.value * (1.0 / 256) + 1.5) - 3) * 256 + low - 0.5 - forecast.value;
    const a = f32x4.add(f32x4.splat(first), f32x4(0, 256, 512, 768));
    const m = f32x4.add(a, f32x4.splat(half));
    const b = f32x4.add(m, f32x4.splat(half));
    const fa = sigmoid4(f32x4.mul(a, r));
    const fm = sigmoid4(f32x4.mul(m, r));
    const fb = sigmoid4(f32x4.mul(b, r));
    this.write(x, sum(f32x4.sub(fm, fa)), sum(f32x4.sub(fb, fm)));
  }

  /** The two inputs from the probabilities of a 0 and a 1, whose sum need not be 1. */
  private write(x: usize, under: f32, over: f32): void {
    const few: f32 = 1e-5;
    const u = max<f32>(under, 0) + few * (under + over) + 1e-12;
    const o = max<f32>(over, 0) + few * (under + over) + 1e-12;
    const logs = log4(three(u, o, 1));
    const stretched = max<f32>(
      -10,
      min<f32>(10, f32x4.extract_lane(logs, 1) - f32x4.extract_lane(logs, 0)),
    );
    store<f32>(x, stretched);
    store<f32>(x, (o / (u + o)) * 4 - 2, 4);
  }
}

function sum(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

function three(a: f32, b: f32, c: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(c), 0, a), 1, b);
}
