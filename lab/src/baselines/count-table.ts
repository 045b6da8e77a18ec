/**
 * The counts of a context as bits, writer and reader. Whether the context occurs at all costs what an adaptive coder of such
 * flags pays; its total is an Elias gamma code; each count is one of as many values as the rest of the total allows.
 */
import type { ContextCounts } from '../theory/context-counts.js';
import type { RangeDecoder, RangeEncoder } from './range-coder.js';

export class CountWriter {
  readonly #encoder: RangeEncoder;
  readonly #seen = [1, 1];

  constructor(encoder: RangeEncoder) {
    this.#encoder = encoder;
  }

  write({ alphabetSize, counts, totals }: ContextCounts, context: number): void {
    const total = totals[context] as number;
    this.#writeFlag(total > 0 ? 1 : 0);
    if (total === 0) return;
    this.#writeGamma(total);
    let rest = total;
    for (let symbol = 0; symbol < alphabetSize - 1; symbol++) {
      const count = counts[context * alphabetSize + symbol] as number;
      this.#encoder.encode(count, 1, rest + 1);
      rest -= count;
    }
  }

  #writeFlag(flag: 0 | 1): void {
    const [zeros = 0, ones = 0] = this.#seen;
    this.#encoder.encode(flag * zeros, flag === 0 ? zeros : ones, zeros + ones);
    this.#seen[flag] = (flag === 0 ? zeros : ones) + 1;
  }

  #writeGamma(value: number): void {
    const bits = 31 - Math.clz32(value);
    for (let i = 0; i < bits; i++) this.#encoder.encode(1, 1, 2);
    this.#encoder.encode(0, 1, 2);
    this.#encoder.encode(value - 2 ** bits, 1, 2 ** bits);
  }
}

export class CountReader {
  readonly #decoder: RangeDecoder;
  readonly #seen = [1, 1];

  constructor(decoder: RangeDecoder) {
    this.#decoder = decoder;
  }

  /** Fills in the counts of a context and their total. */
  read({ alphabetSize, counts, totals }: ContextCounts, context: number): void {
    if (this.#readFlag() === 0) return;
    const total = this.#readGamma();
    totals[context] = total;
    let rest = total;
    for (let symbol = 0; symbol < alphabetSize - 1; symbol++) {
      const count = this.#readOneOf(rest + 1);
      counts[context * alphabetSize + symbol] = count;
      rest -= count;
    }
    counts[(context + 1) * alphabetSize - 1] = rest;
  }

  #readFlag(): 0 | 1 {
    const [zeros = 0, ones = 0] = this.#seen;
    const flag = this.#decoder.target(zeros + ones) < zeros ? 0 : 1;
    this.#decoder.consume(flag * zeros, flag === 0 ? zeros : ones);
    this.#seen[flag] = (flag === 0 ? zeros : ones) + 1;
    return flag;
  }

  #readGamma(): number {
    let bits = 0;
    while (this.#readOneOf(2) === 1) bits++;
    return 2 ** bits + this.#readOneOf(2 ** bits);
  }

  #readOneOf(count: number): number {
    const value = this.#decoder.target(count);
    this.#decoder.consume(value, 1);
    return value;
  }
}
