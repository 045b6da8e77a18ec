/** NUMERICS.md, section 20: the value that a linear model expects, and how far off it was. All f32. */
import { bitsOf, fromBits } from '../elementary.js';
import { f, get, type Vector, zeros } from '../float32.js';
import type { History } from '../history.js';
import { LeastSquares } from './least-squares.js';
import type { RecordLayout } from './record-layout.js';

export const CHANNELS = 4;
const CLASSES = 32;
/** Bytes for which errors are kept. */
const KEPT = 16384;
const FIRST_ERROR = 8;
const RECENT_RATE = f(0.16);
const MEAN_RATE = f(0.01);
const LEAST_SPREAD = f(1e-6);

/** Exponent and first bit of the fraction of 4 e + 1. */
const classOf = (error: number): number =>
  Math.min(CLASSES - 1, (bitsOf(f(f(error * 4) + 1)) >> 22) - 254);

const typicalOf = (errorClass: number): number =>
  Math.max(0.25, f(fromBits((errorClass + 254) << 22) * 0.25));

export class Forecast {
  value = 0;
  spread = 1;
  errorClass = 0;
  private center = 0;
  private readonly models: readonly LeastSquares[];
  private readonly recent = zeros(CHANNELS);
  private readonly means = zeros(CHANNELS * CLASSES);
  private readonly errors = zeros(KEPT);

  constructor(
    private readonly history: History,
    private readonly layout: RecordLayout,
    neighbours: number,
  ) {
    this.models = Array.from({ length: CHANNELS }, () => new LeastSquares(neighbours));
  }

  reset(fade: number): void {
    for (const model of this.models) model.reset(fade);
    this.recent.fill(FIRST_ERROR);
    this.means.forEach((_, i) => {
      this.means[i] = typicalOf(i % CLASSES);
    });
  }

  /** From neighbours less the center. */
  predict(x: Vector, center: number, channel: number): void {
    this.center = center;
    const most = this.layout.width === 1 ? 255 : 65535;
    const value = f(center + (this.models[channel] as LeastSquares).predict(x));
    this.value = value > 0 ? Math.min(most, value) : 0;
    this.errorClass = classOf(this.errorNear(channel));
    this.spread = Math.max(LEAST_SPREAD, get(this.means, channel * CLASSES + this.errorClass));
  }

  /** How large errors were of late, and around here where there are rows. */
  private errorNear(channel: number): number {
    const { stride: s, rowStride: r, rows, width } = this.layout;
    const recent = get(this.recent, channel);
    if (!rows) return recent;
    const terms = [
      f(this.errorAt(s) * 2),
      f(this.errorAt(r) * 2),
      this.errorAt(r - s),
      this.errorAt(r + s),
      this.errorAt(width),
    ];
    return f(terms.reduce((sum, term) => f(sum + term), recent) * 0.125);
  }

  private place(distance: number): number {
    return (this.history.count - distance + KEPT) % KEPT;
  }

  private errorAt(distance: number): number {
    return get(this.errors, this.place(distance));
  }

  learn(x: Vector, actual: number, channel: number): void {
    this.models[channel]?.learn(x, f(actual - this.center));
    const error = Math.abs(f(actual - this.value));
    this.errors[this.place(this.layout.width)] = error;
    move(this.recent, channel, error, RECENT_RATE);
    move(this.means, channel * CLASSES + this.errorClass, error, MEAN_RATE);
  }
}

/** Moves an element towards a value. */
function move(x: Vector, i: number, to: number, rate: number): void {
  x[i] = get(x, i) + f(f(to - get(x, i)) * rate);
}
