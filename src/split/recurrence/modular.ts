/** Integers modulo powers of two. */
import type { Long } from './parameters.js';

export function longOf(value: bigint): Long {
  return { low: Number(value & 0xffffffffn), high: Number(value >> 32n) };
}

/** The inverse of an odd number modulo 2^bits: each of Newton's steps doubles the bits that are right, from three on. */
export function inverse(odd: bigint, bits: number): bigint {
  let result = odd;
  for (let right = 3; right < bits; right *= 2)
    result = BigInt.asUintN(bits, result * (2n - odd * result));
  return result;
}

export function bigOf({ low, high }: Long): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}
