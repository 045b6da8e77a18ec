/** The stationary distribution of a Markov chain. */
import { LabError } from '../errors.js';

/**
 * By the elimination of Grassmann, Taksar and Heyman. It never subtracts, so small probabilities keep their digits, and it
 * uses only +, * and /, so every engine gives the same bits.
 *
 * @param matrix P(next = j | now = i) at i * states + j; it is overwritten.
 * @returns `states` probabilities. Throws LabError if some states cannot be reached from others.
 */
export function stationary(matrix: Float64Array, states: number): Float64Array {
  const at = (i: number, j: number): number => matrix[i * states + j] as number;
  for (let last = states - 1; last > 0; last--) {
    let leaving = 0;
    for (let j = 0; j < last; j++) leaving += at(last, j);
    if (!(leaving > 0))
      throw new LabError(
        'no stationary distribution: some states cannot be reached from others; without a driver, "initial" may be given',
      );
    for (let i = 0; i < last; i++) {
      const share = at(i, last) / leaving;
      matrix[i * states + last] = share;
      if (share === 0) continue;
      for (let j = 0; j < last; j++) matrix[i * states + j] = at(i, j) + share * at(last, j);
    }
  }
  const weights = new Float64Array(states);
  weights[0] = 1;
  let total = 1;
  for (let j = 1; j < states; j++) {
    let weight = 0;
    for (let i = 0; i < j; i++) weight += (weights[i] as number) * at(i, j);
    weights[j] = weight;
    total += weight;
  }
  return weights.map((weight) => weight / total);
}
