/**
 * The work budget of one call into the module. The host grants units of work. Every long loop counts its units and stops
 * between two pieces when the budget is spent, so a call takes about the same time with every model. A unit is a
 * multiply-add of a matrix product; slower operations count as several.
 */

/** Units of a piece, about: some milliseconds, which is far more than it costs to stop and go on. */
const PIECE: i64 = 1 << 22;

/** Units of the first write to a byte of memory. */
export const FRESH: f64 = 8;

/** Units granted to the call, and what is left of them. */
let granted: f64 = 0;
let left: f64 = 0;

/** Begins a call with a budget of `units`. */
export function grant(units: f64): void {
  granted = units;
  left = units;
}

/** Counts `units` of work. */
export function spend(units: f64): void {
  left -= units;
}

/** Whether the budget is spent, so that the call must end. */
export function exhausted(): bool {
  return left <= 0;
}

/** Units of work done in the call so far. */
export function spent(): f64 {
  return granted - left;
}

/** How many items of `units` each make a piece: 1 at least. */
export function perPiece(units: i64): i32 {
  return i32(max<i64>(1, PIECE / max<i64>(1, units)));
}
