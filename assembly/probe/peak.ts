import { madd } from '../numeric/panel';

/**
 * `turns` times a = c + a b on twelve independent vectors, registers only: no kernel can do more multiply-adds a
 * second. Twelve chains cover the latency of a multiplication and an addition on two units of each.
 */
export function multiplyAdd(turns: i32, b: f32, c: f32): f32 {
  const factor = f32x4.splat(b);
  const term = f32x4.splat(c);
  let a0 = f32x4.splat(0.0);
  let a1 = f32x4.splat(0.1);
  let a2 = f32x4.splat(0.2);
  let a3 = f32x4.splat(0.3);
  let a4 = f32x4.splat(0.4);
  let a5 = f32x4.splat(0.5);
  let a6 = f32x4.splat(0.6);
  let a7 = f32x4.splat(0.7);
  let a8 = f32x4.splat(0.8);
  let a9 = f32x4.splat(0.9);
  let a10 = f32x4.splat(1.0);
  let a11 = f32x4.splat(1.1);
  for (let i = 0; i < turns; i++) {
    a0 = madd(term, a0, factor);
    a1 = madd(term, a1, factor);
    a2 = madd(term, a2, factor);
    a3 = madd(term, a3, factor);
    a4 = madd(term, a4, factor);
    a5 = madd(term, a5, factor);
    a6 = madd(term, a6, factor);
    a7 = madd(term, a7, factor);
    a8 = madd(term, a8, factor);
    a9 = madd(term, a9, factor);
    a10 = madd(term, a10, factor);
    a11 = madd(term, a11, factor);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3)), f32x4.add(a4, a5));
  const high = f32x4.add(f32x4.add(f32x4.add(a6, a7), f32x4.add(a8, a9)), f32x4.add(a10, a11));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}
