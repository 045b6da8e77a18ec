/** Random f32 for kernels and networks. */
import { zeros } from '../../reference/float32.js';
import type { Random } from '../../support/random.js';

/** Uniform in [-scale, scale). */
export function uniform(random: Random, n: number, scale = 1): Float32Array {
  return zeros(n).map(() => scale * (random.next() / 2 ** 31 - 1));
}
