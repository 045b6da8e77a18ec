/** Entropies of known probabilities, in bits. */

/** @returns The entropy of a distribution; terms with probability 0 count 0. */
export function entropy(probabilities: Iterable<number>): number {
  let sum = 0;
  for (const p of probabilities) if (p > 0) sum -= p * Math.log2(p);
  return sum;
}

/** @returns The entropy of an event with probability p, 0 to 1. */
export function binaryEntropy(p: number): number {
  return entropy([p, 1 - p]);
}

/** @returns The entropy of `count` bits that are not all 0, all other values equally likely. */
export function nonZeroEntropy(count: number): number {
  // Beyond 53 bits the one value that is missing changes no digit.
  return count > 53 ? count : Math.log2(2 ** count - 1);
}
