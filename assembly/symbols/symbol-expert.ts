import { log4 } from '../numeric/elementary';
import { sum4 } from '../numeric/vector';

/**
 * One way to predict the next of at most four symbols. It writes the logarithms of their probabilities, and names its
 * confidence: one of `confidences` classes, of which each has a weight of its own in the mixer.
 */
export abstract class SymbolExpert {
  constructor(
    /** How many classes of confidence there are. */
    readonly confidences: i32,
    /** A FAMILY. */
    readonly family: i32,
  ) {}

  /** Sets a piece of the tables that are not zero at first. False while there is more to do. */
  initialise(): bool {
    return true;
  }

  /** Writes a vector of four logarithms, with mean 0, to `logs`; returns the class of confidence. */
  abstract predict(logs: usize): i32;

  /** Learns the symbol that was predicted, before the sequence has it. */
  abstract update(symbol: u32): void;

  /** The sequence has the symbol now. */
  proceed(): void {}
}

/** Writes the logarithms of four positive numbers, less their mean. */
export function storeLogs(at: usize, p: v128): void {
  const logs = log4(p);
  v128.store(at, f32x4.sub(logs, f32x4.splat(sum4(logs) * 0.25)));
}
