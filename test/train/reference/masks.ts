/** NUMERICS.md, section 25: the masks of dropout and zoneout. */
import { type Vector, zeros } from '../../reference/float32.js';

function mixed(unmixed: number): number {
  let x = unmixed >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

/** n numbers: `kept` with probability `keep`, else 0. `place`: seed, updates before, purpose, row. */
export function mask(n: number, keep: number, kept: number, place: readonly number[]): Vector {
  const [seed = 0, ...others] = place;
  let state = others.reduce((x, y) => mixed(x + y), mixed(seed + 1)) || 1;
  return zeros(n).map(() => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state < Math.floor(keep * 2 ** 32) ? kept : 0;
  });
}
