/**
 * A coder of binary symbols that predicts from matches alone. It keeps some distances at which long matches were found,
 * also after they ended. The distance whose last differences were constant for longest predicts the next symbol, and the
 * number of those differences chooses the counts that give its probability. Integers only.
 *
 * Differences at a distance obey every linear recurrence that the symbols obey. After X[n] = X[n-1] xor X[n-k], a match is
 * followed k symbols later by differences that are constant again: all 0, which is another match at the same distance, or
 * all 1.
 */
import { CoderError } from '../errors.js';
import { RangeDecoder, RangeEncoder } from './range-coder.js';
import type { SymbolCoder } from './symbol-coder.js';

export interface MatchOptions {
  /** Distances that are kept; the oldest is replaced. 1: the last match. */
  readonly distances: number;
  /** Whether a distance predicts the opposite symbol while all symbols differ. */
  readonly opposites: boolean;
}

/** log2 of the places of a table of positions. */
const TABLE = 22;

/** Differences from this count on share their counts. */
const LONGEST = 63;

/**
 * Equal symbols that make a match: the bits of the length. By chance about one in two positions at the end of a random
 * sequence has one, and 16 distances last for some 30 symbols. Tried with 16 distances and opposites on k = 60, bits a symbol
 * of 300,000 and of 3 million: one symbol less 0.70 and 0.71, this 0.59 and 0.54, one more 0.63 and 0.55, two more 0.73 and 0.66.
 */
function leastMatch(length: number): number {
  return Math.min(30, Math.max(12, 32 - Math.clz32(length)));
}

export function matchCoder({ distances, opposites }: MatchOptions): SymbolCoder {
  return {
    name: `matches at ${distances} distances${opposites ? ' or their opposites' : ''}`,
    encode(symbols, alphabetSize) {
      const model = new Matches(symbols, alphabetSize, distances, opposites);
      const encoder = new RangeEncoder();
      for (const symbol of symbols) {
        const { zeros, total } = model.predict();
        encoder.encode(symbol * zeros, symbol === 0 ? zeros : total - zeros, total);
        model.update();
      }
      return encoder.finish();
    },
    decode(bytes, alphabetSize, length) {
      const symbols = new Uint8Array(length);
      const model = new Matches(symbols, alphabetSize, distances, opposites);
      const decoder = new RangeDecoder(bytes);
      for (let i = 0; i < length; i++) {
        const { zeros, total } = model.predict();
        const symbol = decoder.target(total) < zeros ? 0 : 1;
        decoder.consume(symbol * zeros, symbol === 0 ? zeros : total - zeros);
        symbols[i] = symbol;
        model.update();
      }
      return symbols;
    },
  };
}

/** Probability of symbol 0: `zeros` of `total`. */
interface Prediction {
  readonly zeros: number;
  readonly total: number;
}

/** The symbols up to a position, and what the distances say of the next. */
class Matches {
  #position = 0;
  readonly #least: number;
  /** The last symbols, as many as make a match, as a number; and for its hash, behind which position it was last. */
  #recent = 0;
  readonly #seen = new Int32Array(2 ** TABLE);
  readonly #distances: number[] = [];
  /** For each distance: the last difference, and how many were equal to it without a break. */
  readonly #differences: number[] = [];
  readonly #runs: number[] = [];
  #oldest = 0;
  /** For each last difference and run, in halves: how often the next difference was the same, and was known. */
  readonly #same = new Float64Array(2 * (LONGEST + 1)).fill(1);
  readonly #all = new Float64Array(2 * (LONGEST + 1)).fill(2);
  #context = -1;
  #expected = 0;

  constructor(
    private readonly symbols: Uint8Array,
    alphabetSize: number,
    private readonly most: number,
    private readonly opposites: boolean,
  ) {
    if (alphabetSize > 2)
      throw new CoderError(`matches need two symbols; there are ${alphabetSize}`);
    this.#least = leastMatch(symbols.length);
  }

  predict(): Prediction {
    let longest = 0;
    this.#context = -1;
    for (const [i, run] of this.#runs.entries()) {
      const difference = this.#differences[i] as number;
      if (run <= longest || (difference === 1 && !this.opposites)) continue;
      longest = run;
      this.#context = difference * (LONGEST + 1) + Math.min(run, LONGEST);
      this.#expected = this.#at(this.#distances[i] as number) ^ difference;
    }
    if (this.#context < 0) return { zeros: 1, total: 2 };
    const same = this.#same[this.#context] as number;
    const total = this.#all[this.#context] as number;
    return { zeros: this.#expected === 0 ? same : total - same, total };
  }

  /** Goes on behind the symbol that was predicted. */
  update(): void {
    const symbol = this.#at(0);
    if (this.#context >= 0) {
      (this.#same[this.#context] as number) += symbol === this.#expected ? 2 : 0;
      (this.#all[this.#context] as number) += 2;
    }
    for (const [i, distance] of this.#distances.entries()) {
      const difference = symbol ^ this.#at(distance);
      this.#runs[i] = difference === this.#differences[i] ? (this.#runs[i] as number) + 1 : 1;
      this.#differences[i] = difference;
    }
    this.#position++;
    this.#recent = ((this.#recent << 1) | symbol) & (2 ** this.#least - 1);
    if (this.#position < this.#least) return;
    const hash = Math.imul(this.#recent, 0x9e3779b1) >>> (32 - TABLE);
    const before = this.#seen[hash] as number;
    if (before > 0) this.#keep(this.#position - before);
    this.#seen[hash] = this.#position;
  }

  /** Keeps the distance of a match, if it is one. */
  #keep(distance: number): void {
    if (this.#distances.includes(distance)) return;
    for (let back = 1; back <= this.#least; back++) {
      const symbol = this.symbols[this.#position - back];
      if (symbol !== this.symbols[this.#position - back - distance]) return;
    }
    const slot = this.#distances.length < this.most ? this.#distances.length : this.#oldest++;
    this.#oldest %= this.most;
    this.#distances[slot] = distance;
    this.#differences[slot] = 0;
    this.#runs[slot] = this.#least;
  }

  /** The symbol so far before the position. */
  #at(distance: number): number {
    return this.symbols[this.#position - distance] as number;
  }
}
