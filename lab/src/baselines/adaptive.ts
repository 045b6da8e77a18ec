/** Adaptive order-k coding in one pass: the counts so far, plus one half each (Krichevsky and Trofimov). */
import { ContextCounts } from '../theory/context-counts.js';
import { RangeDecoder, RangeEncoder } from './range-coder.js';
import type { SymbolCoder } from './symbol-coder.js';

/** @param order Up to maxOrder() of the alphabet. */
export function adaptiveCoder(order: number): SymbolCoder {
  return {
    name: `adaptive order ${order}`,
    encode(symbols, alphabetSize) {
      const table = new ContextCounts(alphabetSize, order);
      const encoder = new RangeEncoder();
      for (const symbol of symbols) {
        const first = table.context * alphabetSize;
        let start = 0;
        for (let s = 0; s < symbol; s++) start += weight(table, first + s);
        encoder.encode(start, weight(table, first + symbol), total(table));
        table.update(symbol);
      }
      return encoder.finish();
    },
    decode(bytes, alphabetSize, length) {
      const table = new ContextCounts(alphabetSize, order);
      const decoder = new RangeDecoder(bytes);
      const symbols = new Uint8Array(length);
      for (let i = 0; i < length; i++) {
        const target = decoder.target(total(table));
        let at = table.context * alphabetSize;
        const first = at;
        let start = 0;
        let size = weight(table, at);
        while (start + size <= target) {
          start += size;
          size = weight(table, ++at);
        }
        decoder.consume(start, size);
        symbols[i] = at - first;
        table.update(at - first);
      }
      return symbols;
    },
  };
}

/** A count plus one half, in halves. */
function weight(table: ContextCounts, at: number): number {
  return 2 * (table.counts[at] as number) + 1;
}

function total(table: ContextCounts): number {
  return 2 * (table.totals[table.context] as number) + table.alphabetSize;
}
