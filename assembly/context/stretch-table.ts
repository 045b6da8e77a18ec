import { stretch } from '../numeric/elementary';

/** STRETCHED[p]: the stretched probability p of 12 bits, f32, of a size of at most 8.4. */
export const STRETCHED = memory.data(4096 * 4, 64);

export function makeStretchTable(): void {
  for (let p = 0; p < 4096; p++) {
    store<f32>(STRETCHED + ((<usize>p) << 2), stretch((f32(p) + 0.5) / 4096));
  }
}
