/** Check equations of the recurrence X[n] = X[n-r] xor X[n-s]: sums of a few bits that are always 0. */
import type { Lags } from './lags.js';

/** The lags a, b, ... of an equation X[n] = X[n-a] xor X[n-b] xor ..., ascending. */
export type CheckEquation = readonly number[];

/**
 * All equations with the newest bit and `weight` - 1 of the `window` bits before it. They are the multiples of
 * 1 + D^r + D^s with that many terms, D standing for a lag of one bit.
 *
 * @param weight Bits of an equation, 2 or more. The search takes window^(weight - 2) steps.
 */
export function checkEquations(lags: Lags, weight: number, window: number): CheckEquation[] {
  const residues = residuesOf(lags, window);
  const lagsWith = new Map<bigint, number[]>();
  for (const [lag, residue] of residues.entries()) {
    if (lag === 0) continue;
    const known = lagsWith.get(residue);
    if (known === undefined) lagsWith.set(residue, [lag]);
    else known.push(lag);
  }
  const found: CheckEquation[] = [];
  const extend = (chosen: readonly number[], missing: bigint): void => {
    const last = chosen.at(-1) ?? 0;
    if (chosen.length === weight - 2) {
      for (const lag of lagsWith.get(missing) ?? []) if (lag > last) found.push([...chosen, lag]);
      return;
    }
    for (let lag = last + 1; lag < window; lag++)
      extend([...chosen, lag], missing ^ (residues[lag] as bigint));
  };
  extend([], 1n);
  return found;
}

/** The equation as a set of bits: bit i is the lag i, bit 0 the newest. */
export function setOf(equation: CheckEquation): bigint {
  return equation.reduce((set, lag) => set | (1n << BigInt(lag)), 1n);
}

/** D^i modulo 1 + D^r + D^s for i = 0 to `window`. */
function residuesOf(lags: Lags, window: number): bigint[] {
  const order = BigInt(lags.long);
  const modulus = setOf([lags.short, lags.long]);
  const residues = [1n];
  for (let power = 1n; residues.length <= window; ) {
    power <<= 1n;
    if ((power >> order) & 1n) power ^= modulus;
    residues.push(power);
  }
  return residues;
}
