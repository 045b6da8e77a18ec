import { History } from '../context/history';
import { allocate, floats } from '../memory/arena';
import { CHANNELS, Forecast } from './forecast';
import { LeastSquares } from './least-squares';
import { RecordLayout } from './record-layout';

/** Earlier samples that a sample is predicted from. */
const NEIGHBOURS = 24;
/** Factors by which observations fade at each new sample. The first forecast takes SLOW with rows, FAST without. */
const SLOW: f32 = 0.9995;
const FAST: f32 = 0.998;

/**
 * Predicts samples of sound and pixels of pictures, of one or two bytes, from their neighbours in the record layout. The
 * first byte of two is predicted from the sample's prediction, the second from that and the first.
 */
export class Samples {
  /** False where the layout has more than CHANNELS channels, and before byte 2,048: then nothing is predicted. */
  active: bool = false;
  /** Predictions of the sample by one or two models that forget differently; values as RecordLayout.sample has them. */
  readonly forecasts: Forecast[] = [];
  /** What the next byte is: 0 = a sample, 1 = the first byte of two, 2 = the second. */
  part: i32 = 0;
  /** Whether the forecasts are of the sample at hand. */
  predicted: bool = false;
  /** Channel of that sample. */
  private channel: i32 = 0;
  /** `changes` of the layout that the offsets are for. */
  private version: i32 = -1;
  /** Address of the sample. */
  private began: usize = 0;
  /** Distances from a sample to its neighbours, i32, bytes. */
  private readonly offsets: usize;
  /** Values of the neighbours, the first one's subtracted, f32. */
  private readonly x: usize;

  constructor(
    private readonly history: History,
    readonly layout: RecordLayout,
    count: i32,
  ) {
    this.offsets = allocate(NEIGHBOURS * 4);
    this.x = floats(NEIGHBOURS);
    const workspace = LeastSquares.workspace(NEIGHBOURS);
    for (let f = 0; f < count; f++)
      this.forecasts.push(new Forecast(history, layout, NEIGHBOURS, workspace));
  }

  /** The first forecast, which selectors use. */
  get main(): Forecast {
    return this.forecasts[0];
  }

  /** Begins a byte: updates with the sample that ended, predicts the one that begins. Call after layout.beginByte(). */
  beginByte(): void {
    const layout = this.layout;
    const changed = layout.changes != this.version;
    if (this.predicted && !changed && this.history.at >= this.began + <usize>layout.width)
      this.learn();
    if (changed) this.restart();
    if (!this.active) return;
    if (layout.width == 1) {
      this.part = 0;
    } else {
      this.part = ((this.history.count ^ layout.odd) & 1) + 1;
      if (this.part == 2) return;
    }
    this.predict();
  }

  /** Starts over with the neighbours of a new layout. */
  private restart(): void {
    const layout = this.layout;
    this.version = layout.changes;
    this.predicted = false;
    const width = layout.width;
    const channels = layout.stride / width;
    this.active = channels <= CHANNELS && this.history.count >= 2048;
    if (!this.active) return;
    for (let f = 0; f < this.forecasts.length; f++) {
      this.forecasts[f].reset((f == 0) == layout.rows ? SLOW : FAST);
    }
    const s = layout.stride;
    const r = layout.rowStride;
    const to = this.offsets;
    let used = 0;
    // The samples to the left and above; other channels of this pixel and of those around it; then farther to the left.
    used = this.add(used, s);
    if (layout.rows && r % width == 0) {
      used = this.add(used, r);
      used = this.add(used, r + s);
      used = this.add(used, r - s);
      used = this.add(used, 2 * s);
      used = this.add(used, 2 * r);
      used = this.add(used, r + 2 * s);
      used = this.add(used, r - 2 * s);
      used = this.add(used, 2 * r - s);
      used = this.add(used, 2 * r + s);
      used = this.add(used, 3 * s);
      if (channels > 1) {
        for (let c = 1; c < min(3, channels); c++) {
          used = this.add(used, c * width);
          used = this.add(used, c * width + r);
          used = this.add(used, c * width + s);
          used = this.add(used, c * width + r + s);
          used = this.add(used, c * width + r - s);
        }
      }
      if (used < NEIGHBOURS - 2) used = this.add(used, r + 3 * s);
      if (used < NEIGHBOURS - 2) used = this.add(used, r - 3 * s);
    } else if (channels > 1) {
      for (let c = 1; c < channels; c++) {
        for (let k = 0; k < 5; k++)
          if (used < NEIGHBOURS - 6) used = this.add(used, c * width + k * s);
      }
    }
    for (let k = 2; used < NEIGHBOURS; k++) {
      const o = k * s;
      let known = false;
      for (let i = 0; i < used; i++) known = known || load<i32>(to + ((<usize>i) << 2)) == o;
      if (!known) used = this.add(used, o);
    }
  }

  /** Appends an offset; returns how many there are. */
  private add(used: i32, offset: i32): i32 {
    store<i32>(this.offsets + ((<usize>used) << 2), offset);
    return used + 1;
  }

  private predict(): void {
    const layout = this.layout;
    const history = this.history;
    const channel = ((history.count - layout.odd) % layout.stride) / layout.width;
    this.channel = channel;
    this.predicted = true;
    const at = history.at;
    const center = f32(layout.sample(at - <usize>layout.stride));
    const x = this.x;
    for (let i: usize = 0; i < (<usize>NEIGHBOURS) << 2; i += 4) {
      store<f32>(x + i, f32(layout.sample(at - <usize>load<i32>(this.offsets + i))) - center);
    }
    const most = layout.width == 1 ? <f32>255 : <f32>65535;
    for (let f = 0; f < this.forecasts.length; f++)
      this.forecasts[f].predict(x, center, most, channel);
    this.began = at;
  }

  private learn(): void {
    const actual = f32(this.layout.sample(this.began));
    for (let f = 0; f < this.forecasts.length; f++)
      this.forecasts[f].learn(this.x, actual, this.channel);
    this.predicted = false;
  }
}
