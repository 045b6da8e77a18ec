/** Sequences of few byte values, with what experts of symbols look for. */
import { Random } from '../../support/random.js';

const ACGT = Uint8Array.from('ACGT', (letter) => letter.charCodeAt(0));

/** The byte of each symbol. */
export const asBytes = (symbols: readonly number[], values: Uint8Array = ACGT): Uint8Array =>
  Uint8Array.from(symbols, (symbol) => values[symbol] as number);

/**
 * Symbols below `count`: random ones; then pieces of what was before, one in three read on the other strand and one symbol
 * in thirty changed; between them pieces with a period of three.
 */
export function symbolsOf(length: number, count = 4, seed = 1): number[] {
  const random = new Random(seed);
  const any = () => random.below(count);
  const symbols = Array.from({ length: Math.min(length, 200) }, any);
  while (symbols.length < length) {
    const start = random.below(symbols.length);
    const piece = symbols.slice(start, start + 20 + random.below(120));
    const copy = piece.map((symbol) => (random.below(30) === 0 ? any() : symbol));
    const other = copy.map((symbol) => count - 1 - symbol).reverse();
    const codons = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? any() : i % 2));
    symbols.push(...random.pick([copy, copy, other, codons]));
  }
  return symbols.slice(0, length);
}
