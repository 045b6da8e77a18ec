import { stretch } from '../numeric/elementary';

/** Probabilities of 12 bits are stretched by looking up: STRETCHED[p], f32, |stretch| <= 8.4. */
export const STRETCHED = memory.data(4096 * 4, 64);

export function makeTables(): void {
  for (let p = 0; p < 4096; p++) {
    store<f32>(STRETCHED + ((<usize>p) << 2), stretch((f32(p) + 0.5) / 4096));
  }
}
