/** Entropies of parities of independent bits, each of which is 1 with the same probability. */
import { ones } from './bit-count.js';
import { entropy } from './information.js';
import { walshTransform } from './walsh.js';

/** Most independent parities: the distribution has 2^22 entries and takes less than a second. */
export const MAX_RANK = 22;

/** @returns The probability that an odd number of `count` bits are 1, each with probability p. */
export function oddParity(p: number, count: number): number {
  return (1 - (1 - 2 * p) ** count) / 2;
}

/**
 * The entropy of the parities of some sets of bits, in bits. The parities' distribution is the Walsh transform of its
 * characteristic function, and that is (1 - 2p)^w at u, with w the size of the symmetric difference of the sets in u.
 *
 * @param sets Bit i of a set says whether bit i takes part. Sets that are the sum of others change nothing.
 * @param p The probability of 1.
 * @returns Undefined if more than MAX_RANK sets are independent.
 */
export function parityEntropy(sets: Iterable<bigint>, p: number): number | undefined {
  const basis = basisOf(sets);
  if (basis.length > MAX_RANK) return undefined;
  const values = characteristic(basis, p);
  walshTransform(values);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / values.length;
  return entropy(values);
}

/** Independent sets with the same sums, by Gaussian elimination over the field of two elements. */
export function basisOf(sets: Iterable<bigint>): bigint[] {
  const byTop = new Map<number, bigint>();
  for (const set of sets) {
    let rest = set;
    while (rest > 0n) {
      const top = rest.toString(2).length;
      const other = byTop.get(top);
      if (other === undefined) {
        byTop.set(top, rest);
        break;
      }
      rest ^= other;
    }
  }
  return [...byTop.values()];
}

/** (1 - 2p)^w of all sums of the sets, in the order of the sums' numbers. */
function characteristic(basis: readonly bigint[], p: number): Float64Array {
  const length = Math.max(1, ...basis.map((set) => set.toString(2).length));
  const words = Math.ceil(length / 32);
  const parts = basis.map((set) =>
    Uint32Array.from({ length: words }, (_, i) => Number((set >> BigInt(32 * i)) & 0xffff_ffffn)),
  );
  const powers = Float64Array.from({ length: length + 1 }, (_, weight) => (1 - 2 * p) ** weight);
  const values = new Float64Array(2 ** basis.length);
  const sum = new Uint32Array(words);
  values[0] = 1;
  // In the order of a Gray code each sum differs from the one before by one set.
  for (let i = 1, gray = 0; i < values.length; i++) {
    const changed = 31 - Math.clz32(i & -i);
    gray ^= 1 << changed;
    const part = parts[changed] as Uint32Array;
    let weight = 0;
    for (let w = 0; w < words; w++) {
      const word = (sum[w] as number) ^ (part[w] as number);
      sum[w] = word;
      weight += ones(word);
    }
    values[gray] = powers[weight] as number;
  }
  return values;
}
