/** Results of advance below zero. */
export const DIVERGED = -1;
export const OVERRUN = -2;
export const EXPANDED = -3;

/** One block on its way through the codec, in either direction. Laid out by its constructor, in memory only later. */
export abstract class Block {
  /** Where the host writes the block (encode) or its code (decode), finds the result, and writes the dictionary. */
  input: usize = 0;
  output: usize = 0;
  dictionary: usize = 0;

  /** Sets tables and initial weights, once the memory is there. */
  abstract initialise(): void;

  /**
   * Codes at least `count` more bytes, or to the end; returns the bytes coded so far, or an error below zero. Bytes of
   * the dictionary count as well: none may be coded yet.
   */
  abstract advance(count: i32): i32;

  /** A companion's share of the work. */
  abstract assist(): void;

  /** Bytes of the output that are certain by now; no more than finish returns. */
  abstract get produced(): i32;

  /** Ends the code; returns the bytes of the output. */
  abstract finish(): i32;
}
