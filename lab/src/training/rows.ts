/** Which symbols each row of a batch reads. A row reads a contiguous range, so that its carried state is exact. */
import { ABSENT } from 'foresay/train';

/** The shape of a batch. */
export interface BatchShape {
  /** Rows trained in lockstep (B). */
  readonly rows: number;
  /** Symbols of a row in a batch (L). */
  readonly length: number;
}

/** What a batch holds. */
export interface Batch {
  /** Steps with a symbol in some row, 1 to `length`. */
  readonly steps: number;
  /** Symbols of all rows: those that are not ABSENT. */
  readonly present: number;
}

/** A sequence as batches of rows. Rows that have ended are ABSENT. */
export class Rows {
  /** Batches until every row has ended. */
  readonly batches: number;
  readonly #symbols: Uint8Array;
  readonly #length: number;
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  readonly #longest: number;

  /** Row r reads the symbols starts[r] to ends[r] - 1. */
  private constructor(
    symbols: Uint8Array,
    length: number,
    starts: readonly number[],
    ends: readonly number[],
  ) {
    this.#symbols = symbols;
    this.#length = length;
    this.#starts = starts;
    this.#ends = ends;
    this.#longest = starts.reduce((most, start, r) => Math.max(most, (ends[r] ?? 0) - start), 0);
    this.batches = Math.ceil(this.#longest / length);
  }

  /**
   * The sequence in B / m pieces of equal length, each read by m = L / stride rows; copy j starts j * stride symbols into
   * the piece. Each symbol is trained m times, at another step of the batch each time, so back-propagation reaches back another
   * number of symbols. `stride` L: every symbol once. `stride` 1 with B = L: the overlapping windows of the note.
   *
   * @param stride Divides `length`; `length / stride` divides `rows`.
   */
  static training(symbols: Uint8Array, { rows, length }: BatchShape, stride: number): Rows {
    const pieces = rows / (length / stride);
    const size = Math.ceil(symbols.length / pieces);
    const starts: number[] = [];
    const ends: number[] = [];
    for (let row = 0; row < rows; row++) {
      const piece = row % pieces;
      const copy = (row - piece) / pieces;
      starts.push(piece * size + copy * stride);
      ends.push(Math.min((piece + 1) * size, symbols.length));
    }
    return new Rows(symbols, length, starts, ends);
  }

  /**
   * The sequence in `rows` pieces. Each row starts `length` symbols before its piece: its first batch sets the state and is
   * not to be counted. Batches from 1 on hold each symbol once, except the first `length` of the sequence.
   */
  static validation(symbols: Uint8Array, { rows, length }: BatchShape): Rows {
    const size = Math.ceil((symbols.length - length) / rows);
    const starts = Array.from({ length: rows }, (_, row) => row * size);
    const ends = starts.map((start) => Math.min(start + size + length, symbols.length));
    return new Rows(symbols, length, starts, ends);
  }

  /** @param into The batch as the trainer reads it, [step][row]. */
  fill(batch: number, into: Uint16Array): Batch {
    const rows = this.#starts.length;
    const first = batch * this.#length;
    const steps = Math.min(this.#length, this.#longest - first);
    let present = 0;
    for (let row = 0; row < rows; row++) {
      const from = (this.#starts[row] as number) + first;
      const count = Math.max(0, Math.min(steps, (this.#ends[row] as number) - from));
      for (let step = 0; step < count; step++)
        into[step * rows + row] = this.#symbols[from + step] as number;
      for (let step = count; step < steps; step++) into[step * rows + row] = ABSENT;
      present += count;
    }
    return { steps, present };
  }
}
