import { madd } from '../numeric/panel';
import { xorshift } from '../numeric/random';

/**
 * Masks of dropout (Srivastava et al. 2014) and zoneout (Krueger et al. 2016). A mask follows from the seed, the update,
 * the layer, the step and the row of the batch: not from the order in which masks are drawn.
 */

/** MurmurHash3's finaliser: every bit of the result depends on every bit of x. */
function mixed(x: u32): u32 {
  x = (x ^ (x >> 16)) * 0x85ebca6b;
  x = (x ^ (x >> 13)) * 0xc2b2ae35;
  return x ^ (x >> 16);
}

/** Sets n floats at `mask` to `kept` with probability `keep`, else to 0. `purpose` tells masks of one row apart. */
export function drawMask(
  mask: usize,
  n: i32,
  keep: f32,
  kept: f32,
  seed: u32,
  update: u32,
  purpose: u32,
  row: u32,
): void {
  let state = mixed(mixed(mixed(mixed(seed + 1) + update) + purpose) + row);
  if (state == 0) state = 1;
  const threshold = u64(f64(keep) * 4294967296);
  for (const end = mask + ((<usize>n) << 2); mask < end; mask += 4) {
    state = xorshift(state);
    store<f32>(mask, u64(state) < threshold ? kept : 0);
  }
}

/** y = x m for n floats. */
export function maskVector(y: usize, x: usize, m: usize, n: i32): void {
  for (const end = y + ((<usize>n) << 2); y < end; y += 16, x += 16, m += 16) {
    v128.store(y, f32x4.mul(v128.load(x), v128.load(m)));
  }
}

/** h = past + m (h - past) for n floats. */
export function keepState(h: usize, past: usize, m: usize, n: i32): void {
  for (const end = h + ((<usize>n) << 2); h < end; h += 16, past += 16, m += 16) {
    const old = v128.load(past);
    v128.store(h, madd(old, v128.load(m), f32x4.sub(v128.load(h), old)));
  }
}

/**
 * Back through keepState: splits the gradient dh + dPast by h into m of it, in dh, by the new state, and the rest, in
 * `passed`, by the past one. dPast becomes 0.
 */
export function splitGradient(dh: usize, dPast: usize, passed: usize, m: usize, n: i32): void {
  const zero = f32x4.splat(0);
  for (const end = dh + ((<usize>n) << 2); dh < end; dh += 16, dPast += 16, passed += 16, m += 16) {
    const d = f32x4.add(v128.load(dh), v128.load(dPast));
    const kept = f32x4.mul(d, v128.load(m));
    v128.store(dh, kept);
    v128.store(passed, f32x4.sub(d, kept));
    v128.store(dPast, zero);
  }
}
