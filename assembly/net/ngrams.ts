import { allocate } from '../memory/arena';
import { MAX } from '../spec.generated';
import { Shape } from './shape';

/** Multipliers of the hash: odd, bits well spread (the golden ratio's and MurmurHash3's). */
const STEP: u32 = 0x9e3779b1;
const FINAL: u32 = 0x85ebca6b;

/** Longest context. */
const MAX_NGRAM = MAX.NGRAMS;

/** log2 of the rows a hashed table gets: no more than twice the symbols to come can be of use. */
export function hashBits(shape: Shape): i32 {
  const enough = 33 - clz(max(shape.length, 2) - 1);
  return min(shape.ngramBits, enough);
}

/**
 * The symbols that came, a lane beside the other, and the embedding rows they choose at each step of a segment:
 * for order 1 the row is the last symbol, for order n > 1 a hash of the last n.
 */
export class Ngrams {
  private readonly history: usize;
  /** Rows chosen, as [step][lane][order]: of the segment being predicted, and of that to learn from. */
  private current: usize;
  private previous: usize;
  private readonly copies: usize;
  private readonly size: usize;
  private readonly lanes: i32;
  private readonly ngrams: i32;
  private readonly shift: u32;

  constructor(shape: Shape) {
    this.lanes = shape.lanes;
    this.ngrams = shape.ngrams;
    this.shift = 32 - hashBits(shape);
    this.history = allocate(<usize>((shape.horizon + MAX_NGRAM) * shape.lanes));
    this.size = (<usize>(shape.horizon * shape.lanes * shape.ngrams)) << 2;
    this.copies = allocate(u64(this.size) * (1 + shape.lag));
    this.current = this.copies;
    this.previous = this.copies;
  }

  /** Row chosen for position r = t x lanes + b (step t, lane b) by the context of `order` (1 ..). */
  row(r: i32, order: i32): i32 {
    return load<i32>(this.current + ((<usize>(r * this.ngrams + order - 1)) << 2));
  }

  /** The same of the segment to learn from. */
  previousRow(r: i32, order: i32): i32 {
    return load<i32>(this.previous + ((<usize>(r * this.ngrams + order - 1)) << 2));
  }

  /** Chooses which copy is of the segment being predicted; the other is of the one before. */
  selectCopies(copy: i32): void {
    this.current = this.copies + <usize>copy * this.size;
    this.previous = this.copies + <usize>(1 - copy) * this.size;
  }

  /** Chooses the rows of step t from the symbols before it. */
  choose(t: i32): void {
    for (let b = 0; b < this.lanes; b++) {
      let rows = this.current + ((<usize>((t * this.lanes + b) * this.ngrams)) << 2);
      let symbol = this.address(t - 1) + b;
      store<i32>(rows, load<u8>(symbol));
      let hash: u32 = (u32(load<u8>(symbol)) + 1) * STEP;
      for (let order = 2; order <= this.ngrams; order++) {
        symbol -= this.lanes;
        rows += 4;
        hash = (hash + u32(load<u8>(symbol)) + 1) * STEP;
        store<i32>(rows, i32(((hash ^ (hash >> 15)) * FINAL) >> this.shift));
      }
    }
  }

  /** Notes what came at step t: one symbol a lane. */
  append(t: i32, symbols: usize): void {
    memory.copy(this.address(t), symbols, this.lanes);
  }

  /** Begins a new segment after one of `steps` steps. */
  carry(steps: i32): void {
    memory.copy(
      this.history,
      this.history + <usize>(steps * this.lanes),
      <usize>(MAX_NGRAM * this.lanes),
    );
  }

  /** Symbols of step t >= -MAX_NGRAM. */
  private address(t: i32): usize {
    return this.history + <usize>((t + MAX_NGRAM) * this.lanes);
  }
}
