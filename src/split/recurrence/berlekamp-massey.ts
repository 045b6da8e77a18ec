/** The shortest linear recurrence of a sequence of bits, by Berlekamp's and Massey's algorithm, 32 bits at a time. */
import { bitAt, parity, windowAt } from './bits.js';

/** Predictions that a recurrence must make beyond the bits that determine it. */
const SURPLUS = 32;

/**
 * The lags of the shortest recurrence, ascending, where each bit is the exclusive or of those at the lags; undefined where it
 * is so long that `count` bits do not show it.
 */
export function shortestRecurrence(
  words: Uint32Array,
  first: number,
  count: number,
): number[] | undefined {
  const size = Math.ceil((count + 1) / 32) + 1;
  /** The bits, last first: those before a bit stand behind it. */
  const backwards = new Uint32Array(size);
  for (let i = 0; i < count; i++)
    if (bitAt(words, first + i)) {
      const at = count - 1 - i;
      backwards[at >>> 5] = (backwards[at >>> 5] as number) | (1 << (at & 31));
    }
  /** Bit i: whether lag i takes part; lag 0 always does. */
  const lags = new Uint32Array(size);
  let before = new Uint32Array(size);
  lags[0] = 1;
  before[0] = 1;
  let order = 0;
  let age = 1;
  for (let n = 0; n < count; n++) {
    const at = count - 1 - n;
    let sum = 0;
    for (let k = 0; k <= order >>> 5; k++)
      sum ^= (lags[k] as number) & windowAt(backwards, at + 32 * k);
    if (parity(sum) === 0) {
      age++;
      continue;
    }
    const longer = 2 * order <= n;
    const old = longer ? lags.slice() : before;
    if (longer) order = n + 1 - order;
    addShifted(lags, before, age, (order >>> 5) + 1);
    before = old;
    age = longer ? 1 : age + 1;
  }
  if (order === 0 || 2 * order + SURPLUS > count) return undefined;
  const found: number[] = [];
  for (let lag = 1; lag <= order; lag++) if (bitAt(lags, lag)) found.push(lag);
  return found.length > 0 ? found : undefined;
}

/** target ^= source << shift, in the first `count` words. */
function addShifted(target: Uint32Array, source: Uint32Array, shift: number, count: number): void {
  const words = shift >>> 5;
  const bits = shift & 31;
  for (let k = count - 1; k >= words; k--) {
    const low = k > words && bits > 0 ? (source[k - words - 1] as number) >>> (32 - bits) : 0;
    target[k] = (target[k] as number) ^ ((source[k - words] as number) << bits) ^ low;
  }
}
