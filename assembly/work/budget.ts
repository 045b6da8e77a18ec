/**
 * The work of one call into the module. The host grants an amount, everything that takes long counts what it does, and
 * stops between two pieces when the amount is used up. So a call lasts as long as the host can afford, whatever the
 * model. The unit is a multiply-add of a matrix product; what is slower counts as several.
 */

/** Units of a piece, roughly: some milliseconds, and far more than it costs to stop and go on. */
const PIECE: i64 = 1 << 22;

/** Units of a byte of memory that is written for the first time. */
export const FRESH: f64 = 8;

let granted: f64 = 0;
let left: f64 = 0;

/** Begins a call that may take `units`. */
export function grant(units: f64): void {
  granted = units;
  left = units;
}

export function spend(units: f64): void {
  left -= units;
}

/** Whether the call is to end. */
export function exhausted(): bool {
  return left <= 0;
}

/** Units of the call so far. */
export function spent(): f64 {
  return granted - left;
}

/** How many things of `units` each make a piece: 1 at least. */
export function perPiece(units: i64): i32 {
  return i32(max<i64>(1, PIECE / max<i64>(1, units)));
}
