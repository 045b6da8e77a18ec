/** Static order-k coding in two passes: the counts of the whole sequence first, then the symbols with these counts. */
import { ContextCounts } from '../theory/context-counts.js';
import { CountReader, CountWriter } from './count-table.js';
import { RangeDecoder, RangeEncoder } from './range-coder.js';
import type { SymbolCoder } from './symbol-coder.js';

/** @param order Up to maxOrder() of the alphabet. */
export function staticCoder(order: number): SymbolCoder {
  return {
    name: `static order ${order}`,
    encode(symbols, alphabetSize) {
      const table = new ContextCounts(alphabetSize, order);
      for (const symbol of symbols) table.update(symbol);
      const encoder = new RangeEncoder();
      const writer = new CountWriter(encoder);
      for (let context = 0; context < table.totals.length; context++) writer.write(table, context);
      table.rewind();
      for (const symbol of symbols) {
        const first = table.context * alphabetSize;
        let start = 0;
        for (let s = 0; s < symbol; s++) start += table.counts[first + s] as number;
        encoder.encode(
          start,
          table.counts[first + symbol] as number,
          table.totals[table.context] as number,
        );
        table.advance(symbol);
      }
      return encoder.finish();
    },
    decode(bytes, alphabetSize, length) {
      const table = new ContextCounts(alphabetSize, order);
      const decoder = new RangeDecoder(bytes);
      const reader = new CountReader(decoder);
      for (let context = 0; context < table.totals.length; context++) reader.read(table, context);
      const symbols = new Uint8Array(length);
      for (let i = 0; i < length; i++) {
        const target = decoder.target(table.totals[table.context] as number);
        const first = table.context * alphabetSize;
        let at = first;
        let start = 0;
        let size = table.counts[at] as number;
        while (start + size <= target) {
          start += size;
          size = table.counts[++at] as number;
        }
        decoder.consume(start, size);
        symbols[i] = at - first;
        table.advance(at - first);
      }
      return symbols;
    },
  };
}
