import { exp4 } from './elementary';
import { sum4 } from './vector';

/** Logits are raised to at least the largest minus this, which avoids denormal numbers. e^-30 is 1e-13. */
const DEPTH: f32 = 30;

/**
 * Replaces the n logits at p by probabilities; the padding up to a multiple of 4 becomes 0. The sum of the exponentials
 * is computed on four lanes, then (l0 + l1) + (l2 + l3). Returns it: it is in [1, n] unless a logit was not finite.
 */
export function softmax(p: usize, n: i32): f32 {
  const end = p + ((<usize>n) << 2);
  const vectorEnd = p + ((<usize>((n + 3) & ~3)) << 2);
  for (let q = end; q < vectorEnd; q += 4) store<f32>(q, load<f32>(p));
  let m = v128.load(p);
  for (let q = p + 16; q < end; q += 16) m = f32x4.pmax(m, v128.load(q));
  const largest = max(
    max(f32x4.extract_lane(m, 0), f32x4.extract_lane(m, 1)),
    max(f32x4.extract_lane(m, 2), f32x4.extract_lane(m, 3)),
  );
  const top = f32x4.splat(largest);
  const low = f32x4.splat(-DEPTH);
  for (let q = p; q < end; q += 16) {
    v128.store(q, exp4(f32x4.pmax(f32x4.sub(v128.load(q), top), low)));
  }
  for (let q = end; q < vectorEnd; q += 4) store<f32>(q, 0);
  let sums = f32x4.splat(0);
  for (let q = p; q < end; q += 16) sums = f32x4.add(sums, v128.load(q));
  const sum = sum4(sums);
  const scale = f32x4.splat(1 / sum);
  for (let q = p; q < end; q += 16) v128.store(q, f32x4.mul(v128.load(q), scale));
  return sum;
}
