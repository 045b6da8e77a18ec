/** NUMERICS.md, section 10: from probabilities to decisions. */
import type { Decoder } from './decoder.js';
import { f, type Vector } from './float32.js';

/** The next of the symbols that have the probabilities `p`. */
export function decodeSymbol(decoder: Decoder, p: Vector): number {
  const counts = Array.from(p, (x) => Math.floor(f(x * 2 ** 22)) + 1);
  const sum = (from: number, to: number) => counts.slice(from, to).reduce((a, b) => a + b, 0);
  let first = 0;
  for (let k = 31 - Math.clz32(p.length - 1); k >= 0; k--) {
    const middle = first + 2 ** k;
    if (middle >= p.length) continue;
    const end = Math.min(p.length, first + 2 ** (k + 1));
    const upper = BigInt(sum(middle, end)) * 2n ** 24n;
    if (decoder.decode(Number(upper / BigInt(sum(first, end))))) first = middle;
  }
  return first;
}
