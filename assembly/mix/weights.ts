/**
 * Sum of a x b over `bytes` bytes of f32 (a multiple of 32): two accumulators of four lanes, added lane by lane, then
 * (0 + 1) + (2 + 3).
 */
export function dot(a: usize, b: usize, bytes: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (const end = a + bytes; a < end; a += 32, b += 32) {
    even = f32x4.add(even, f32x4.mul(v128.load(a), v128.load(b)));
    odd = f32x4.add(odd, f32x4.mul(v128.load(a, 16), v128.load(b, 16)));
  }
  const sum = f32x4.add(even, odd);
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/** w += size x over `bytes` bytes of f32 (a multiple of 32). */
export function step(w: usize, x: usize, size: f32, bytes: usize): void {
  const s = f32x4.splat(size);
  for (const end = w + bytes; w < end; w += 32, x += 32) {
    v128.store(w, f32x4.add(v128.load(w), f32x4.mul(s, v128.load(x))));
    v128.store(w, f32x4.add(v128.load(w, 16), f32x4.mul(s, v128.load(x, 16))), 16);
  }
}
