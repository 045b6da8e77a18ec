import { stretch } from '../numeric/elementary';

/** Probabilities of 12 bits are stretched by looking up: STRETCHED[p], f32, |stretch| <= 8.4. */
export const STRETCHED = memory.data(4096 * 4, 64);

/** What the n-th observation is worth: GAIN[n] = 2^16 / (n + 1.5), u32, n < 1024. */
export const GAIN = memory.data(1024 * 4, 64);

export function makeTables(): void {
  for (let p = 0; p < 4096; p++) {
    store<f32>(STRETCHED + ((<usize>p) << 2), stretch((f32(p) + 0.5) / 4096));
  }
  for (let n = 0; n < 1024; n++) {
    store<u32>(GAIN + ((<usize>n) << 2), u32(f32(65536) / (f32(n) + 1.5)));
  }
}
