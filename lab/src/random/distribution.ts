/** Given probabilities, checked and rounded. */
import { LabError } from '../errors.js';

/** 2^53: probabilities are multiples of 1 / UNITS. Multiplying a double by a power of two is exact. */
export const UNITS = Number.MAX_SAFE_INTEGER + 1;

/** How far given probabilities may be from a sum of 1: enough for three times 0.333333. */
const TOLERANCE = 2e-6;

/**
 * Rounds probabilities to multiples of 2^-53 with a sum of exactly 1. Sources and theory both use the rounded ones.
 *
 * @param probabilities Numbers from 0 to 1 whose sum is 1 within 2e-6. What they lack goes to the most probable one.
 * @param what Their name for the LabError that anything else throws.
 */
export function distribution(probabilities: readonly number[], what: string): Float64Array {
  const bad = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new LabError(`${what}: ${bad} is not a probability`);
  const total = probabilities.reduce((a, b) => a + b, 0);
  if (!(Math.abs(total - 1) < TOLERANCE))
    throw new LabError(`${what}: the probabilities add up to ${total}, not to 1`);
  const units = probabilities.map((p) => Math.round(p * UNITS));
  const largest = units.indexOf(units.reduce((a, b) => (a > b ? a : b)));
  const others = units.reduce((sum, unit, i) => (i === largest ? sum : sum + unit), 0);
  units[largest] = UNITS - others;
  return Float64Array.from(units, (unit) => unit / UNITS);
}
