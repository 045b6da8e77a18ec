/**
 * An expert that speaks to the mixers itself: at each bit it writes its inputs, stretched predictions of that bit
 * (0 = no opinion), and learns what came. (A Family of contexts speaks through ContextSet.)
 */
export abstract class Voice {
  /** Inputs it writes. */
  abstract get inputs(): i32;

  /** Sets tables and weights, once the memory is there. */
  abstract initialise(): void;

  /** Makes ready for the next byte; false when the state has diverged. */
  abstract beginByte(): bool;

  /** Writes what it says about the next bit to x. */
  abstract predict(x: usize): void;

  /** Learns a bit, before the trail takes it. */
  abstract learn(bit: i32): void;

  /** Learns what byte came; the trail has it. */
  abstract endByte(byte: u32): void;
}
