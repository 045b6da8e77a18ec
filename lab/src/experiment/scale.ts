/** Probabilities of 32-bit floats as the integers of a range coder. */
import { MAX_TOTAL, type RangeDecoder, type RangeEncoder } from '../baselines/range-coder.js';
import { CoderError } from '../errors.js';

/** 2^27: with rounding errors of probabilities and the +1 of 256 symbols, a total stays below the coder's limit. */
const UNITS = 2 ** 27;

/**
 * Probabilities of a step as integers: floor(p 2^27) + 1. The product of a 32-bit float and a power of two is exact, so
 * encoder and decoder agree on every machine.
 */
export class Scale {
  readonly #counts: Float64Array;
  #total = 0;

  constructor(alphabetSize: number) {
    this.#counts = new Float64Array(alphabetSize);
  }

  /** @param at Index of the probability of symbol 0. Throws CoderError if the probabilities are no distribution. */
  read(probabilities: Float32Array, at: number): void {
    let total = 0;
    for (let symbol = 0; symbol < this.#counts.length; symbol++) {
      const size = Math.floor((probabilities[at + symbol] as number) * UNITS) + 1;
      this.#counts[symbol] = size;
      total += size;
    }
    if (!(total > 0 && total <= MAX_TOTAL))
      throw new CoderError('the probabilities do not sum to 1');
    this.#total = total;
  }

  encode(encoder: RangeEncoder, symbol: number): void {
    let start = 0;
    for (let before = 0; before < symbol; before++) start += this.#counts[before] as number;
    encoder.encode(start, this.#counts[symbol] as number, this.#total);
  }

  decode(decoder: RangeDecoder): number {
    const target = decoder.target(this.#total);
    let symbol = 0;
    let start = 0;
    let size = this.#counts[0] as number;
    while (start + size <= target) {
      start += size;
      size = this.#counts[++symbol] as number;
    }
    decoder.consume(start, size);
    return symbol;
  }
}
