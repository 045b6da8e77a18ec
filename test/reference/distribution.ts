/** NUMERICS.md, section 10: from probabilities to decisions. */
import type { Decoder } from './decoder.js';
import { f, type Vector } from './float32.js';

/** P(1) in units of 2^-24 of each decision of a symbol of the probabilities `p`, until `decide` has made all of them. */
function walk(p: Vector, decide: (upper: number, middle: number) => boolean): number {
  const counts = Array.from(p, (x) => Math.floor(f(x * 2 ** 22)) + 1);
  const sum = (from: number, to: number) => counts.slice(from, to).reduce((a, b) => a + b, 0);
  let first = 0;
  for (let k = 31 - Math.clz32(p.length - 1); k >= 0; k--) {
    const middle = first + 2 ** k;
    if (middle >= p.length) continue;
    const end = Math.min(p.length, first + 2 ** (k + 1));
    const upper = (BigInt(sum(middle, end)) * 2n ** 24n) / BigInt(sum(first, end));
    if (decide(Number(upper), middle)) first = middle;
  }
  return first;
}

/** The next of the symbols that have the probabilities `p`. */
export const decodeSymbol = (decoder: Decoder, p: Vector): number =>
  walk(p, (upper) => decoder.decode(upper));

/** Bits that a symbol takes: what its decisions cost. */
export function costOf(p: Vector, symbol: number): number {
  let cost = 0;
  walk(p, (upper, middle) => {
    const isUpper = symbol >= middle;
    cost -= Math.log2((isUpper ? upper : 2 ** 24 - upper) / 2 ** 24);
    return isUpper;
  });
  return cost;
}
