import { adam, Rates, whiten } from '../net/update';

/** The update rules with their rates as plain numbers. */

export function adamStep(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  n: i32,
  rate: f32,
  gain1: f32,
  gain2: f32,
): void {
  const rates = new Rates();
  rates.rate = rate;
  rates.gain1 = gain1;
  rates.gain2 = gain2;
  adam(w, w, m, v, g, n, rates);
}

export function whitenRows(
  out: usize,
  x: usize,
  stride: usize,
  n: i32,
  rows: i32,
  mean: usize,
  gain: f32,
  scale: f32,
): void {
  whiten(out, x, stride, n, rows, mean, gain, scale);
}
