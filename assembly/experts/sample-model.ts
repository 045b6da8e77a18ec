import { History } from '../context/history';
import { log4, sigmoid4 } from '../numeric/elementary';
import { Forecast } from '../samples/forecast';
import { Samples } from '../samples/samples';
import { Expert } from './expert';

/** Members of the spec's field `samples`. */
export const DIRECT = 0;
export const SECOND = 1;

/** The scale of the logistic distribution times its mean error. */
const WIDTH: f32 = 1.5;

/** Inputs for each forecast. */
const INPUTS = 2;

/**
 * Says of each bit what the distribution around the expected value says: logistic, as wide as errors of its class were.
 */
export class SampleModel extends Expert {
  constructor(
    private readonly history: History,
    private readonly samples: Samples,
  ) {
    super();
  }

  get inputs(): i32 {
    return this.samples.forecasts.length * INPUTS;
  }

  predict(x: usize): void {
    const forecasts = this.samples.forecasts;
    for (let f = 0; f < forecasts.length; f++, x += INPUTS * 4) this.speak(x, forecasts[f]);
  }

  private speak(x: usize, forecast: Forecast): void {
    const samples = this.samples;
    if (!samples.predicted) {
      store<f32>(x, 0);
      store<f32>(x, 0, 4);
      return;
    }
    const history = this.history;
    const layout = samples.layout;
    const left = 8 - history.bits;
    // The values of the byte that the bits so far leave open, from low to high, middle between.
    let low = (history.partial << left) - 256;
    const half = 1 << (left - 1);
    let unit: f32 = 1;
    let base: f32 = 0;
    // The sign's bit of samples that have one is counted the other way round.
    let turned = false;
    if (samples.part != 0) {
      const most = layout.bigFirst == (samples.part == 1);
      if (layout.signed && most) {
        if (history.bits > 0) low ^= 128;
        else turned = true;
      }
      if (samples.part == 1) {
        if (most) unit = 256;
        else {
          this.fold(x, forecast, f32(low), f32(half));
          return;
        }
      } else if (most) {
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
    // On the side where the sums are small, differences are exact.
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
    if (turned) this.write(x, over, under);
    else this.write(x, under, over);
  }

  /** The less significant byte, which comes first: of the more significant one the four likeliest values are summed over. */
  private fold(x: usize, forecast: Forecast, low: f32, half: f32): void {
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
