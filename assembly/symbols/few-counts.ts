import { storeLogs } from './symbol-expert';

/** Four counts of 0 to 15 in 16 bits: how often each symbol followed a context that is met a few times at most. */

const MOST: u32 = 15;

/** What is added to each count: long contexts are mostly deterministic. */
const PRIOR: f32 = 0.0625;

/** Classes of confidence: the largest count, and up to 3 of the others. */
export const FEW_CONFIDENCES = 64;

/** Writes the logarithms of the symbols' probabilities (storeLogs); returns the class of confidence. */
export function predictFew(counts: u32, logs: usize): i32 {
  if (counts == 0) {
    v128.store(logs, f32x4.splat(0));
    return 0;
  }
  const a = counts & 15;
  const b = (counts >> 4) & 15;
  const c = (counts >> 8) & 15;
  const d = counts >> 12;
  const n = f32x4.convert_i32x4_u(
    i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(a), 1, b), 2, c), 3, d),
  );
  storeLogs(logs, f32x4.add(n, f32x4.splat(PRIOR)));
  const largest = max(max(a, b), max(c, d));
  return i32(largest * 4 + min<u32>(a + b + c + d - largest, 3));
}

/** The counts after `symbol`: one more for it; where it has the most already, the others are halved. */
export function countFew(counts: u32, symbol: u32): u32 {
  const shift = 4 * symbol;
  if (((counts >> shift) & 15) < MOST) return counts + (1 << shift);
  return ((counts >> 1) & 0x7777 & ~(15 << shift)) | (MOST << shift);
}
