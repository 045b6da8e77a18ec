/**
 * An expert that speaks to the mixers itself: at each bit it writes its inputs, stretched predictions of that bit
 * (0 = no opinion), and learns what came. (A ContextModel of contexts speaks through ContextMap.)
 */
export abstract class Expert {
  /** Inputs it writes. */
  abstract get inputs(): i32;

  /** Writes what it says about the next bit to x. */
  abstract predict(x: usize): void;

  /** Sets tables and weights, once the memory is there. */
  initialise(): void {}

  /** Makes ready for the next byte; false when the state has diverged. */
  beginByte(): bool {
    return true;
  }

  /** Makes ready for the second nibble. */
  beginNibble(): void {}

  /** Learns a bit, before the history takes it. */
  learn(_bit: i32): void {}

  /** Learns what byte came; the history has it. */
  endByte(_byte: u32): void {}
}
