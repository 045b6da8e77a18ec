import { allocate } from '../memory/arena';
import { MAX } from '../spec.generated';
import { Shape } from './shape';

/** Multipliers of the hash, odd: that of the golden ratio, and MurmurHash3's. */
const STEP: u32 = 0x9e3779b1;
const FINAL: u32 = 0x85ebca6b;

/** Most symbols of an n-gram. */
const MAX_NGRAM = MAX.NGRAMS;

/** log2 of the rows of a hashed embedding: `ngramBits`, but at most log2(2 x length), rounded up. */
export function hashBits(shape: Shape): i32 {
  const enough = 33 - clz(max(shape.length, 2) - 1);
  return min(shape.ngramBits, enough);
}

/**
 * The newest symbols, [step][lane], and the embedding rows that their n-grams select at each step of a segment. For
 * n = 1 the row is the last symbol, for n > 1 a hash of the last n symbols.
 */
export class Ngrams {
  private readonly history: usize;
  /** Rows, i32 [step][lane][n - 1]: of the segment that is predicted, and of the one that learning reads. */
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

  /** Row that the n-gram, n >= 1, selects at position r = t x lanes + b (step t, lane b). */
  row(r: i32, n: i32): i32 {
    return load<i32>(this.current + ((<usize>(r * this.ngrams + n - 1)) << 2));
  }

  /** The same of the segment that learning reads. */
  previousRow(r: i32, n: i32): i32 {
    return load<i32>(this.previous + ((<usize>(r * this.ngrams + n - 1)) << 2));
  }

  /** With `lag`: the copy (0 or 1) that belongs to the segment that is predicted; learning reads the other. */
  selectCopy(copy: i32): void {
    this.current = this.copies + <usize>copy * this.size;
    this.previous = this.copies + <usize>(1 - copy) * this.size;
  }

  /** Selects the rows of step t by the symbols before it. */
  select(t: i32): void {
    for (let b = 0; b < this.lanes; b++) {
      let rows = this.current + ((<usize>((t * this.lanes + b) * this.ngrams)) << 2);
      let symbol = this.address(t - 1) + b;
      store<i32>(rows, load<u8>(symbol));
      let hash: u32 = (u32(load<u8>(symbol)) + 1) * STEP;
      for (let n = 2; n <= this.ngrams; n++) {
        symbol -= this.lanes;
        rows += 4;
        hash = (hash + u32(load<u8>(symbol)) + 1) * STEP;
        store<i32>(rows, i32(((hash ^ (hash >> 15)) * FINAL) >> this.shift));
      }
    }
  }

  /** Stores the symbols of step t, one a lane. */
  append(t: i32, symbols: usize): void {
    memory.copy(this.address(t), symbols, this.lanes);
  }

  /** Moves the last MAX_NGRAM steps of a segment of `steps` steps in front of the next segment. */
  carry(steps: i32): void {
    memory.copy(
      this.history,
      this.history + <usize>(steps * this.lanes),
      <usize>(MAX_NGRAM * this.lanes),
    );
  }

  /** Address of the symbols of step t >= -MAX_NGRAM. */
  private address(t: i32): usize {
    return this.history + <usize>((t + MAX_NGRAM) * this.lanes);
  }
}
