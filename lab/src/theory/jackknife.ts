/**
 * Kuensch's block jackknife: the error of an estimate from a series whose values depend on their neighbours. The
 * estimate is made again without each of PARTS consecutive parts. Unlike a bootstrap it never sees a block twice, which an
 * entropy estimate would take for regularity.
 */

export const PARTS = 20;

/** The 97.5 % point of Student's t with PARTS - 1 degrees of freedom. */
const STUDENT = 2.093;

export interface Jackknife {
  readonly value: number;
  /** Half of the 95 % confidence interval. */
  readonly halfWidth: number;
}

/** @param partials The estimate without part 1, 2, ... PARTS. */
export function jackknife(value: number, partials: readonly number[]): Jackknife {
  const mean = partials.reduce((a, b) => a + b, 0) / PARTS;
  const squares = partials.reduce((sum, partial) => sum + (partial - mean) ** 2, 0);
  return { value, halfWidth: STUDENT * Math.sqrt((squares * (PARTS - 1)) / PARTS) };
}
