/**
 * An expert with inputs of its own for the mixers: stretched predictions of the next bit, 0 where it has none. (The
 * contexts of a ContextModel have theirs through ContextMap.) At each byte boundary `prepare`, then for each bit `predict`
 * and `update`, then `endByte`.
 */
export abstract class Expert {
  /** Number of inputs. */
  abstract get inputs(): i32;

  /** FAMILY of the expert, for votes. */
  abstract get family(): i32;

  /** Sets tables and weights: a piece of them. False while there is more to do. */
  initialise(): bool {
    return true;
  }

  /** Ends the update with the last byte and makes ready for the next: a piece of it. False while there is more to do. */
  prepare(): bool {
    return true;
  }

  /** Prefetches for the second nibble, which the history has begun. */
  beginNibble(): void {}

  /** Writes the inputs for the next bit to x. */
  abstract predict(x: usize): void;

  /** Takes the bit, before the history does. */
  update(_bit: i32): void {}

  /** Takes the byte, which the history has; also one whose bits were not predicted. */
  endByte(_byte: u32): void {}
}
