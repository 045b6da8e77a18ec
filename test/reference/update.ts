/** NUMERICS.md, section 8: learning rates and update rules. */
import { rsqrt } from './elementary.js';
import { f, get, map, type Vector } from './float32.js';

const FLOOR = f(1e-12);

export interface Rates {
  readonly rate: number;
  readonly gain1: number;
  readonly gain2: number;
}

/** The fields that the rates depend on, as f32. */
export interface Schedule {
  readonly rate: number;
  readonly floor: number;
  readonly decay: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** The rates after `steps` symbols a lane, for the update number `updates` (from 1). */
export function ratesAt(schedule: Schedule, steps: number, updates: number): Rates {
  const { rate, floor, decay, beta1, beta2 } = schedule;
  const age = decay > 0 ? f(f(steps) / f(decay)) : 0;
  const newest = f(1 / f(updates));
  return {
    rate: Math.max(floor, f(rate / f(Math.sqrt(f(1 + age))))),
    gain1: Math.max(f(1 - beta1), newest),
    gain2: Math.max(f(1 - beta2), newest),
  };
}

/** The rows, each column divided by the root of its running mean square and multiplied by `scale`. */
export function whiten(
  rows: readonly Vector[],
  mean: Vector,
  gain: number,
  scale: number,
): Vector[] {
  const share = f(1 / rows.length);
  const factors = mean.map((old, i) => {
    const sum = rows.reduce((total, row) => f(total + f(get(row, i) * get(row, i))), 0);
    mean[i] = old + f(gain * f(f(sum * share) - old));
    return scale * rsqrt(f(get(mean, i) + FLOOR));
  });
  return rows.map((row) => map((x, factor) => x * factor, row, factors));
}

/** One step of Adam on the weights w with gradients g; without m there is no momentum. */
export function adam(w: Vector, m: Vector | null, v: Vector, g: Vector, rates: Rates): void {
  g.forEach((gradient, i) => {
    v[i] = get(v, i) + f(rates.gain2 * f(f(gradient * gradient) - get(v, i)));
    if (m) m[i] = get(m, i) + f(rates.gain1 * f(gradient - get(m, i)));
    const direction = f((m ? get(m, i) : gradient) * rsqrt(f(get(v, i) + FLOOR)));
    w[i] = get(w, i) + f(-rates.rate * direction);
  });
}
