/**
 * `turns` times twelve multiplications and twelve additions of four lanes, registers only: no kernel does more
 * multiply-adds a second. Six sums and six factors that change keep two units of each kind busy; twelve chains of a
 * multiplication and an addition do not, on Node 20.
 */
export function multiplyAdd(turns: i32, b: f32): f32 {
  const factor = f32x4.splat(b);
  let a0 = f32x4.splat(0.0);
  let x0 = f32x4.splat(0.5);
  let a1 = f32x4.splat(1.0);
  let x1 = f32x4.splat(1.5);
  let a2 = f32x4.splat(2.0);
  let x2 = f32x4.splat(2.5);
  let a3 = f32x4.splat(3.0);
  let x3 = f32x4.splat(3.5);
  let a4 = f32x4.splat(4.0);
  let x4 = f32x4.splat(4.5);
  let a5 = f32x4.splat(5.0);
  let x5 = f32x4.splat(5.5);
  for (let i = 0; i < turns; i++) {
    x0 = f32x4.mul(x0, factor);
    a0 = f32x4.add(a0, x0);
    x1 = f32x4.mul(x1, factor);
    a1 = f32x4.add(a1, x1);
    x2 = f32x4.mul(x2, factor);
    a2 = f32x4.add(a2, x2);
    x3 = f32x4.mul(x3, factor);
    a3 = f32x4.add(a3, x3);
    x4 = f32x4.mul(x4, factor);
    a4 = f32x4.add(a4, x4);
    x5 = f32x4.mul(x5, factor);
    a5 = f32x4.add(a5, x5);
    x0 = f32x4.mul(x0, factor);
    a0 = f32x4.add(a0, x0);
    x1 = f32x4.mul(x1, factor);
    a1 = f32x4.add(a1, x1);
    x2 = f32x4.mul(x2, factor);
    a2 = f32x4.add(a2, x2);
    x3 = f32x4.mul(x3, factor);
    a3 = f32x4.add(a3, x3);
    x4 = f32x4.mul(x4, factor);
    a4 = f32x4.add(a4, x4);
    x5 = f32x4.mul(x5, factor);
    a5 = f32x4.add(a5, x5);
  }
  const low = f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
  return f32x4.extract_lane(f32x4.add(low, f32x4.add(a4, a5)), 0);
}
