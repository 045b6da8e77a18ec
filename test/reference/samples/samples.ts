/** NUMERICS.md, section 20: samples and their forecasts. */
import { f, zeros } from '../float32.js';
import type { History } from '../history.js';
import { CHANNELS, Forecast } from './forecast.js';
import type { RecordLayout } from './record-layout.js';

const NEIGHBOURS = 24;
const SLOW = f(0.9995);
const FAST = f(0.998);
/** Bytes of the history from which on samples are looked for. */
const FIRST = 2048;

export class Samples {
  readonly forecasts: readonly Forecast[];
  /** 0: the next byte is a sample; 1, 2: it is the first or the second byte of one. */
  place = 0;
  /** Whether there is a forecast of the sample. */
  open = false;
  private active = false;
  private channel = 0;
  private began = 0;
  private changes = -1;
  private neighbours: readonly number[] = [];
  private readonly x = zeros(NEIGHBOURS);

  constructor(
    private readonly history: History,
    private readonly layout: RecordLayout,
    forecasts: number,
  ) {
    this.forecasts = Array.from(
      { length: forecasts },
      () => new Forecast(history, layout, NEIGHBOURS),
    );
  }

  beginByte(): void {
    const { history, layout } = this;
    const changed = layout.changes !== this.changes;
    if (this.open && !changed && history.count >= this.began + layout.width) this.learn();
    if (changed) this.restart();
    if (!this.active) return;
    this.place = layout.width === 1 ? 0 : 1 + ((history.count ^ layout.odd) & 1);
    if (this.place !== 2) this.predict();
  }

  private restart(): void {
    const { layout } = this;
    this.changes = layout.changes;
    this.open = false;
    const channels = Math.floor(layout.stride / layout.width);
    this.active = channels <= CHANNELS && this.history.count >= FIRST;
    if (!this.active) return;
    this.forecasts.forEach((forecast, i) => {
      forecast.reset((i === 0) === (layout.rows === 1) ? SLOW : FAST);
    });
    this.neighbours = neighboursIn(layout, channels);
  }

  private predict(): void {
    const { history, layout } = this;
    const at = history.count;
    const center = layout.sample(at - layout.stride);
    this.channel = Math.floor(((at - layout.odd) % layout.stride) / layout.width);
    this.neighbours.forEach((distance, i) => {
      this.x[i] = layout.sample(at - distance) - center;
    });
    for (const forecast of this.forecasts) forecast.predict(this.x, center, this.channel);
    this.began = at;
    this.open = true;
  }

  private learn(): void {
    const actual = this.layout.sample(this.began);
    for (const forecast of this.forecasts) forecast.learn(this.x, actual, this.channel);
    this.open = false;
  }
}

/** The distances of the neighbours that a sample is predicted from. */
function neighboursIn({ stride: s, rowStride: r, rows, width }: RecordLayout, channels: number) {
  const found = [s];
  if (rows && r % width === 0) {
    found.push(r, r + s, r - s, 2 * s, 2 * r, r + 2 * s, r - 2 * s, 2 * r - s, 2 * r + s, 3 * s);
    for (let c = 1; c < Math.min(3, channels); c++) {
      const w = c * width;
      found.push(w, w + r, w + s, w + r + s, w + r - s);
    }
    for (const distance of [r + 3 * s, r - 3 * s])
      if (found.length < NEIGHBOURS - 2) found.push(distance);
  } else {
    for (let c = 1; c < channels; c++)
      for (let k = 0; k < 5; k++) if (found.length < NEIGHBOURS - 6) found.push(c * width + k * s);
  }
  for (let k = 2; found.length < NEIGHBOURS; k++) if (!found.includes(k * s)) found.push(k * s);
  return found;
}
