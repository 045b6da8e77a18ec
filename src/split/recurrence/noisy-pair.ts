/** Two lags whose exclusive or is most bits of a sequence, however noisy. */
import type { Stepwise } from '../../bytes/stepwise.js';
import { type BitRule, ones, windowAt } from './bits.js';
import { MAX_LAG } from './parameters.js';

/** Bits on which every pair is tried: a pair with a fifth of noise is wrong in 13 +- 3 of them, any other in 32 +- 4. */
const FIRST = 64;
const MOST_WRONG = 24;

/** Bits on which what is left is tried: 102 +- 9 against 256 +- 11. */
const SECOND = 512;
const MOST_WRONG_SECOND = 180;

/** Most pairs that are tried a second time: chance leaves half a million. */
const MOST_SECOND = 1 << 21;

/** Pairs of a step. */
const STEP_PAIRS = 1 << 18;

/** The pair, searched around `first` in `count` bits; undefined when there is none. */
export function* noisyPair(
  words: Uint32Array,
  first: number,
  count: number,
): Stepwise<BitRule | undefined> {
  const longest = Math.min(MAX_LAG, count - first - SECOND);
  if (longest < 2) return undefined;
  const at = first + longest;
  const low = Int32Array.from({ length: longest + 1 }, (_, lag) => windowAt(words, at - lag));
  const high = Int32Array.from({ length: longest + 1 }, (_, lag) => windowAt(words, at + 32 - lag));
  let pairs = 0;
  let second = 0;
  for (let short = 1; short < longest; short++) {
    const a = (low[0] as number) ^ (low[short] as number);
    const b = (high[0] as number) ^ (high[short] as number);
    for (let long = short + 1; long <= longest; long++) {
      const wrong = ones64(a ^ (low[long] as number), b ^ (high[long] as number));
      if (wrong > MOST_WRONG && wrong < FIRST - MOST_WRONG) continue;
      if (++second > MOST_SECOND) return undefined;
      const lags = [short, long];
      const more = wrongOf(words, at, lags);
      if (more <= MOST_WRONG_SECOND) return { inverted: false, lags };
      if (more >= SECOND - MOST_WRONG_SECOND) return { inverted: true, lags };
    }
    pairs += longest - short;
    if (pairs < STEP_PAIRS) continue;
    pairs = 0;
    yield;
  }
  return undefined;
}

function wrongOf(words: Uint32Array, at: number, [short = 0, long = 0]: readonly number[]): number {
  let wrong = 0;
  for (let i = at; i < at + SECOND; i += 32)
    wrong += ones(windowAt(words, i) ^ windowAt(words, i - short) ^ windowAt(words, i - long));
  return wrong;
}

/** The number of ones in two words. */
function ones64(first: number, second: number): number {
  let a = first - ((first >>> 1) & 0x55555555);
  let b = second - ((second >>> 1) & 0x55555555);
  a = (a & 0x33333333) + ((a >>> 2) & 0x33333333);
  b = (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  a += b;
  return Math.imul((a & 0x0f0f0f0f) + ((a >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}
